/**
 * Services as objects, workflows as morphisms: what a workflow does to the state of the services that it uses.
 *
 * A service is its state and the operations on it; several together have the product of their states. A step from `A` to `B`
 * goes from an `A` and a state to an outcome and another state: a morphism of the Kleisli category of state with failure. So
 * this is an interpreter whose target can be looked at, and composed, without running a service anywhere.
 *
 * Laws: laws/transition.ts.
 * @module
 */
import type { Interpreter, Runnable } from "../core/interpreter.ts"
import type { Provider } from "../core/implementation.ts"
import type { Provided } from "../core/mistake.ts"
import type { Outcome } from "../core/outcome.ts"
import type { Kleisli, Target } from "../core/target.ts"
import { type Options, run, type ServedInProcess } from "../interpreters/in-process/run.ts"
import { cloned } from "../simulator/plain-data.ts"
import type { World } from "../simulator/world.ts"

/** From a state to an outcome and the state after it. */
export interface Transition<State> extends Target {
  readonly morphism: (
    state: State
  ) => Promise<readonly [outcome: Outcome<this["B"], this["E"]>, state: State]>
}

/**
 * Makes the interpreter that sends steps to changes of the state of a world. The state that it is given stays as it is.
 *
 * Laws: `identity` changes nothing; `f >>> g` is `f`, then `g` on the state that `f` has left, as long as `g` succeeds or `f`
 * owes nothing: otherwise the failure of `g` takes back what `f` has done, and the two are more than one after the other
 * (laws/transition.ts).
 *
 * Errors: rejects with `simulator/not-data` when the state is not plain data.
 * @example
 * import { onState } from "lawful/architecture"
 * import { world } from "lawful/simulator"
 * const Shelf = Signature.make("Shelf", {
 *   take: { input: t.number, output: t.number, effect: "irreversible", delivery: "idempotent" }
 * })
 * const shelf = world({ left: 5 }, (state) => [implement(Shelf, { take: (n) => (state.left -= n) })])
 * const take = onState(shelf).interpret(Shelf.take)
 * await take(2)({ left: 5 }) // => [{ _tag: "Completed", output: 3 }, { left: 3 }]
 */
export const onState = <State, P extends string, N = never>(
  world: World<State, P, N> & Provided<Exclude<N, P | ServedInProcess>>,
  options: Options = {}
): Interpreter<Kleisli<Transition<State>>, P | ServedInProcess> => ({
  name: "on state",
  interpret:
    <A, B, E, R>(runnable: Runnable<A, B, E, R> & Provided<Exclude<R, P | ServedInProcess>>) =>
    (input: A) =>
    async (state: State) => {
      const next = cloned(state)
      // Both sides have checked that nothing is missing; the compiler cannot put the two together.
      const providers = world.providers(next) as unknown as ReadonlyArray<Provider<string>>
      return [await run(runnable as Runnable<A, B, E, never>, providers, options)(input), next] as const
    }
})
