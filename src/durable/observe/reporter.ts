/**
 * The reporter: takes down what happens until it is on disk, and tells it then.
 *
 * What is to be told is committed together with what happened, in the one record `x/news`, and told when the commit has
 * returned. So when a process is killed in between, the next one finds it there and tells it: every event is told at least
 * once, and only those of the last commit that had any can be told twice.
 *
 * A call that is about to be made is told at that moment, not kept: the next process makes it again, and tells that.
 * @module
 */
import type { Outcome } from "../../core/outcome.ts"
import type { MachineEvent } from "../../machine/event.ts"
import { presented } from "../../machine/outcome.ts"
import type { Residual } from "../../machine/residual.ts"
import { thrown } from "../../machine/thrown.ts"
import type { Draft } from "../engine/draft.ts"
import type { Engagement } from "../engine/engagement.ts"
import { type LiveRun, positionOf } from "../engine/live-run.ts"
import type { Observed, Observing } from "../engine/observing.ts"
import type { RunInfo } from "../engine/run-info.ts"
import { JournalFailure } from "../journal/journal-failure.ts"
import { outcomeKey } from "../keys.ts"
import { Audience } from "./audience.ts"
import { callOf, endOf, factsOf, factsOfBeginning, type Told } from "./facts.ts"
import type { EngineFact, OfRun, RunEvent, RunFact } from "./lifecycle-event.ts"
import type { Plugin } from "./plugin.ts"

/** Where the events of the last commit are kept. */
const NEWS = "x/news"

/** Something that will have happened when the draft is committed. */
interface News {
  readonly number: number
  readonly about: About
  readonly id: string
  readonly at: number
  readonly fact: RunFact
}

type About = Omit<OfRun, "id" | "at">

/** Tells plugins what happens in an engine. */
export class Reporter implements Observing {
  readonly #audience: Audience
  #engine: Observed | undefined
  #news: Array<News> = []
  /** How much has been told of a run in this commit. */
  #counts = new Map<number, number>()
  /** What will be told when the commit has returned. */
  #lines: Array<string> = []
  /** What a process that ended may not have told. */
  #left: ReadonlyArray<RunEvent> = []
  /** There are events on record. */
  #kept = false
  #failing = false
  readonly #asleep = new WeakSet<LiveRun>()
  readonly #out = new WeakMap<LiveRun, Set<string>>()
  readonly #abouts = new WeakMap<LiveRun, About>()

  constructor(plugins: ReadonlyArray<Plugin>) {
    this.#audience = new Audience(plugins, () => this.#ofEngine())
  }

  opened(engine: Observed): void {
    this.#engine = engine
    const news = engine.records.get(NEWS)
    if (news === undefined) return
    this.#kept = true
    this.#left = engine.payloads.readLines(news) as ReadonlyArray<RunEvent>
  }

  created(number: number, info: RunInfo, queued: boolean): void {
    this.#push(number, this.#aboutOf(info, number), { kind: "run/created", queued }, `${number}/created`)
  }

  started(run: LiveRun): void {
    this.#tell(run, [{ kind: "run/started" }, ...factsOfBeginning(this.#told(run), run.residual)])
  }

  loaded(run: LiveRun): void {
    if (run.listed === "waiting") this.#asleep.add(run)
    // Whoever is listed so and was not in memory was lost with a memory.
    if (run.listed === "running" || run.listed === "held")
      this.#push(
        run.number,
        this.#about(run),
        { kind: "run/recovered" },
        `${run.number}/recovered/${this.#open.tick()}`
      )
  }

  told(run: LiveRun, event: MachineEvent, before: Residual): void {
    if (this.#asleep.delete(run)) this.#tell(run, [{ kind: "run/woken" }])
    // The moment that the machine was told: what becomes due is counted from it.
    this.#tell(run, factsOf(this.#told(run), before, event, run.residual), event.time)
  }

  calling(run: LiveRun, { command }: Engagement, joined: boolean): void {
    const out = this.#outOf(run)
    const position = positionOf(command.at)
    const call = callOf(run.info.id, command)
    const again = out.has(position)
    out.add(position)
    if (joined) return
    const fact: RunFact = { kind: "operation/started", redelivered: command.started, ...call }
    // Those are made in the commit, and may be undone with it.
    if (command.request.operation.delivery === "tx") return this.#tell(run, [fact])
    if (again) this.#tellNow(run, { kind: "operation/abandoned", ...call })
    this.#tellNow(run, fact)
  }

  held(number: number, info: RunInfo): void {
    const fact: RunFact = { kind: "run/held", reason: info.held ?? "" }
    this.#push(number, this.#aboutOf(info, number), fact, `${number}/held/${this.#open.tick()}`)
  }

  recorded(draft: Draft, changed: Iterable<LiveRun>): void {
    for (const run of changed) {
      if (run.listed !== "waiting" || this.#asleep.has(run)) continue
      this.#asleep.add(run)
      this.#push(
        run.number,
        this.#about(run),
        { kind: "run/waiting" },
        `${run.number}/${run.sequence}/waiting`
      )
    }
    this.#lines = this.#news.map((news) => this.#line(draft, news))
    if (this.#lines.length > 0) draft.put(NEWS, this.#open.payloads.lines(this.#lines))
    else if (this.#kept) draft.put(NEWS, null)
  }

  committed(): void {
    const lines = this.#lines
    const left = this.#left
    this.#kept = lines.length > 0
    this.#clear()
    this.#left = []
    if (this.#failing) {
      this.#failing = false
      this.#tellOfEngine({ kind: "journal/recovered" })
    }
    for (const event of left) this.#audience.tell({ ...shown(event), again: true })
    // What is told is read from what was written: plugins that change it change nothing.
    for (const line of lines) this.#audience.tell(shown(this.#open.payloads.readLine(line) as RunEvent))
  }

  lost(cause: unknown): void {
    this.#clear()
    if (this.#failing) return
    this.#failing = true
    const passing = cause instanceof JournalFailure && cause.passing
    this.#tellOfEngine({ kind: "journal/failing", passing, cause: thrown(cause) })
  }

  closing(draft: Draft): boolean {
    if (this.#kept) draft.put(NEWS, null)
    return this.#kept
  }

  // --- private parts ---

  get #open(): Observed {
    if (this.#engine === undefined) throw new Error("Nothing happens before the engine is open.")
    return this.#engine
  }

  #clear(): void {
    this.#news = []
    this.#lines = []
    this.#counts = new Map()
  }

  #tell(run: LiveRun, facts: ReadonlyArray<RunFact>, at?: number): void {
    const { number, sequence } = run
    for (const fact of facts) {
      const index = this.#counts.get(number) ?? 0
      this.#counts.set(number, index + 1)
      this.#push(number, this.#about(run), fact, `${number}/${sequence}/${index}`, at)
    }
  }

  #push(number: number, about: About, fact: RunFact, id: string, at: number = this.#open.now()): void {
    this.#news.push({ number, about, id, at, fact })
  }

  #line(draft: Draft, { number, about, id, at, fact }: News): string {
    const { payloads } = this.#open
    const event = (what: RunFact): string => payloads.line({ id, at, ...about, ...what })
    if (!("outcome" in fact)) return event(fact)
    // What is on record is the outcome: one that is not data has been replaced.
    const text = draft.get(outcomeKey(number))
    const written = text === undefined ? undefined : (payloads.read(text) as Outcome<unknown, unknown>)
    return event(written?._tag === "Defect" ? endOf(written) : fact)
  }

  #tellNow(run: LiveRun, fact: RunFact): void {
    const { now, tick } = this.#open
    this.#audience.tell({ ...this.#about(run), id: `${run.number}/call/${tick()}`, at: now(), ...fact })
  }

  /** The positions of calls that have been made. */
  #outOf(run: LiveRun): Set<string> {
    const known = this.#out.get(run)
    if (known !== undefined) return known
    const out = new Set<string>()
    this.#out.set(run, out)
    return out
  }

  #told(run: LiveRun): Told {
    return {
      program: run.program,
      runId: run.info.id,
      landed: (position) => this.#outOf(run).delete(position)
    }
  }

  #about(run: LiveRun): About {
    const known = this.#abouts.get(run)
    if (known !== undefined) return known
    const about = this.#aboutOf(run.info, run.number)
    this.#abouts.set(run, about)
    return about
  }

  #aboutOf({ id, workflow, version, root, parent, attributes, trace }: RunInfo, number: number): About {
    const nameOf = (other: number): string => (other === number ? id : (this.#open.info(other)?.id ?? ""))
    return {
      runId: id,
      workflow,
      version,
      rootId: nameOf(root),
      ...(parent === undefined
        ? {}
        : { caller: Object.freeze({ runId: nameOf(parent.run), node: parent.at.node }) }),
      ...(attributes === undefined ? {} : { attributes: Object.freeze({ ...attributes }) }),
      ...(trace === undefined ? {} : { trace: Object.freeze({ ...trace }) })
    }
  }

  #ofEngine(): { readonly id: string; readonly at: number } {
    const { tick, now } = this.#open
    return { id: `engine/${tick()}`, at: now() }
  }

  #tellOfEngine(fact: EngineFact): void {
    this.#audience.tell({ ...this.#ofEngine(), ...fact })
  }
}

/** What was thrown is an exception again, as callers see it. */
const shown = (event: RunEvent): RunEvent =>
  "outcome" in event ? ({ ...event, outcome: presented(event.outcome) } as RunEvent) : event
