/**
 * Exploration: every interleaving, fault and crash of a workflow, by search over states.
 *
 * States are data, so the search goes breadth first and visits no state twice: stateful model checking, with the reductions
 * that `successors.ts` explains. The first violation that it finds is one with the fewest choices.
 *
 * Source: P. Godefroid, "Partial-Order Methods for the Verification of Concurrent Systems", 1996.
 * @module
 */
import type { Runnable } from "../../core/interpreter.ts"
import type { Provided } from "../../core/mistake.ts"
import type { ServedInProcess } from "../../interpreters/in-process/run.ts"
import type { EventsOf } from "../simulate/sending.ts"
import type { Exploration, ExploreOptions, Replay } from "./exploration.ts"
import { type AnyOptions, Search } from "./search.ts"

/**
 * Explores every way in which a workflow can go in a world.
 *
 * Every order of what happens side by side, every fault of the list at every call, a crash at every point where it could
 * matter, every moment for an event to come. Timers and calls take any time they like. With more than `maxStates` states the
 * search goes on with random histories and says so.
 *
 * Errors: rejects with `run/missing-provider` when the world lacks something, and with `simulator/not-data` when the state of
 * the world is not plain data.
 * @example
 * import { explore, world } from "lawful/simulator"
 * const Till = Signature.make("Till", {
 *   take: { input: t.number, output: t.number, effect: "undoable" },
 *   give: { input: t.number, output: t.void, effect: "undo", delivery: "idempotent" }
 * })
 * const till = world({ cents: 0 }, (state) => [
 *   implement(Till, { take: (n) => (state.cents += n), give: (n) => void (state.cents -= n) })
 * ])
 * const result = await explore(Saga.undoable(Till.take, Till.give), 5, { world: till })
 * result.coverage // => "exhaustive: 2 states"
 */
export const explore = async <A, B, E, R, State, P extends string = never, N = never>(
  runnable: Runnable<A, B, E, R> & Provided<Exclude<R | N, P | ServedInProcess>>,
  input: A,
  options: ExploreOptions<State, P, N, B, E, EventsOf<R | N>>
): Promise<Exploration<B, E, State>> => {
  const search = new Search(runnable, [input], options as unknown as AnyOptions)
  return (await search.run()) as unknown as Exploration<B, E, State>
}

/**
 * Goes through one history again: at each point the choice is an index into what can happen. Missing choices are 0, until
 * nothing can happen any more.
 * @example
 * import { replay, world } from "lawful/simulator"
 * const { end } = await replay(Step.pure((n: number) => n + 1), 1, { world: world({}, () => []) }, [])
 * end // => { _tag: "Completed", output: 2 }
 */
export const replay = async <A, B, E, R, State, P extends string = never, N = never>(
  runnable: Runnable<A, B, E, R> & Provided<Exclude<R | N, P | ServedInProcess>>,
  input: A,
  options: ExploreOptions<State, P, N, B, E, EventsOf<R | N>>,
  choices: ReadonlyArray<number>
): Promise<Replay<B, E, State>> => {
  const search = new Search(runnable, [input], options as unknown as AnyOptions)
  return (await search.replay(choices)) as unknown as Replay<B, E, State>
}
