/**
 * Describing as an interpreter: the functor that sends every step to what is known of it.
 * @module
 */
import type { Interpreter } from "../../core/interpreter.ts"
import type { Target } from "../../core/target.ts"
import { describe } from "./describe.ts"
import type { Description } from "./description.ts"

/** A description, whatever the types of the step: the constant target. */
export interface Described extends Target {
  readonly morphism: Description
}

/**
 * The interpreter that describes: {@link describe} without options. It requires nothing.
 * @example
 * import { description } from "lawful/describe"
 * description.interpret(Step.sleep(50)).bounds.waiting.forward // => 50
 */
export const description: Interpreter<Described> = {
  name: "describe",
  interpret: (runnable) => describe(runnable)
}
