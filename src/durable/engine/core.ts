/**
 * The engine without its types: one writer, many runs.
 *
 * Everything that happens is put into a draft. At the end of the turn of the event loop the draft is committed, for all runs
 * at once; then operations are called, and whoever waits is told. What has not been committed has not happened.
 *
 * A commit that fails is a crash of the memory: all runs are forgotten and recovered from the journal. Calls that are still
 * under way are not made again: their answers are taken when they come.
 * @module
 */
import type { Clock } from "../../core/clock.ts"
import type { Outcome } from "../../core/outcome.ts"
import type { Address, Answer, MachineEvent } from "../../machine/event.ts"
import type { Records } from "../journal/journal.ts"
import { below, idKey, lastOf, numberOf, runKey } from "../keys.ts"
import { type Attendant, nobodyAttends } from "./attendant.ts"
import { toldCaller } from "./called.ts"
import { dropDetails } from "./details.ts"
import type { Draft } from "./draft.ts"
import { drained } from "./drained.ts"
import type { Engagement } from "./engagement.ts"
import { EngineClosed } from "./engine-error.ts"
import { type Beginning, createRun } from "./create-run.ts"
import { firstOf, nextEpoch } from "./epoch.ts"
import { heldBecause } from "./held-because.ts"
import { loadRun } from "./load-run.ts"
import type { LiveRun } from "./live-run.ts"
import type { Post } from "./mailbox.ts"
import type { Observing } from "./observing.ts"
import type { Payloads } from "./payloads.ts"
import { call } from "./performing.ts"
import { committedOutcome, outcomeOf } from "./outcome-of.ts"
import { Posting } from "./posting.ts"
import { infoIn, numberIn } from "./readable.ts"
import { recordRun, SNAPSHOT_EVERY } from "./recording.ts"
import type { Registry } from "./registry.ts"
import type { RunInfo } from "./run-info.ts"
import { type Surroundings, surroundingsOf } from "./surroundings.ts"
import { Timers, type Waking } from "./timers.ts"
import { Transactions } from "./transactions.ts"
import { Waiters } from "./waiters.ts"
import { Writer } from "./writer.ts"

/** What an engine is made of. */
export interface Parts {
  readonly records: Records
  readonly registry: Registry
  readonly payloads: Payloads
  readonly clock: Clock
  readonly observing: Observing
  /** Limits, recurring starts and forgetting; none when left out. */
  readonly attend?: ((core: Core) => Attendant) | undefined
  /** Commits of a run before what is left of it is written down; 64 when left out. */
  readonly snapshotEvery?: number
}

export class Core implements Post, Waking {
  readonly registry: Registry
  readonly payloads: Payloads
  readonly clock: Clock
  readonly observing: Observing
  readonly snapshotEvery: number
  readonly timers: Timers
  /** What the runs see of it. */
  readonly around: Surroundings
  /** The runs in memory. */
  readonly runs: Map<number, LiveRun> = new Map()
  /** Answers that are out, or have come and are not on disk yet, by delivery. */
  readonly deliveries: Map<string, Promise<Answer>> = new Map()
  readonly attendant: Attendant
  readonly #writer: Writer
  readonly waiters: Waiters = new Waiters()
  readonly #transactions = new Transactions()
  #changed = new Set<LiveRun>()
  readonly #posting = new Posting()
  #epoch = 0
  #ticks = 0

  constructor(parts: Parts) {
    this.registry = parts.registry
    this.payloads = parts.payloads
    this.clock = parts.clock
    this.observing = parts.observing
    this.snapshotEvery = parts.snapshotEvery ?? SNAPSHOT_EVERY
    this.#writer = new Writer(parts.records, parts.clock, {
      complete: (transaction) => {
        this.#transactions.make(this, transaction)
        for (const run of this.#changed) if (!run.dead) recordRun(this, run)
        this.observing.recorded(this.draft, this.#changed)
      },
      committed: () => this.#committed(),
      lost: (cause) => this.#lost(cause),
      recover: () => this.#recover()
    })
    this.timers = new Timers(this)
    this.around = surroundingsOf(this)
    this.attendant = parts.attend?.(this) ?? nobodyAttends
  }

  /** Goes on with everything that was under way. */
  open(): void {
    this.#epoch = nextEpoch(this.records)
    this.observing.opened(this)
    this.#writer.recover()
    if (this.#writer.given !== undefined) throw this.#writer.given
  }

  /** Why nothing will be committed any more; undefined when it may be. */
  get given(): Error | undefined {
    return this.#writer.given
  }

  get records(): Records {
    return this.#writer.records
  }

  get draft(): Draft {
    return this.#writer.draft
  }

  get state(): Writer["state"] {
    return this.#writer.state
  }

  now = (): number => this.clock.now()

  tick = (): number => firstOf(this.#epoch) + this.#ticks++

  changed = (run: LiveRun): void => {
    this.#changed.add(run)
    this.schedule()
  }

  schedule = (): void => this.#writer.schedule()

  /** Calls `act` when what has been drafted is on disk. */
  afterwards(act: () => void): void {
    this.#writer.afterwards(act)
  }

  /** Puts something into the next commit. Resolves when it is on disk; rejects when it is not, and never will be. */
  commit<B>(work: () => B): Promise<B> {
    return this.#writer.commit(work)
  }

  #committed(): void {
    const changed = this.#changed
    this.#changed = new Set()
    if (this.#transactions.left) this.schedule()
    for (const run of changed) this.#park(run)
    this.timers.arm()
    this.observing.committed()
  }

  /** What nobody needs in memory any more is forgotten. */
  #park(run: LiveRun): void {
    if (run.dead || run.busy) return
    this.runs.delete(run.number)
    run.dead = true
    this.attendant.asleep(run.number)
    const { outcome } = run.residual
    if (outcome !== null) this.waiters.resolve(run.number, () => committedOutcome(this, run, outcome))
  }

  #lost(cause: unknown): void {
    const dropped = [...this.runs.values()]
    this.runs.clear()
    this.#changed = new Set()
    this.#transactions.clear()
    for (const run of dropped) {
      run.dead = true
      // A call that has been made keeps its room until it answers.
      for (const engagement of run.engagements.values())
        if (engagement.state !== "called") this.attendant.released(engagement)
    }
    this.attendant.lost()
    this.observing.lost(cause)
    if (this.#writer.given !== undefined) this.waiters.reject(cause)
  }

  /** Loads all that was under way, and does what is to be done about it. */
  #recover(): void {
    // Again after each failure, so that it is in the first commit that goes well.
    this.draft.put("x/epoch", String(this.#epoch))
    for (const status of ["held", "running"])
      for (const { key } of this.records.range(below("l", status))) this.load(numberOf(lastOf(key)))
    this.attendant.recovered()
    this.timers.reset()
    this.schedule()
  }

  // --- runs ---

  /** Begins a run, and gives its number. Errors: throws when its input cannot be written. */
  create(beginning: Beginning): number {
    return createRun(this, beginning)
  }

  /** The run with this number, in memory; undefined when there is none, or when nobody can go on with it. */
  load(number: number): LiveRun | undefined {
    return this.runs.get(number) ?? loadRun(this, number)
  }

  info(number: number): RunInfo | undefined {
    const live = this.runs.get(number)
    if (live !== undefined) return live.info
    const text = this.draft.get(runKey(number))
    return text === undefined ? undefined : infoIn(runKey(number), text)
  }

  numberOf(id: string): number | undefined {
    const text = this.draft.get(idKey(id))
    return text === undefined ? undefined : numberIn(idKey(id), text)
  }

  /** The outcome of a run, when it has one. */
  outcome = (number: number): Promise<Outcome<unknown, unknown>> => outcomeOf(this, number)

  /** Does something to another run, once the one that is being told has settled. */
  post = (act: () => void): void => this.#posting.post(act)

  /** Tells a run what happened at a position; false when there is nobody to tell, or it came too late. */
  tell(number: number, event: MachineEvent): boolean {
    const run = this.load(number)
    if (run === undefined) return false
    return run.tell(event)
  }

  /** Makes a call when what has been drafted is on disk, or in the same commit. */
  perform(run: LiveRun, engagement: Engagement): void {
    engagement.state = "intended"
    this.attendant.performing(run, engagement)
    if (engagement.command.request.operation.delivery === "tx") this.#transactions.add(run, engagement)
    else this.afterwards(() => call(this, run, engagement))
    this.schedule()
  }

  /** Starts an operation, now or when there is room; nothing when the engine is being closed: it will be when it is opened again. */
  admit(run: LiveRun, engagement: Engagement): void {
    if (this.state === "open") this.attendant.admit(run, engagement)
  }

  /** A run has come to its end: whoever waits for that is told. */
  ended(run: LiveRun): void {
    toldCaller(this, run)
    dropDetails(this, run)
    this.attendant.ended(run)
  }

  fired = (number: number, at: Address, time: number): boolean =>
    this.tell(number, { kind: "fired", at, time })

  guard = (act: () => void): void => this.#writer.guard(act)

  due = (name: string): void => this.attendant.due(name)

  wake: Post["wake"] = (number, at, payload, again) => {
    const info = this.info(number)
    if (info === undefined) return false
    // Put on record as held: what it waits for is looked for anew when it goes on.
    if (heldBecause(this.registry, info) !== undefined) return this.load(number) !== undefined
    this.post(() => {
      if (!this.tell(number, { kind: "received", payload, at, time: this.now() })) again()
    })
    return true
  }

  /** Resolves when nothing more can be done before an operation ends or time passes. */
  idle(): Promise<void> {
    return this.#writer.idle()
  }

  /** Starts nothing more, waits for the calls that are under way, commits their answers, and lets the journal go. */
  async close(within: number): Promise<void> {
    if (this.#writer.state !== "open") return
    this.#writer.drain()
    this.timers.stop()
    await drained(this, within, () => this.#writer.given === undefined)
    await this.idle()
    if (this.observing.closing(this.draft)) {
      this.schedule()
      await this.idle()
    }
    this.end()
    this.records.close()
  }

  /** As the end of the process: what has not been committed is lost. */
  end(): void {
    this.timers.stop()
    this.attendant.stop()
    for (const run of this.runs.values()) run.dead = true
    this.runs.clear()
    this.#changed.clear()
    this.#writer.end()
    this.waiters.reject(new EngineClosed())
  }
}
