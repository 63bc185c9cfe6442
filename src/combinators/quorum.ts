/**
 * The general join: m of n.
 * @module
 */
import { stepOf } from "../core/node.ts"
import type { Step } from "../core/step.ts"
import {
  type AnyError,
  type AnyRequirement,
  type BranchRecord,
  branchesOf,
  type CancelRules,
  type CommonInput,
  type Outputs
} from "./branches.ts"

/** How a quorum treats failures. */
export interface QuorumOptions {
  /** How many branches may fail before the quorum does; as many as leave it reachable when left out. */
  readonly tolerate?: number
}

/**
 * Runs all branches on the same input and goes on as soon as `need` of them have succeeded; the others are stopped and
 * undone. It fails with the first error once more than `tolerate` branches have failed.
 *
 * Laws: `quorum(n)` of n branches is `all`; `quorum(1, ..., { tolerate: 0 })` is `race` up to the tag (laws/race.ts).
 *
 * Errors: throws `quorum/out-of-range` when `need` is not from 1 to the number of branches.
 * @example
 * const two = Step.quorum(2, { a: Step.succeed(1), b: Step.sleep(Infinity), c: Step.succeed(3) })
 * await run(two)(undefined) // => { _tag: "Completed", output: { a: 1, c: 3 } }
 */
export const quorum = <const H extends BranchRecord>(
  need: number,
  branches: H & CancelRules<H>,
  options: QuorumOptions = {}
): Step<CommonInput<H>, Partial<Outputs<H>>, AnyError<H>, AnyRequirement<H>> => {
  const count = Object.keys(branches).length
  if (!Number.isInteger(need) || need < 1 || need > count)
    throw new RangeError(
      `expected a quorum from 1 to ${count}, the number of branches (was ${need}). (quorum/out-of-range)`
    )
  const tolerate = options.tolerate ?? count - need
  if (!(tolerate >= 0))
    throw new RangeError(
      `expected tolerate to be a number of branches >= 0 (was ${tolerate}). (quorum/out-of-range)`
    )
  return stepOf({
    kind: "parallel",
    branches: branchesOf(branches),
    join: { kind: "quorum", need, tolerate }
  })
}
