/**
 * Work side by side.
 *
 * The branches' effects may interleave in any order; parallel is a functor only up to refinement
 * (docs/explanation/laws.md). A failure stops the branches everywhere in the enclosing failure scope: what has been started
 * runs to its outcome, nothing more is started.
 * @module
 */
import { stepOf } from "../core/node.ts"
import type { Step } from "../core/step.ts"
import {
  type AnyError,
  type AnyIrreversible,
  type AnyRequirement,
  type BranchRecord,
  type BranchTuple,
  branchesOf,
  type CancelRules,
  type CommonInput,
  type Outputs,
  type ParallelRule,
  type TaggedOutput
} from "./branches.ts"
import { pureThen } from "./pure-around.ts"

/**
 * Runs all branches on the same input, side by side, and gives their outputs in the same shape: fan-out.
 *
 * Laws: `all([f, identity]) >>> fst = f`; sequence refines it; equal to sequence when the branches touch different resources
 * and cannot fail (laws/parallel.ts).
 * @example
 * const both = Step.all({ double: Step.pure((n: number) => n * 2), text: Step.pure((n: number) => `${n}`) })
 * runSync(both)(4) // => { _tag: "Completed", output: { double: 8, text: "4" } }
 */
export const all = <const H extends BranchRecord | BranchTuple>(
  branches: H & ParallelRule<H>
): Step<CommonInput<H>, Outputs<H>, AnyError<H>, AnyRequirement<H>, AnyIrreversible<H>> =>
  stepOf({
    kind: "parallel",
    branches: branchesOf(branches),
    join: { kind: Array.isArray(branches) ? "tuple" : "record" }
  })

/**
 * Runs two steps side by side on the two halves of a pair: the (lax) tensor product.
 *
 * Laws: `parallel(identity, identity) = identity`; `parallel(f, h) >>> parallel(g, k)` refines
 * `parallel(f >>> g, h >>> k)` (laws/parallel.ts).
 * @example
 * const sides = Step.parallel([Step.pure((n: number) => n + 1), Step.pure((text: string) => text.length)])
 * runSync(sides)([1, "four"]) // => { _tag: "Completed", output: [2, 4] }
 */
export const parallel = <A, B, E, R, X, A2, B2, E2, R2, X2>(
  sides: readonly [Step<A, B, E, R, X>, Step<A2, B2, E2, R2, X2>] &
    ParallelRule<readonly [Step<A, B, E, R, X>, Step<A2, B2, E2, R2, X2>]>
): Step<readonly [A, A2], readonly [B, B2], E | E2, R | R2, X | X2> => {
  const side = (index: 0 | 1) => {
    const apply = (pair: readonly [A, A2]): A | A2 => pair[index]
    return { name: `${index}`, step: pureThen(apply, sides[index]) }
  }
  return stepOf({ kind: "parallel", branches: [side(0), side(1)], join: { kind: "tuple" } })
}

/**
 * Races the branches on the same input: the first that settles wins, the others are stopped and undone before the winner's
 * outcome goes on.
 *
 * Laws: symmetric up to the name of the winner; `race({ f, never }) = f` tagged `f` (laws/race.ts). Not associative, hence
 * n-ary; a tie of branches that need not wait is won by the first.
 * @example
 * const answer = Step.race({ now: Step.succeed(1), never: Step.sleep(Infinity) })
 * await run(answer)(undefined) // => { _tag: "Completed", output: { _tag: "now", value: 1 } }
 */
export const race = <const H extends BranchRecord>(
  branches: H & CancelRules<H>
): Step<CommonInput<H>, TaggedOutput<H>, AnyError<H>, AnyRequirement<H>> =>
  stepOf({ kind: "parallel", branches: branchesOf(branches), join: { kind: "race" } })
