/**
 * The in-process interpreter: workflows as plain functions.
 *
 * A workflow is compiled once and run as often as wanted; nothing is kept outside the process. The operational meaning is
 * that of docs/explanation/semantics.md.
 *
 * Laws: identity, composition and pure functions go to identity, composition and functions (laws/functor.ts).
 * @module
 */
import type { Event } from "../../core/event.ts"
import type { Provider } from "../../core/implementation.ts"
import type { Runnable } from "../../core/interpreter.ts"
import type { Provided } from "../../core/mistake.ts"
import type { Outcome } from "../../core/outcome.ts"
import { borderOf } from "./border.ts"
import { type Clock, systemClock } from "./clock.ts"
import { compile } from "./compile.ts"
import { type AnyWorkflow, type Environment, environmentOf } from "./environment.ts"
import type { EventBus } from "./event-bus.ts"
import type { Run } from "./frame.ts"
import type { Observe } from "./observation.ts"
import { LazyRun, type Shared } from "./lazy-run.ts"
import { type Call, cancel, type Program, programOf } from "./program.ts"

/** What all runs of a program share. */
export interface Options {
  /** Time; the machine's clock when left out. */
  readonly clock?: Clock
  /** Randomness from 0 to 1, for jitter; `Math.random` when left out. */
  readonly random?: () => number
  /** Makes the ids of runs; random UUIDs when left out. */
  readonly newId?: () => string
  /** Where events come from and go to; each run has its own when left out. */
  readonly events?: EventBus
  /** Is told what happens, for timelines and logs. */
  readonly observe?: Observe
}

/** What one run can be given. */
export interface CallOptions {
  /** The id of the run; two runs with one id share their idempotency keys. */
  readonly id?: string
  /** Cancels the run when aborted: what was done is undone first. */
  readonly signal?: AbortSignal
}

/** The requirements that the in-process interpreter meets by itself. */
export type ServedInProcess = `event:${string}` | `emits:${string}`

/** What is missing to run something that requires `R` when `P` is provided. */
type Complete<R, P> = Provided<Exclude<R, P | ServedInProcess>>

/**
 * Makes an asynchronous function of a workflow. Everything it requires must be provided, or it does not compile.
 *
 * Errors: throws `run/missing-provider` when a requirement was hidden from the compiler, `run/duplicate-provider` when two
 * different providers are given for one. The function itself never rejects:
 * every way to end is an {@link Outcome}.
 * @example
 * await run(Step.pure((n: number) => n + 1))(1) // => { _tag: "Completed", output: 2 }
 */
export const run = <A, B, E, R, P extends string = never, N = never>(
  runnable: Runnable<A, B, E, R> & Complete<R | N, P>,
  providers: ReadonlyArray<Provider<P, N>> = [],
  options: Options = {}
): ((input: A, call?: CallOptions) => Promise<Outcome<B, E>>) => {
  const program = stage(runnable, providers, options)
  return (input, call = noOptions) => {
    const { outcome } = program.start(input, call)
    return (outcome instanceof Promise ? outcome : Promise.resolve(outcome)) as Promise<Outcome<B, E>>
  }
}

/**
 * As {@link run}, for workflows that never wait.
 *
 * Errors: throws `run/asynchronous` when the workflow has to wait for something.
 * @example
 * runSync(Step.pure((n: number) => n + 1))(1) // => { _tag: "Completed", output: 2 }
 */
export const runSync = <A, B, E, R, P extends string = never, N = never>(
  runnable: Runnable<A, B, E, R> & Complete<R | N, P>,
  providers: ReadonlyArray<Provider<P, N>> = [],
  options: Options = {}
): ((input: A, call?: CallOptions) => Outcome<B, E>) => {
  const program = stage(runnable, providers, { ...options, mayWait: false })
  return (input, call = noOptions) => {
    const { frame, outcome } = program.start(input, call)
    if (outcome instanceof Promise) {
      cancel(frame, "runSync cannot wait")
      throw new Error("The workflow has to wait, and runSync cannot. Use run. (run/asynchronous)")
    }
    return outcome as Outcome<B, E>
  }
}

/** A run that has been started: it can be sent events and be cancelled. */
export interface Handle<B, E, R> {
  readonly id: string
  readonly outcome: Promise<Outcome<B, E>>
  /** Sends an event that the workflow waits for. Throws `codec/violation` when the payload does not fit. */
  readonly emit: <N extends string, P>(
    event: Event<N, P> & AwaitedBy<`event:${N}`, R>,
    payload: NoInfer<P>,
    key?: string
  ) => void
  /** Cancels the run: what was done is undone first. */
  readonly cancel: (reason?: unknown) => void
}

/** The event must be one that the workflow waits for. */
export type AwaitedBy<Name, R> = [Name] extends [R]
  ? unknown
  : NobodyWaits<Name, Extract<R, `event:${string}`>>

/** An event was sent that the workflow does not wait for. */
export interface NobodyWaits<Name, Waits> {
  readonly "the workflow does not wait for this event": {
    readonly event: Name
    readonly "it waits for": Waits
  }
}

/**
 * As {@link run}, giving a handle to the run.
 *
 * Errors: as {@link run}.
 * @example
 * const Go = Event.make("Go", { payload: t.number })
 * const handle = start(Step.waitFor(Go))(undefined)
 * handle.emit(Go, 3)
 * await handle.outcome // => { _tag: "Completed", output: 3 }
 */
export const start = <A, B, E, R, P extends string = never, N = never>(
  runnable: Runnable<A, B, E, R> & Complete<R | N, P>,
  providers: ReadonlyArray<Provider<P, N>> = [],
  options: Options = {}
): ((input: A, call?: CallOptions) => Handle<B, E, R | N>) => {
  const program = stage(runnable, providers, options)
  return (input, call = {}) => {
    const started = program.start(input, call)
    return {
      get id() {
        return started.frame.run.id
      },
      outcome: Promise.resolve(started.outcome) as Promise<Outcome<B, E>>,
      emit: (event, payload, key = "") => started.frame.run.events.deliver(event, payload, key),
      cancel: (reason) => cancel(started.frame, reason)
    }
  }
}

const stage = (
  runnable: Runnable<never, unknown, unknown, unknown>,
  providers: ReadonlyArray<Provider<string, unknown>>,
  options: Staging
): Program => {
  const environment = environmentOf(providers, options.observe, (workflow, inner) =>
    stageWorkflow(workflow, inner, options)
  )
  return runnable.kind === "workflow"
    ? stageWorkflow(runnable, environment, options)
    : programOf(compile(runnable, environment), newRun(options), undefined)
}

const stageWorkflow = (workflow: AnyWorkflow, environment: Environment, options: Staging): Program =>
  programOf(compile(workflow.body, environment), newRun(options), borderOf(workflow))

const noOptions: CallOptions = {}

const newRun = (options: Staging): ((call: Call) => Run) => {
  const { clock = systemClock, random = Math.random, events } = options
  const newId = options.newId ?? (() => globalThis.crypto.randomUUID())
  const shared: Shared = { clock, random, newId, mayWait: options.mayWait ?? true }
  return ({ id, parent, newId: idOfCall = newId }) =>
    parent === undefined
      ? new LazyRun(shared, id, events, 0)
      : new LazyRun({ ...shared, newId: idOfCall }, id, parent.events, parent.depth + 1)
}

/** How a program is staged: the options of the user, and whether its caller can wait. */
type Staging = Options & { readonly mayWait?: boolean }
