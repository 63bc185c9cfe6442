/**
 * Describing as an interpreter: the functor that sends every step to what is known of it.
 * @module
 */
import type { Interpreter, Runnable } from "../../core/interpreter.ts"
import type { Target } from "../../core/target.ts"
import { type Describable, describe, type DescribeOptions } from "./describe.ts"
import type { Description } from "./description.ts"

/** A description, whatever the types of the step: the constant target. */
export interface Described extends Target {
  readonly morphism: Description
}

/**
 * Makes an interpreter that describes: `describe`, with its options given beforehand. It requires nothing.
 *
 * Errors: throws as {@link describe} does.
 * @example
 * import { description } from "lawful/describe"
 * description().interpret(Step.sleep(50)).bounds.waiting.forward // => 50
 */
export const description = (options: DescribeOptions = {}): Interpreter<Described> => ({
  name: "describe",
  interpret: <A, B, E, R>(runnable: Runnable<A, B, E, R>) => describe(runnable as Describable, options)
})
