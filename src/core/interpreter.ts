/**
 * Interpreters: functors out of the free category of steps.
 * @module
 */
import type { Provided } from "./mistake.ts"
import type { Step } from "./step.ts"
import type { Morphism, Target } from "./target.ts"
import type { Workflow } from "./workflow.ts"

/** What can be interpreted: a step or a workflow. */
export type Runnable<A, B, E, R> = Step<A, B, E, R, unknown> | Workflow<string, A, B, E, R>

/**
 * A meaning of steps: sends each to a morphism of the target `F`.
 *
 * `Served` are the requirements that it meets by itself; what a step requires beyond them is a compile error.
 *
 * Laws: identity, composition and pure functions are kept (F1, laws/functor.ts), and so is the structure of terms (F2); what
 * it does, the machine can do (F3, laws/adequacy.ts).
 */
export interface Interpreter<F extends Target, Served = string> {
  readonly name: string
  readonly interpret: <A, B, E, R>(
    runnable: Runnable<A, B, E, R> & Provided<Exclude<R, Served>>
  ) => Morphism<F, A, B, E, R>
}
