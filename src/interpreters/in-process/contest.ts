/**
 * Branches side by side of which not all are needed: race and quorum.
 *
 * Each branch has a failure scope and debts of its own. Once the contest is decided the others are told to stop; what has
 * been started runs to its outcome, then they are undone, and only then the outcome goes on (semantics: rule RACE).
 * @module
 */
import type { ParallelNode } from "../../core/node.ts"
import { exec, type Instruction, settled } from "./code.ts"
import type { Linked } from "./compile.ts"
import { FailureScope } from "./failure-scope.ts"
import type { Frame } from "./frame.ts"
import { Halt, INTERRUPTED } from "./halt.ts"
import { type Ledger, type Leftover, rollbackAll } from "./ledger.ts"

/** Runs the branches until enough have succeeded or too many have failed. */
export const contest = (node: ParallelNode, codes: ReadonlyArray<Linked>): Instruction => {
  const { join } = node
  const need = join.kind === "quorum" ? join.need : 1
  const tolerate = join.kind === "quorum" ? join.tolerate : 0
  const names = node.branches.map((branch) => branch.name)
  const output = (accepted: ReadonlyArray<Contestant>): unknown => {
    const [first] = accepted
    if (join.kind === "race" && first !== undefined) return { _tag: names[first.index], value: first.result }
    return Object.fromEntries(accepted.map(({ index, result }) => [names[index], result]))
  }
  return (value, frame) =>
    frame.scope.stopped ? INTERRUPTED : hold(codes, value, frame, need, tolerate, output)
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
  value: unknown,
  frame: Frame,
  need: number,
  tolerate: number,
  output: (accepted: ReadonlyArray<Contestant>) => unknown
): unknown => {
  const all = codes.map((_, index) => new Contestant(index, frame.scope))
  const failed: Array<Contestant> = []
  let successes = 0
  let decided = false
  const decide = (): void => {
    decided = true
    for (const other of all) if (other.state === "running") other.scope.stop(INTERRUPTED)
  }
  const settle = (contestant: Contestant, result: unknown): void => {
    contestant.result = result
    contestant.scope.close()
    if (decided || frame.scope.stopped) {
      contestant.state = "lost"
    } else if (!(result instanceof Halt)) {
      contestant.state = "accepted"
      if (++successes === need) decide()
    } else {
      contestant.state = "failed"
      failed.push(contestant)
      if (result.kind !== "error" || failed.length > tolerate) decide()
    }
  }
  const running: Array<Promise<void>> = []
  for (const contestant of all) {
    if (decided) {
      contestant.state = "lost"
      continue
    }
    const code = codes[contestant.index] as Linked
    const inner = frame.within(contestant.scope, contestant.ledger)
    const done = settled(exec(code, value, inner), code, inner, (result) => settle(contestant, result))
    if (done instanceof Promise) running.push(done)
  }
  const end = (): unknown => conclude(all, failed, successes >= need, frame, output)
  return running.length === 0 ? end() : Promise.all(running).then(end)
}

/** All branches are quiet: keeps the debts of the winners, pays those of the others, and tells the outcome. */
const conclude = (
  all: ReadonlyArray<Contestant>,
  failed: ReadonlyArray<Contestant>,
  won: boolean,
  frame: Frame,
  output: (accepted: ReadonlyArray<Contestant>) => unknown
): unknown => {
  const stopped = !won && failed.length === 0
  const kept = all.filter(({ state }) => stopped || (won ? state === "accepted" : state === "failed"))
  frame.ledger.push({ kind: "parallel", branches: kept.map((contestant) => contestant.ledger) })
  return afterUndo(
    all.filter((contestant) => !kept.includes(contestant)),
    frame,
    () => {
      if (won) return output(all.filter((contestant) => contestant.state === "accepted"))
      if (stopped) return INTERRUPTED
      return failedWith(failed, frame)
    }
  )
}

/** Stops the scope around with the first failure, the others attached. */
const failedWith = (failed: ReadonlyArray<Contestant>, frame: Frame): Halt => {
  for (const { scope } of failed) if (scope.halt !== undefined) frame.scope.stop(scope.halt)
  return frame.scope.halt ?? INTERRUPTED
}

/** Undoes the losers side by side; goes on when nothing is left, or is stuck with what is. */
export const afterUndo = (losers: ReadonlyArray<Contestant>, frame: Frame, next: () => unknown): unknown => {
  const lefts = rollbackAll(
    losers.map((loser) => loser.ledger),
    frame.run
  )
  const go = (left: ReadonlyArray<Leftover>): unknown => {
    const stuck = losers.flatMap(({ scope }) => (scope.halt?.kind === "stuck" ? [scope.halt] : []))
    const owed = left.filter((leftover) => leftover.owed.length > 0)
    if (stuck.length === 0 && owed.length === 0) return next()
    for (const halt of stuck) frame.scope.stop(halt)
    for (const { owed: debts, causes } of owed) frame.scope.stop(stuckWith(debts, causes))
    return frame.scope.halt ?? INTERRUPTED
  }
  return lefts instanceof Promise ? lefts.then(go) : go(lefts)
}

/** A halt that says what is still owed. */
export const stuckWith = (owed: Leftover["owed"], causes: Leftover["causes"]): Halt => {
  const halt = new Halt("stuck", [...causes])
  halt.owed.push(...owed)
  return halt
}
