/**
 * Simulation: one run of a workflow in a virtual world, with virtual time, and with whatever is to go wrong.
 * @module
 */
import type { Runnable } from "../../core/interpreter.ts"
import type { Provider } from "../../core/implementation.ts"
import type { Provided } from "../../core/mistake.ts"
import type { Outcome } from "../../core/outcome.ts"
import type { ServedInProcess } from "../../interpreters/in-process/run.ts"
import type { Crash } from "../crash.ts"
import type { Fault } from "../fault.ts"
import { milliseconds } from "../milliseconds.ts"
import { cloned } from "../plain-data.ts"
import type { EventsOf, Sending } from "./sending.ts"
import { Simulator } from "./simulator.ts"
import type { Trace } from "../trace.ts"
import type { Unfinished, Wait, Waiting } from "./waiting.ts"
import type { World } from "../world.ts"

/** What a simulation can be given. `Events` names the events that it can be sent. */
export interface SimulationOptions<State, P extends string, N, Events extends string> {
  /** The world that the operations act upon. */
  readonly world?: World<State, P, N>
  /** Implementations without a world, or besides one. */
  readonly implementations?: ReadonlyArray<Provider<P, N>>
  /** The workflows that are called. */
  readonly workflows?: ReadonlyArray<Provider<P, N>>
  /** What goes wrong with calls of operations. */
  readonly faults?: ReadonlyArray<Fault>
  /** The events that come from outside. */
  readonly events?: ReadonlyArray<Sending<Events>>
  /** When the process ends and another one goes on. */
  readonly crashes?: ReadonlyArray<Crash>
  /** When the run is cancelled, in virtual milliseconds from the start. */
  readonly cancelAt?: number
  /** Picks the order of what can happen at one moment; 0, first come, first served, when left out. */
  readonly seed?: number
  /** The id of the run; `run` when left out. */
  readonly id?: string
  /** The virtual time of the start; 1970 when left out. */
  readonly startsAt?: Date
  /** How many things may be put on record before the simulation is broken off; 100,000 when left out. */
  readonly limit?: number
  /** After how many real milliseconds virtual time goes on without an answer; 1,000 when left out. */
  readonly patience?: number
}

/** What came of a simulation. */
export interface Simulation<out B, out E, out State> {
  /** How it ended. `Waiting` and `Unfinished` say that it did not. */
  readonly outcome: Outcome<B, E> | Waiting | Unfinished
  /** What happened, in order; `showTrace` makes text of it. */
  readonly trace: Trace
  /** The state of the world at the end; undefined without a world. */
  readonly world: State
  /** How many virtual milliseconds passed until it ended, or until nothing more could happen. */
  readonly elapsed: number
  /** What is still waited for, by runs that were detached too. */
  readonly waiting: ReadonlyArray<Wait>
  /** How many things were put on record: `Crash.after` can count up to it. */
  readonly events: number
  /** The faults and the crashes that no run has met: a test with one of them does not test what it says. */
  readonly unmet: ReadonlyArray<Fault | Crash>
}

/**
 * Runs a workflow in a simulation.
 *
 * Virtual time moves on by itself as soon as nothing more can happen at its moment, so waiting takes no time. Operations
 * take none either, unless a fault makes them slow. Handlers may be asynchronous; their answers are awaited. The same seed
 * gives the same trace, if the handlers depend on nothing else.
 *
 * A call whose answer is lost is delivered again after 1,000 virtual milliseconds, under the same key. An operation that is
 * `idempotent` or `tx` is done once for a key: a success is remembered, and answered again. Others are done again.
 *
 * Errors: rejects with `run/missing-provider` and `run/duplicate-provider` as `run` does, with `simulator/not-data` for a
 * world that cannot be cloned, with `simulator/out-of-range` for numbers that are none, with `codec/violation` for an event
 * whose payload does not fit, and with `machine/unwritable` when a crash meets a value that cannot be written down.
 * @example
 * import { simulate } from "lawful/simulator"
 * const { outcome, elapsed } = await simulate(Step.sleep(30 * 86_400_000).pipe(Step.as("a month later")), undefined)
 * outcome // => { _tag: "Completed", output: "a month later" }
 * elapsed // => 2592000000
 */
export const simulate = async <A, B, E, R, State = undefined, P extends string = never, N = never>(
  runnable: Runnable<A, B, E, R> & Provided<Exclude<R | N, P | ServedInProcess>>,
  input: A,
  options: SimulationOptions<State, P, N, EventsOf<R | N>> = {}
): Promise<Simulation<B, E, State>> => {
  const { world, implementations = [], workflows = [], id = "run", limit = 100_000 } = options
  const state = world === undefined ? undefined : cloned(world.initial)
  const simulator = new Simulator({
    providers: [
      ...(world === undefined ? [] : world.providers(state as State)),
      ...implementations,
      ...workflows
    ],
    faults: options.faults ?? [],
    crashes: options.crashes ?? [],
    sendings: options.events ?? [],
    seed: options.seed ?? 0,
    cancelAt: options.cancelAt === undefined ? undefined : milliseconds(options.cancelAt),
    began: instant(options.startsAt),
    limit: count(limit),
    patience: milliseconds(options.patience ?? 1_000)
  })
  const run = await simulator.run(runnable, input, id)
  const { trace, events, waits, unmet } = simulator
  const elapsed = run.endedAt ?? simulator.now
  const outcome =
    (run.outcome as Outcome<B, E> | undefined) ??
    (events >= limit ? { _tag: "Unfinished" as const, events } : { _tag: "Waiting" as const, for: waits })
  return { outcome, trace, world: state as State, elapsed, waiting: waits, events, unmet }
}

const instant = (date: Date | undefined): number => {
  const time = date?.getTime() ?? 0
  if (Number.isNaN(time)) throw new RangeError("expected a valid date to start at. (simulator/out-of-range)")
  return time
}

const count = (limit: number): number => {
  if (!(limit >= 1)) throw new RangeError(`expected a limit from 1 (was ${limit}). (simulator/out-of-range)`)
  return limit
}
