/**
 * One step for every item of a list.
 * @module
 */
import { itemsOf, keysOf } from "../../core/apply.ts"
import type { ForEachNode } from "../../core/node.ts"
import { exec, type Instruction, settled } from "./code.ts"
import type { Linked } from "./fragment.ts"
import { afterUndo, Contestant, failureOf } from "./contest.ts"
import type { Frame } from "./frame.ts"
import { Halt, INTERRUPTED } from "./halt.ts"
import { openLedgers } from "./parallel.ts"

/** Runs the body for every item, at most `concurrency` at a time. */
export const forEach = (node: ForEachNode, body: Linked): Instruction => {
  const until = node.until as ((outputs: ReadonlyArray<unknown>) => boolean) | undefined
  return (value, frame) => {
    const items = itemsOf(value)
    if (frame.scope.stopped) return INTERRUPTED
    const keys = keysOf(items, node.key)
    const indexOf = (index: number): number | string => keys?.[index] ?? index
    return until === undefined
      ? everyItem(node.concurrency, body, items, indexOf, frame)
      : untilEnough(node.concurrency, body, items, indexOf, until, frame)
  }
}

const everyItem = (
  concurrency: number,
  body: Linked,
  items: ReadonlyArray<unknown>,
  indexOf: (index: number) => number | string,
  frame: Frame
): unknown => {
  const results = items.map((): unknown => undefined)
  // One at a time, an item's debts come after those of the item before, so they stand in the ledger as they are made.
  const ledgers = body.owes && concurrency > 1 ? openLedgers(frame, items.length) : undefined
  const finish = (): unknown => (results.some(isHalt) ? (frame.scope.halt ?? INTERRUPTED) : results)
  const waiting = pool(concurrency, items.length, (index) => {
    if (frame.scope.stopped) {
      results[index] = INTERRUPTED
      return undefined
    }
    const inner = body.performs ? frame.at(indexOf(index), frame.scope, ledgers?.[index]) : frame
    return settled(exec(body, items[index], inner), body, inner, (result) => {
      results[index] = result
    })
  })
  return waiting === undefined ? finish() : waiting.then(finish)
}

/** As a contest: once the outputs are enough, the items under way are stopped and undone. */
const untilEnough = (
  concurrency: number,
  body: Linked,
  items: ReadonlyArray<unknown>,
  indexOf: (index: number) => number | string,
  until: (outputs: ReadonlyArray<unknown>) => boolean,
  frame: Frame
): unknown => {
  const all = items.map((_, index) => new Contestant(index, frame.scope))
  const accepted: Array<Contestant> = []
  const outputs: Array<unknown> = []
  let enough = false
  const settle = (item: Contestant, result: unknown): void => {
    item.result = result
    item.scope.close()
    const halt = result instanceof Halt && !enough ? (failureOf(item.scope) ?? result) : undefined
    if (halt !== undefined && halt !== INTERRUPTED) frame.scope.stop(halt)
    else if (enough || frame.scope.stopped || halt !== undefined) item.state = "lost"
    else {
      item.state = "accepted"
      outputs.splice(insert(accepted, item), 0, result)
      enough = isEnough(until, outputs, frame, body)
      if (!enough) return
      for (const { state, scope } of all) if (state === "running") scope.stop(INTERRUPTED)
    }
  }
  const waiting = pool(concurrency, items.length, (index) => {
    const item = all[index] as Contestant
    if (enough || frame.scope.stopped) {
      item.state = "lost"
      return undefined
    }
    const inner = frame.at(indexOf(index), item.scope, item.ledger)
    return settled(exec(body, items[index], inner), body, inner, (result) => settle(item, result))
  })
  const finish = (): unknown => {
    // When it is stopped before it is enough, nobody has lost: what was done is owed to the scope around.
    const kept = enough ? accepted : all
    const branches = kept.map(({ ledger }) => ledger).filter((ledger) => ledger.length > 0)
    if (concurrency > 1 && branches.length > 0) frame.ledger.push({ kind: "parallel", branches })
    if (concurrency === 1) for (const ledger of branches) for (const entry of ledger) frame.ledger.push(entry)
    const losers = enough ? all.filter(({ state }) => state !== "accepted") : []
    return afterUndo(losers, frame, () => {
      if (!enough && frame.scope.stopped) return frame.scope.halt ?? INTERRUPTED
      return outputs
    })
  }
  return waiting === undefined ? finish() : waiting.then(finish)
}

/** Asks whether the outputs are enough; a condition that throws is a failure like any other, which stops all items. */
const isEnough = (
  until: (outputs: ReadonlyArray<unknown>) => boolean,
  outputs: ReadonlyArray<unknown>,
  { scope }: Frame,
  body: Linked
): boolean => {
  try {
    return until(outputs)
  } catch (cause) {
    scope.stop(new Halt("defect", [{ kind: "defect", cause, at: body.places[0] ?? "" }]))
    return false
  }
}

/** Keeps the items in their order, whichever ends first; tells where the item came to stand. */
const insert = (accepted: Array<Contestant>, item: Contestant): number => {
  let at = accepted.length
  while (at > 0 && (accepted[at - 1] as Contestant).index > item.index) at--
  accepted.splice(at, 0, item)
  return at
}

/** Starts work for 0 .. count - 1 in order, at most `concurrency` at a time. Gives nothing when all of it was synchronous. */
const pool = (
  concurrency: number,
  count: number,
  start: (index: number) => void | Promise<void>
): Promise<void> | undefined => {
  let next = 0
  const work = (): void | Promise<void> => {
    while (next < count) {
      const done = start(next++)
      if (done instanceof Promise) return workOn(done)
    }
  }
  const workOn = async (first: Promise<void>): Promise<void> => {
    await first
    while (next < count) await start(next++)
  }
  const workers: Array<Promise<void>> = []
  for (let worker = 0; worker < concurrency && next < count; worker++) {
    const busy = work()
    if (busy instanceof Promise) workers.push(busy)
  }
  return workers.length === 0 ? undefined : Promise.all(workers).then(() => undefined)
}

const isHalt = (value: unknown): boolean => value instanceof Halt
