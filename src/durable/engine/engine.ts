/**
 * The durable engine: runs workflows so that they survive the process.
 *
 * A driver of the machine. What happened is on disk before anything follows from it, so a run that is interrupted, by
 * `kill -9` or by the power, goes on at the exact place when the engine is opened again: nothing is lost, nothing is undone twice.
 *
 * Laws: all laws of interpreters, adequacy, and those of recovery, J1 to J5 (laws/recovery.ts), on every journal.
 * @module
 */
import type { Clock } from "../../core/clock.ts"
import type { Event } from "../../core/event.ts"
import type { Provider } from "../../core/implementation.ts"
import type { Provided } from "../../core/mistake.ts"
import type { Workflow } from "../../core/workflow.ts"
import { systemClock } from "../../interpreters/in-process/clock.ts"
import type { AnyWorkflow } from "../../interpreters/in-process/environment.ts"
import type { AwaitedBy, ServedInProcess } from "../../interpreters/in-process/run.ts"
import { checkLimits, type Limits } from "../admission/limit.ts"
import type { Journal } from "../journal/journal.ts"
import { pluginsOf } from "../observe/audience.ts"
import type { Plugin } from "../observe/plugin.ts"
import { Reporter } from "../observe/reporter.ts"
import { payloadOf } from "../payload/payload.ts"
import type { PayloadCodec } from "../payload/payload-codec.ts"
import { attending } from "./attending.ts"
import type { Recurring } from "../schedule/recurring.ts"
import { checkedId } from "./checked-id.ts"
import { Core } from "./core.ts"
import { IdTaken, UnknownRun } from "./engine-error.ts"
import { checkedPayload, deliverOnce } from "./mailbox.ts"
import { nobody } from "./observing.ts"
import { payloadsOf } from "./payloads.ts"
import { checkedSchedules } from "./checked-schedules.ts"
import type { RecurringReport } from "./recurring-starts.ts"
import { Registry } from "./registry.ts"
import { checkedRetention, forgetRun } from "./retention.ts"
import { handleOf, type RunHandle } from "./run-handle.ts"
import type { Attribute, TraceContext } from "./run-info.ts"
import { type RunList, type RunQuery, search } from "./search.ts"
import { startRun } from "./start-run.ts"

/** How an engine is opened. */
export interface EngineOptions<W, P extends string, N> {
  /** Where runs are kept: `sqlite("orders.db")`, `memoryJournal()`. */
  readonly journal: Journal
  /** The workflows that can be started and called. Several versions of one may be given: each run goes on with its own. */
  readonly workflows: ReadonlyArray<W>
  /** What the operations of the workflows do. */
  readonly implementations?: ReadonlyArray<Provider<P, N>>
  /** Waits until the engine that has the journal open has ended, and takes over; otherwise that is an error. */
  readonly standby?: boolean
  /** Ends the wait of a standby. */
  readonly signal?: AbortSignal
  /** Time; the clock of the machine when left out. */
  readonly clock?: Clock
  /** Makes the ids of runs that are started without one; random UUIDs when left out. */
  readonly newId?: () => string
  /** What is done to values before they are written, in this order: compression before encryption. */
  readonly payload?: ReadonlyArray<PayloadCodec>
  /** How much is done at once, of operations and of runs; all that can be when left out. */
  readonly limits?: Limits<NameOf<W> & string>
  /** Runs that are started again and again. */
  readonly schedules?: ReadonlyArray<Recurring<NameOf<W> & string>>
  /** Runs that have ended are forgotten after so many milliseconds; never when left out. */
  readonly retention?: number
  /** Is told everything that happens; see {@link Plugin.observe}. */
  readonly observe?: Plugin["observe"]
  /** Those who watch the engine, each under a name of its own. They are told after the commit, and never waited for. */
  readonly plugins?: ReadonlyArray<Plugin>
  /** The most bytes that one value may take, as text, before codecs; 8 MiB when left out. */
  readonly payloadLimit?: number
}

/** What the workflows and implementations of an engine need. */
type NeedsOf<W> = W extends Provider<string, infer N> ? N : never
/** What the workflows of an engine are called. */
type ProvidedBy<W> = W extends Provider<infer P, unknown> ? P : never
type NameOf<W> = W extends { readonly name: infer N } ? N : never

/** What is missing when these are all that an engine is given. */
type Complete<W, P extends string, N> = Provided<Exclude<NeedsOf<W> | N, P | ProvidedBy<W> | ServedInProcess>>

/** The workflow must be one that the engine was given. */
type Registered<N, W> = [N] extends [NameOf<W>] ? unknown : NotRegistered<N, NameOf<W>>

/** A workflow is started that the engine was not given. */
export interface NotRegistered<N, Names> {
  readonly "the engine was not given this workflow: add it to `workflows`": {
    readonly workflow: N
    readonly "it was given": Names
  }
}

/** What a run can be given when it is started. */
export interface StartOptions {
  /** The id of the run, 1 to 1,000 characters: starting it again gives the run that is there. A random UUID when left out. */
  readonly id?: string
  /** By what it can be found again. */
  readonly attributes?: Readonly<Record<string, Attribute>>
  /** Carried to every operation, through restarts. */
  readonly trace?: TraceContext
  /** Higher goes first where there is not room for all; 0 when left out. */
  readonly priority?: number
  /** Among runs of one priority each key gets its turn: a tenant, a customer. */
  readonly fairKey?: string
}

/** How an event is sent. */
export interface EmitOptions {
  /** Whom it is for: those who wait with this key. */
  readonly key: string
  /** An event with an id comes once, however often it is sent. */
  readonly id?: string
}

/** What became of an event. */
export type Delivery =
  | "accepted"
  /** One with this id has come before. */
  | "repeated"
  /** The run has ended: nobody will wait for it. */
  | "ended"

/** An engine that is open. */
export interface Engine<W> extends AsyncDisposable {
  /**
   * Starts a run; resolves when it is on disk.
   *
   * Laws: idempotent: `start(w, a, { id })` twice gives the same run.
   *
   * Errors: rejects with `codec/violation` when the input does not fit, `durable/id-taken` when there is a run of another
   * workflow or with another input under this id, `durable/invalid-id`, `durable/invalid-trace`, `durable/unknown-workflow`, `machine/unwritable`,
   * `payload/too-large`, `durable/closed`, or a `JournalFailure`. Nothing has been written then.
   */
  readonly start: <N extends string, A, B, E, R>(
    workflow: Workflow<N, A, B, E, R> & Registered<N, W>,
    input: NoInfer<A>,
    options?: StartOptions
  ) => Promise<RunHandle<B, E, R | NeedsOf<W>>>
  /**
   * Gives the handle of a run that was started before, perhaps by another process.
   *
   * Errors: rejects with `durable/unknown-run`, `durable/id-taken` when it is a run of another workflow.
   */
  readonly get: <N extends string, A, B, E, R>(
    workflow: Workflow<N, A, B, E, R> & Registered<N, W>,
    id: string
  ) => Promise<RunHandle<B, E, R | NeedsOf<W>>>
  /**
   * Sends an event to whoever waits for it with this key, in whatever run; it is kept until then. An event for one run is sent
   * by its handle.
   *
   * Errors: rejects with `codec/violation` when the payload does not fit, `machine/unwritable` and `payload/too-large` when it
   * cannot be kept, `durable/invalid-id` without a key, `durable/unknown-event` when no workflow waits for it.
   */
  readonly emit: <N extends string, P>(
    event: Event<N, P> & AwaitedBy<`event:${N}`, NeedsOf<W>>,
    payload: NoInfer<P>,
    options: EmitOptions
  ) => Promise<Delivery>
  /** Finds runs, the newest first. */
  readonly list: (query?: RunQuery) => Promise<RunList>
  /** Says when which recurring run is due next, and what has become of the last one. */
  readonly schedules: () => Promise<ReadonlyArray<RecurringReport>>
  /**
   * Forgets a run that has ended, and all that it has called: a run with its id is another run from then on.
   *
   * Errors: rejects with `durable/unknown-run`; `durable/not-possible` when something of it goes on or is stuck.
   */
  readonly forget: (id: string) => Promise<void>
  /** Looks for damage in the journal; gives what it finds, in words. */
  readonly check: () => ReadonlyArray<string>
  /**
   * Starts nothing more, waits for the calls that are under way, and lets the journal go. What has not ended goes on when it is
   * opened again; a call that takes longer than `within` milliseconds (30,000 when left out) is made again then, under its key.
   */
  readonly close: (options?: { readonly within?: number }) => Promise<void>
}

/**
 * Opens an engine, and goes on with everything that was under way.
 *
 * Errors: rejects with a `JournalFailure` when the journal cannot be opened; `run/missing-provider` and
 * `run/duplicate-provider`, `durable/duplicate-plugin` when what is given does not fit together, before the journal is touched.
 * @example
 * import { Engine, memoryJournal } from "lawful/durable"
 * const Greeter = Signature.make("Greeter", { greet: { input: t.string, output: t.string, effect: "readonly" } })
 * const greet = Workflow.make("greet", { version: 1, input: t.string, output: t.string, body: Greeter.greet })
 * const engine = await Engine.open({
 *   journal: memoryJournal(),
 *   workflows: [greet],
 *   implementations: [implement(Greeter, { greet: (name) => `Good day, ${name}` })]
 * })
 * const handle = await engine.start(greet, "Ada", { id: "greeting-1" })
 * await handle.result() // => { _tag: "Completed", output: "Good day, Ada" }
 * await engine.close()
 */
const open = async <
  W extends Provider<string, unknown> & { readonly name: string },
  P extends string = never,
  N = never
>(
  options: EngineOptions<W, P, N> & Complete<W, P, N>
): Promise<Engine<W>> => {
  const { workflows, implementations = [], journal, clock = systemClock, standby = false, signal } = options
  // Before the journal is touched: what does not fit together is found without it.
  const registry = new Registry(workflows as unknown as ReadonlyArray<AnyWorkflow>, implementations)
  const { payload = [], payloadLimit } = options
  // The names of workflows are names.
  const limits = (options.limits ?? {}) as Limits
  checkLimits(limits, registry.names())
  const asked = {
    limits,
    schedules: checkedSchedules(registry, options.schedules),
    retention: checkedRetention(options.retention)
  }
  const payloads = payloadsOf(payloadOf(payload, payloadLimit === undefined ? {} : { limit: payloadLimit }))
  const plugins = pluginsOf(options.observe, options.plugins ?? [])
  const observing = plugins.length === 0 ? nobody : new Reporter(plugins)
  const records = await journal.open({ standby, ...(signal === undefined ? {} : { signal }) })
  const core = new Core({ records, registry, payloads, clock, observing, attend: attending(asked) })
  try {
    core.open()
  } catch (cause) {
    // What was read makes no sense: somebody else may look at it.
    core.end()
    records.close()
    throw cause
  }
  return engineOf<W>(core, options.newId ?? (() => globalThis.crypto.randomUUID()))
}

/** So many milliseconds a call has to end when the engine is closed. */
const PATIENCE = 30_000

/** Opens engines. */
export const Engine: { readonly open: typeof open } = { open }

const engineOf = <W>(core: Core, newId: () => string): Engine<W> => ({
  start: (workflow, input, options = {}) => startRun(core, workflow as AnyWorkflow, input, options, newId),
  get: (workflow, id) =>
    core.commit(() => {
      const number = core.numberOf(checkedId("id of a run", id))
      const info = number === undefined ? undefined : core.info(number)
      if (number === undefined || info === undefined) throw new UnknownRun(id)
      if (info.workflow !== workflow.name) throw new IdTaken(id, info.workflow)
      return handleOf(core, number, id)
    }),
  emit: async (event, payload, { key, id }) => {
    checkedId("key of an event", key)
    if (id !== undefined) checkedId("id of an event", id)
    core.registry.checkEvent(event)
    const value = checkedPayload(core, event, payload)
    return core.commit(() => deliverOnce(core, { event, key, root: undefined }, value, id))
  },
  list: (query = {}) => core.commit(() => search(core, query)),
  schedules: () => core.commit(() => core.attendant.recurring()),
  forget: (id) => core.commit(() => forgetRun(core, id)),
  check: () => core.records.check(),
  close: ({ within = PATIENCE } = {}) => core.close(within),
  [Symbol.asyncDispose]: () => core.close(PATIENCE)
})
