/**
 * Names.
 * @module
 */
import { stepOf } from "../core/node.ts"
import type { Step } from "../core/step.ts"

/**
 * Names a step: the operations in it get ids below this name, so that one operation can be used twice.
 *
 * Laws: ids aside, `label(n) = id` (laws/category.ts).
 * @example
 * pipe(Step.identity<number>(), Step.label("second try")).kind // => "label"
 */
export const label =
  (name: string) =>
  <A, B, E, R, X>(step: Step<A, B, E, R, X>): Step<A, B, E, R, X> =>
    stepOf({ kind: "label", name, step })
