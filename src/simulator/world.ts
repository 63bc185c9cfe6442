/**
 * Worlds: what a simulated run acts upon, as data and as implementations over it.
 * @module
 */
import type { Provider } from "../core/implementation.ts"

/**
 * A world: a state of plain data, and the implementations that read and change it.
 *
 * `P` names what is provided, `N` what the providers need themselves.
 */
export interface World<State, P extends string, N = never> {
  readonly kind: "world"
  readonly initial: State
  readonly providers: (state: State) => ReadonlyArray<Provider<P, N>>
}

/**
 * Makes a world of a state and of the implementations over it, the ones you write for unit tests.
 *
 * A simulation never changes `initial`: it clones the state, hands the clone to `providers` and lets the handlers change it.
 * The state must be plain data (objects, arrays, maps, sets, dates, big integers) and hold everything that the handlers
 * remember: a simulation goes back in time by going back to an earlier state.
 *
 * Errors: what cannot be cloned is refused where it is met, with `simulator/not-data`.
 * @example
 * import { world } from "lawful/simulator"
 * const Stock = Signature.make("Stock", { take: { input: t.number, output: t.number, effect: "readonly" } })
 * const shelf = world({ left: 5 }, (state) => [implement(Stock, { take: (n) => (state.left -= n) })])
 * shelf.initial.left // => 5
 */
export const world = <State, P extends string, N = never>(
  initial: State,
  providers: (state: State) => ReadonlyArray<Provider<P, N>>
): World<State, P, N> => ({ kind: "world", initial, providers })
