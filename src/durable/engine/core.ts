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
import { presented } from "../../machine/outcome.ts"
import type { Records, Transaction } from "../journal/journal.ts"
import { JournalFailure } from "../journal/journal-failure.ts"
import {
  attributeKey,
  below,
  calledKey,
  idKey,
  lastOf,
  listKey,
  numberOf,
  outcomeKey,
  runKey
} from "../keys.ts"
import { Draft } from "./draft.ts"
import type { Engagement } from "./engagement.ts"
import { EngineClosed } from "./engine-error.ts"
import { launch, stopCalled, toldCaller } from "./called.ts"
import { LiveRun, type OperationCommand, positionOf, type Surroundings } from "./live-run.ts"
import { deliver, type Post, take, wait, withdraw } from "./mailbox.ts"
import type { Observing } from "./observing.ts"
import type { Payloads } from "./payloads.ts"
import { call, deliveryOf, transact } from "./performing.ts"
import { beginningOf, begun, type Found, recordRun, residualOf } from "./recording.ts"
import type { Registry } from "./registry.ts"
import { isEnded, type RunInfo, type RunStatus } from "./run-info.ts"
import { Timers, type Waking } from "./timers.ts"

/** What an engine is made of. */
export interface Parts {
  readonly records: Records
  readonly registry: Registry
  readonly payloads: Payloads
  readonly clock: Clock
  readonly observing: Observing
  /** Decides when an operation may be started; at once when left out. */
  readonly admit?: ((run: LiveRun, engagement: Engagement, start: () => void) => void) | undefined
  /** A call has ended, or is not wanted any more. */
  readonly released?: ((engagement: Engagement) => void) | undefined
  /** An operation has shown that it goes on. */
  readonly beaten?: ((engagement: Engagement) => void) | undefined
  /** The time of something that belongs to no run has come. */
  readonly due?: ((name: string) => void) | undefined
}

/** What is to be started. */
export interface Beginning {
  readonly id: string
  readonly workflow: string
  readonly version: number
  readonly input: unknown
  readonly about?: Partial<RunInfo>
}

/** Most operations that are done inside one commit, so that a loop of them does not keep the others from being committed. */
const MOST_TRANSACTIONS = 100

export class Core implements Surroundings, Post, Waking {
  readonly records: Records
  readonly registry: Registry
  readonly payloads: Payloads
  readonly clock: Clock
  readonly observing: Observing
  readonly timers: Timers
  /** The runs in memory. */
  readonly runs = new Map<number, LiveRun>()
  /** Answers that are out, or have come and are not on disk yet, by delivery. */
  readonly deliveries = new Map<string, Promise<Answer>>()
  /** Who waits for the outcome of a run. */
  readonly #waiters = new Map<number, Array<Waiter>>()
  readonly #parts: Parts
  #draft: Draft
  #changed = new Set<LiveRun>()
  #transactional: Array<readonly [LiveRun, Engagement]> = []
  #afterwards: Array<() => void> = []
  #rejects: Array<(cause: unknown) => void> = []
  #scheduled = false
  /** What is to be told to other runs, once the one that is being told has settled. */
  readonly #posted: Array<() => void> = []
  #posting = false
  #epoch = 0
  #ticks = 0
  #state: "open" | "closing" | "closed" = "open"
  /** Why nothing can be committed; undefined when it can. */
  #failure: unknown
  readonly #idle: Array<() => void> = []

  constructor(parts: Parts) {
    this.#parts = parts
    this.records = parts.records
    this.registry = parts.registry
    this.payloads = parts.payloads
    this.clock = parts.clock
    this.observing = parts.observing
    this.#draft = new Draft(parts.records)
    this.timers = new Timers(this)
  }

  /** Goes on with everything that was under way. */
  open(): void {
    this.#epoch = Number(this.records.get("x/epoch") ?? 0) + 1
    this.draft.put("x/epoch", String(this.#epoch))
    this.schedule()
    this.#recover()
  }

  get draft(): Draft {
    return this.#draft
  }

  now = (): number => this.clock.now()

  tick = (): number => this.#epoch * 2 ** 32 + this.#ticks++

  // --- what is to be committed ---

  changed = (run: LiveRun): void => {
    this.#changed.add(run)
    this.schedule()
  }

  /** Commits what has been drafted at the end of this turn of the event loop. */
  schedule(): void {
    if (this.#scheduled || this.#state === "closed") return
    this.#scheduled = true
    setImmediate(() => this.#flush())
  }

  /** Calls `act` when what has been drafted is on disk, or `reject` when it will never be. */
  afterwards(act: () => void, reject?: (cause: unknown) => void): void {
    this.#afterwards.push(act)
    if (reject !== undefined) this.#rejects.push(reject)
    this.schedule()
  }

  /** Puts something into the next commit. Resolves when it is on disk; rejects when it is not, and never will be. */
  commit<B>(work: () => B): Promise<B> {
    return new Promise((resolve, reject: (cause: unknown) => void) => {
      if (this.#state !== "open") return reject(new EngineClosed())
      if (this.#failure !== undefined && !isPassing(this.#failure)) return reject(this.#failure)
      const result = work()
      this.afterwards(() => resolve(result), reject)
    })
  }

  #flush(): void {
    this.#scheduled = false
    if (this.#state === "closed") return
    try {
      this.records.commit((transaction) => {
        this.#transactions(transaction)
        for (const run of this.#changed) recordRun(this, run)
        return this.#draft.writes()
      })
    } catch (cause) {
      return this.#failed(cause)
    }
    const changed = this.#changed
    const afterwards = this.#afterwards
    const left = this.#transactional
    this.#clear()
    this.#transactional = left
    if (left.length > 0) this.schedule()
    for (const run of changed) this.#park(run)
    for (const act of afterwards) act()
    this.timers.arm()
    if (!this.#scheduled) for (const act of this.#idle.splice(0)) act()
  }

  #clear(): void {
    this.#draft = new Draft(this.records)
    this.#changed = new Set()
    this.#transactional = []
    this.#afterwards = []
    this.#rejects = []
  }

  #transactions(transaction: Transaction): void {
    for (let done = 0; done < MOST_TRANSACTIONS; done++) {
      const next = this.#transactional.shift()
      if (next === undefined) return
      transact(this, ...next, transaction)
    }
  }

  /** What nobody needs in memory any more is forgotten. */
  #park(run: LiveRun): void {
    if (run.dead || run.busy || this.#changed.has(run)) return
    this.runs.delete(run.number)
    run.dead = true
    const { outcome } = run.residual
    if (outcome === null) return
    const waiters = this.#waiters.get(run.number)
    this.#waiters.delete(run.number)
    for (const { resolve } of waiters ?? []) resolve(presented(outcome))
  }

  #failed(cause: unknown): void {
    const rejects = this.#rejects
    const dropped = [...this.runs.values()]
    this.#clear()
    this.runs.clear()
    for (const run of dropped) {
      run.dead = true
      for (const engagement of run.engagements.values()) this.#parts.released?.(engagement)
    }
    this.#failure = cause
    for (const reject of rejects) reject(cause)
    this.observing.journalFailed(cause)
    if (!isPassing(cause)) {
      for (const waiters of this.#waiters.values()) for (const { reject } of waiters) reject(cause)
      this.#waiters.clear()
      return
    }
    this.clock.after(RETRY, () => {
      if (this.#state !== "closed") this.#recover()
    })
  }

  /** Loads all that was under way, and does what is to be done about it. */
  #recover(): void {
    this.#failure = undefined
    try {
      for (const status of ["held", "running"])
        for (const { key } of this.records.range(below("l", status))) {
          const number = numberOf(lastOf(key))
          if (!this.runs.has(number)) this.load(number)
        }
    } catch (cause) {
      this.#failed(cause)
      return
    }
    this.timers.reset()
    this.afterwards(() => undefined)
  }

  // --- runs ---

  /** Begins a run, unless there is one with this id; gives its number. Errors: throws when its input cannot be written. */
  create({ id, workflow: name, version, input, about = {} }: Beginning): number {
    const workflow = this.registry.workflow(name, version)
    const program = this.registry.laidOut(workflow)
    const number = this.tick()
    const started = this.now()
    const info: RunInfo = {
      id,
      workflow: name,
      version,
      term: program.fingerprint,
      status: "running",
      started,
      root: number,
      ...about
    }
    const line = beginningOf(this, input, started)
    const first = begun(program, input, started, info)
    const run = new LiveRun(this, { number, program, info }, first, 0)
    run.lines.push(line)
    this.draft.put(idKey(id), String(number))
    if (info.parent !== undefined) this.draft.put(calledKey(info.parent.run, number), "")
    for (const [name, value] of Object.entries(info.attributes ?? {}))
      this.draft.put(attributeKey(name, value, number), "")
    this.runs.set(number, run)
    this.observing.created(run)
    this.post(() => {
      run.begin()
      if (first.outcome !== null) toldCaller(this, run)
    })
    return number
  }

  /** The run with this number, in memory; undefined when there is none, or when nobody can go on with it. */
  load(number: number): LiveRun | undefined {
    const known = this.runs.get(number)
    if (known !== undefined) return known
    const info = this.info(number)
    if (info === undefined) return undefined
    const program = this.registry.programOf(info)
    if (typeof program === "string") return this.#hold(number, info, program)
    let found: Found
    try {
      found = residualOf(this, number, program, info)
    } catch (cause) {
      if (cause instanceof JournalFailure) throw cause
      return this.#hold(number, info, cause instanceof Error ? cause.message : String(cause))
    }
    const run = new LiveRun(this, { number, program, info }, found.residual, found.sequence)
    run.unread = found.unread
    run.snapshot = found.snapshot
    const wasHeld = info.status === "held"
    const waiting = listKey("waiting", info.workflow, number)
    run.listed = wasHeld
      ? "held"
      : isEnded(info.status)
        ? info.status
        : this.draft.get(waiting) === undefined
          ? "running"
          : "waiting"
    this.runs.set(number, run)
    if (wasHeld) {
      const { held: _, ...rest } = info
      run.info = { ...rest, status: "running" }
      this.draft.put(runKey(number), JSON.stringify(run.info))
      this.changed(run)
    }
    run.recover(!wasHeld)
    // Whoever is loaded has something to do, or goes again after the next commit.
    this.changed(run)
    return run
  }

  #hold(number: number, info: RunInfo, reason: string): undefined {
    if (info.status === "held") return undefined
    const { draft } = this
    for (const status of ["running", "waiting", "queued"])
      draft.put(listKey(status, info.workflow, number), null)
    const held: RunInfo = { ...info, status: "held", held: reason }
    draft.put(listKey("held", info.workflow, number), "")
    draft.put(runKey(number), JSON.stringify(held))
    this.observing.held(held)
    this.schedule()
    return undefined
  }

  info(number: number): RunInfo | undefined {
    const live = this.runs.get(number)
    if (live !== undefined) return live.info
    const text = this.draft.get(runKey(number))
    return text === undefined ? undefined : (JSON.parse(text as string) as RunInfo)
  }

  numberOf(id: string): number | undefined {
    const text = this.draft.get(idKey(id))
    return text === undefined ? undefined : Number(text)
  }

  /** The status of a run as lists show it. */
  statusOf(number: number, info: RunInfo): RunStatus {
    if (info.status !== "running") return info.status
    return this.draft.get(listKey("waiting", info.workflow, number)) === undefined ? "running" : "waiting"
  }

  /** The outcome of a run, when it has one. */
  outcome(number: number): Promise<Outcome<unknown, unknown>> {
    return new Promise((resolve, reject: (cause: unknown) => void) => {
      if (this.#failure !== undefined && !isPassing(this.#failure)) return reject(this.#failure)
      const text = this.records.get(outcomeKey(number))
      const info = this.info(number)
      if (text !== undefined && info !== undefined && isEnded(info.status) && !this.runs.has(number))
        return resolve(presented(this.payloads.read(text) as Outcome<unknown, unknown>))
      if (this.#state === "closed") return reject(new EngineClosed())
      this.#waiters.set(number, [...(this.#waiters.get(number) ?? []), { resolve, reject }])
    })
  }

  /** Does something to another run, once the one that is being told has settled. */
  post(act: () => void): void {
    this.#posted.push(act)
    if (this.#posting) return
    this.#posting = true
    try {
      for (let next = this.#posted.shift(); next !== undefined; next = this.#posted.shift()) next()
    } finally {
      this.#posting = false
    }
  }

  /** Tells a run what happened at a position; false when there is nobody to tell, or it came too late. */
  tell(number: number, event: MachineEvent): boolean {
    const run = this.load(number)
    if (run === undefined) return false
    return run.tell(event)
  }

  // --- what runs need ---

  line = (event: MachineEvent, _run: LiveRun): string => this.payloads.line(event)

  admit = (run: LiveRun, engagement: Engagement): void => {
    const { admit } = this.#parts
    // Nothing more is started: it will be when the engine is opened again.
    if (this.#state !== "open") return
    if (admit === undefined) run.admitted(engagement)
    else admit(run, engagement, () => run.admitted(engagement))
  }

  perform = (run: LiveRun, engagement: Engagement): void => {
    engagement.state = "intended"
    if (engagement.command.request.operation.delivery === "tx") this.#transactional.push([run, engagement])
    else this.#afterwards.push(() => call(this, run, engagement))
    this.schedule()
  }

  underWay = (run: LiveRun, command: OperationCommand): boolean =>
    this.deliveries.has(deliveryOf(run, command))

  fired = (number: number, at: Address): boolean => this.tell(number, { kind: "fired", at, time: this.now() })

  due = (name: string): void => this.#parts.due?.(name)

  beaten = (engagement: Engagement): void => this.#parts.beaten?.(engagement)

  /** Makes a call that is under way again, under the same key; false when there is none. */
  redeliver(run: LiveRun, command: OperationCommand): boolean {
    const position = positionOf(command.at)
    const hanging = run.engagements.get(position)
    if (hanging === undefined) return false
    hanging.state = "off"
    hanging.stopped = true
    hanging.controller?.abort()
    this.deliveries.delete(deliveryOf(run, command))
    const engagement: Engagement = { command, state: "asked", stopped: false, controller: undefined }
    run.engagements.set(position, engagement)
    this.perform(run, engagement)
    return true
  }

  released = (engagement: Engagement): void => this.#parts.released?.(engagement)

  arm = (run: LiveRun, due: number, at: Address): void => this.timers.put(run.number, due, at)

  disarm = (run: LiveRun, due: number, at: Address): void => this.timers.remove(run.number, due, at)

  receive: Surroundings["receive"] = (run, { event, key, at }) => {
    const waiting = { event, key, root: run.info.root }
    const kept = take(this, waiting)
    if (kept === undefined) wait(this, waiting, run.number, at)
    return kept
  }

  withdraw: Surroundings["withdraw"] = (run, { event, key, at }) =>
    withdraw(this, { event, key, root: run.info.root }, run.number, at)

  emit: Surroundings["emit"] = (run, { event, key, payload }) =>
    deliver(this, { event, key, root: key === "" ? run.info.root : undefined }, payload)

  wake: Post["wake"] = (number, at, payload, again) => {
    if (this.runs.get(number) === undefined && typeof this.#codeFor(number) === "string") return false
    this.post(() => {
      if (!this.tell(number, { kind: "received", payload, at, time: this.now() })) again()
    })
    return true
  }

  #codeFor(number: number): unknown {
    const info = this.info(number)
    return info === undefined ? "none" : this.registry.programOf(info)
  }

  launch: Surroundings["launch"] = (run, command) => launch(this, run, command)

  stopCalled: Surroundings["stopCalled"] = (run, command) => stopCalled(this, run, command)

  tellObservers: Surroundings["tellObservers"] = (run, event, before) => {
    this.observing.told(run, event, before)
    if (run.residual.outcome !== null && before.outcome === null) toldCaller(this, run)
  }

  // --- the end ---

  /** Resolves when nothing more can be done before an operation ends or time passes. */
  async idle(): Promise<void> {
    for (let turn = 0; turn < 2; turn++) {
      await new Promise((resolve) => setImmediate(resolve))
      if (this.#scheduled) await new Promise<void>((resolve) => this.#idle.push(resolve))
    }
  }

  /** Starts nothing more, waits for the calls that are under way, commits their answers, and lets the journal go. */
  async close(): Promise<void> {
    if (this.#state !== "open") return
    this.#state = "closing"
    this.timers.stop()
    while (this.deliveries.size > 0 && this.#failure === undefined) {
      await Promise.allSettled(this.deliveries.values())
      await this.idle()
    }
    await this.idle()
    this.end()
    this.records.close()
  }

  /** As the end of the process: what has not been committed is lost. */
  end(): void {
    this.#state = "closed"
    this.timers.stop()
    for (const run of this.runs.values()) run.dead = true
    this.runs.clear()
    this.#clear()
    for (const waiters of this.#waiters.values()) for (const { reject } of waiters) reject(new EngineClosed())
    this.#waiters.clear()
  }
}

interface Waiter {
  readonly resolve: (outcome: Outcome<unknown, unknown>) => void
  readonly reject: (cause: unknown) => void
}

/** After so many milliseconds a commit that failed is tried again. */
const RETRY = 200

const isPassing = (cause: unknown): boolean => cause instanceof JournalFailure && cause.passing
