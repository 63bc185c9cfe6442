/**
 * Branches side by side of which not all are needed: race and quorum.
 *
 * Each branch has a failure scope and debts of its own. Once the contest is decided the others are told to stop; what has
 * been started runs to its outcome, then they are undone, and only then the outcome goes on (semantics: rule RACE).
 * @module
 */
import { nodeOf, type ParallelNode } from "../../core/node.ts"
import type { AnyStep } from "../../core/step.ts"
import { exec, type Instruction, settled } from "./code.ts"
import type { Linked } from "./fragment.ts"
import { FailureScope } from "./failure-scope.ts"
import type { Frame } from "./frame.ts"
import { Halt, INTERRUPTED } from "./halt.ts"
import { type Ledger, type Leftover, rollback, together } from "./ledger.ts"
import { never, suspended } from "./suspended.ts"

/** Runs the branches until enough have succeeded or too many have failed. */
export const contest = (node: ParallelNode, codes: ReadonlyArray<Linked>): Instruction => {
  const { join } = node
  const need = join.kind === "quorum" ? join.need : 1
  // More failures than this leave too few branches to win.
  const tolerate = join.kind === "quorum" ? Math.min(join.tolerate, codes.length - need) : 0
  const names = node.branches.map((branch) => branch.name)
  const output = (accepted: ReadonlyArray<Contestant>): unknown => {
    const [first] = accepted
    if (join.kind === "race" && first !== undefined) return { _tag: names[first.index], value: first.result }
    return Object.fromEntries(accepted.map(({ index, result }) => [names[index], result]))
  }
  const waits = node.branches.map(({ step }) => join.kind === "race" && isWait(step))
  return (value, frame) => {
    if (frame.scope.stopped) return INTERRUPTED
    // A race of nobody never ends.
    if (codes.length === 0) return suspended(frame.scope, never)
    return hold(codes, waits, value, frame, need, tolerate, output)
  }
}

/** A branch that is nothing but a wait has won as soon as it is woken: its rivals must not take an event any more. */
const isWait = (step: AnyStep): boolean => {
  let node = nodeOf(step)
  while (node.kind === "label") node = nodeOf(node.step)
  return node.kind === "perform" && (node.request.kind === "receive" || node.request.kind === "timer")
}

/** One branch while it runs and after. */
export class Contestant {
  readonly index: number
  readonly scope: FailureScope
  readonly ledger: Ledger = []
  result: unknown = undefined
  state: "running" | "accepted" | "failed" | "lost" = "running"

  constructor(index: number, parent: FailureScope) {
    this.index = index
    this.scope = new FailureScope(parent)
  }
}

const hold = (
  codes: ReadonlyArray<Linked>,
  waits: ReadonlyArray<boolean>,
  value: unknown,
  frame: Frame,
  need: number,
  tolerate: number,
  output: (accepted: ReadonlyArray<Contestant>) => unknown
): unknown => {
  const all = codes.map((_, index) => new Contestant(index, frame.scope))
  const ended: Array<Contestant> = []
  let successes = 0
  let failures = 0
  let verdict: Verdict = "open"
  let chosen: Contestant | undefined
  const stopOthers = (): void => {
    for (const other of all) if (other.state === "running" && other !== chosen) other.scope.stop(INTERRUPTED)
  }
  const choose = (contestant: Contestant): void => {
    if (verdict !== "open" || chosen !== undefined || frame.scope.stopped) return
    chosen = contestant
    stopOthers()
  }
  const decide = (how: Verdict): void => {
    verdict = how
    stopOthers()
  }
  const settle = (contestant: Contestant, result: unknown): void => {
    contestant.result = result
    ended.push(contestant)
    contestant.scope.close()
    if (verdict !== "open" || frame.scope.stopped || (chosen ?? contestant) !== contestant) {
      contestant.state = "lost"
    } else if (!(result instanceof Halt)) {
      contestant.state = "accepted"
      if (++successes === need) decide("won")
    } else {
      contestant.state = "failed"
      if (result.kind !== "error" || ++failures > tolerate) decide("failed")
    }
  }
  const running: Array<Promise<void>> = []
  for (const contestant of all) {
    if (verdict !== "open") {
      contestant.state = "lost"
      continue
    }
    const code = codes[contestant.index] as Linked
    if (waits[contestant.index] === true) contestant.scope.woken = () => choose(contestant)
    const inner = frame.within(contestant.scope, contestant.ledger)
    const done = settled(exec(code, value, inner), code, inner, (result) => settle(contestant, result))
    if (done instanceof Promise) running.push(done)
  }
  const end = (): unknown => conclude(all, ended, verdict, frame, output)
  return running.length === 0 ? end() : Promise.all(running).then(end)
}

/** How a contest stands; one that is still open when all are quiet was stopped from outside. */
type Verdict = "open" | "won" | "failed"

/** All branches are quiet: keeps the debts of those whose outcome goes on, pays those of the others. */
const conclude = (
  all: ReadonlyArray<Contestant>,
  ended: ReadonlyArray<Contestant>,
  verdict: Verdict,
  frame: Frame,
  output: (accepted: ReadonlyArray<Contestant>) => unknown
): unknown => {
  const accepted = all.filter(({ state }) => state === "accepted")
  // In the order in which they ended: the first failure is the primary one.
  const failed = ended.filter(({ state }) => state === "failed")
  const kept = verdict === "won" ? accepted : verdict === "failed" ? failed : all
  const branches = kept.map(({ ledger }) => ledger).filter((ledger) => ledger.length > 0)
  if (branches.length > 0) frame.ledger.push({ kind: "parallel", branches })
  return afterUndo(
    all.filter((contestant) => !kept.includes(contestant)),
    frame,
    () => {
      if (verdict === "won") return output(accepted)
      return failedWith(verdict === "failed" ? failed : ended, frame)
    }
  )
}

/** Stops the scope around with the first failure, the others attached; a branch that was only told to stop has none. */
const failedWith = (failed: ReadonlyArray<Contestant>, frame: Frame): Halt => {
  for (const { scope } of failed) {
    const halt = failureOf(scope)
    if (halt !== undefined) frame.scope.stop(halt)
  }
  return frame.scope.halt ?? INTERRUPTED
}

/** Why a scope stopped by itself; nothing when it was only told to. */
export const failureOf = ({ halt }: FailureScope): Halt | undefined =>
  halt?.kind === "interrupt" && halt.causes.length === 0 ? undefined : halt

/** Undoes the losers side by side; goes on when nothing is left, or is stuck with what is. */
export const afterUndo = (losers: ReadonlyArray<Contestant>, frame: Frame, next: () => unknown): unknown => {
  const lefts = together(losers.map(({ ledger, scope }) => rollback(ledger, frame.run, scope.halt?.blocked)))
  const go = (left: ReadonlyArray<Leftover>): unknown => {
    const stuck = losers.flatMap(({ scope }) => (scope.halt?.kind === "stuck" ? [scope.halt] : []))
    const owing = left.filter(({ owed }) => owed.length > 0)
    if (stuck.length === 0 && owing.length === 0) return next()
    for (const halt of [...stuck, ...owing.map(stuckWith)]) frame.scope.stop(halt)
    return frame.scope.halt ?? INTERRUPTED
  }
  return lefts instanceof Promise ? lefts.then(go) : go(lefts)
}

/** A halt that says what is still owed. */
export const stuckWith = ({ owed, causes, stopped }: Leftover): Halt => {
  const halt = new Halt("stuck", [...causes])
  for (const debt of owed) halt.owed.push(debt)
  halt.blocked = stopped
  return halt
}
