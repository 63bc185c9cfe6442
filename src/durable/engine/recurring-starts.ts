/**
 * Recurring starts: runs that are started again and again, at the times of a pattern.
 *
 * One record for each schedule says up to which due time all has been done, which of its runs go on and which due times wait;
 * it is changed in the commit that starts a run, and in the one that ends it. So whatever happens to the process, each due time
 * is started once or left out as the policies say. A bug in the function that makes the input costs that one run.
 * @module
 */
import { crossBorder } from "../../core/violation.ts"
import { JournalFailure } from "../journal/journal-failure.ts"
import { below, lastOf, recurringKey, unnamed } from "../keys.ts"
import { decide, dueBetween, nextAfter } from "../schedule/due.ts"
import { type Recurring, runIdOf } from "../schedule/recurring.ts"
import type { Core } from "./core.ts"
import { cancelRun } from "./intervention.ts"
import type { LiveRun } from "./live-run.ts"
import { isEnded } from "./run-info.ts"

/** What there is to know of a recurring start. Times are milliseconds since 1970. */
export interface RecurringReport {
  readonly id: string
  readonly workflow: string
  /** When it is due next; undefined: never again. */
  readonly next: number | undefined
  /** The due time of the latest run that was started. */
  readonly last: number | undefined
  /** Due times whose runs wait for an earlier one to end. */
  readonly waiting: ReadonlyArray<number>
  /** Why the latest run could not be started, if it could not. */
  readonly problem: RecurringProblem | undefined
}

/** A run could not be started. */
export interface RecurringProblem {
  readonly due: number
  readonly message: string
}

/** What the record of a schedule says. */
interface Kept {
  /** Due times up to here have been started, left out, or wait. */
  done: number
  /** The timer that is set. */
  next?: number
  last?: number
  /** The runs that go on. */
  running: Array<number>
  waiting: Array<number>
  problem?: RecurringProblem
}

/** Most due times that wait for one schedule: of more, the latest. */
const MOST_WAITING = 1000

/** The prefix of the names of timers. */
const TIMER = "recurring "

/** Starts runs when they are due. */
export class RecurringStarts {
  readonly #core: Core
  readonly #schedules: ReadonlyMap<string, Recurring>
  #kept = new Map<string, Kept>()
  /** Whose run it is, by its number. */
  #owners = new Map<number, string>()

  constructor(core: Core, schedules: ReadonlyArray<Recurring>) {
    this.#core = core
    this.#schedules = new Map(schedules.map((schedule) => [schedule.id, schedule]))
  }

  /** Reads the records; what is due by now is started, and what is not given any more is forgotten with its timer. */
  recovered(): void {
    const { draft } = this.#core
    this.#kept = new Map()
    this.#owners = new Map()
    for (const { key, value } of draft.range(below("c"))) {
      const id = unnamed(lastOf(key))
      const kept = JSON.parse(value as string) as Kept
      if (this.#schedules.has(id)) this.#kept.set(id, kept)
      else {
        if (kept.next !== undefined) this.#core.timers.removeNamed(TIMER + id, kept.next)
        draft.put(key, null)
      }
    }
    for (const schedule of this.#schedules.values()) {
      const kept = this.#keptOf(schedule)
      kept.running = kept.running.filter((number) => this.#goesOn(number))
      for (const number of kept.running) this.#owners.set(number, schedule.id)
      this.#goOn(schedule, kept)
      this.#turn(schedule, kept)
    }
  }

  /** The time of a schedule has come. */
  due(name: string): void {
    const schedule = name.startsWith(TIMER) ? this.#schedules.get(name.slice(TIMER.length)) : undefined
    if (schedule !== undefined) this.#turn(schedule, this.#keptOf(schedule))
  }

  /** The next one may be started. */
  ended({ number }: LiveRun): void {
    const schedule = this.#schedules.get(this.#owners.get(number) ?? "")
    this.#owners.delete(number)
    if (schedule === undefined) return
    const kept = this.#keptOf(schedule)
    kept.running = kept.running.filter((other) => other !== number)
    this.#save(schedule, kept)
    if (kept.waiting.length > 0) this.#core.post(() => this.#goOn(schedule, kept))
  }

  reports(): ReadonlyArray<RecurringReport> {
    return [...this.#schedules.values()].map((schedule) => {
      const { next, last, waiting, problem } = this.#keptOf(schedule)
      return { id: schedule.id, workflow: schedule.workflow.name, next, last, waiting: [...waiting], problem }
    })
  }

  /** A schedule that was never given before begins now. */
  #keptOf({ id }: Recurring): Kept {
    const known = this.#kept.get(id)
    if (known !== undefined) return known
    const fresh: Kept = { done: this.#core.now(), running: [], waiting: [] }
    this.#kept.set(id, fresh)
    return fresh
  }

  #save({ id }: Recurring, kept: Kept): void {
    this.#core.draft.put(recurringKey(id), JSON.stringify(kept))
    this.#core.schedule()
  }

  /** Does what is due, and sets the timer for what will be. */
  #turn(schedule: Recurring, kept: Kept): void {
    const { timers } = this.#core
    const now = this.#core.now()
    for (const due of dueBetween(schedule, kept.done, now)) {
      kept.done = due
      this.#meet(schedule, kept, due)
    }
    const next = nextAfter(schedule, Math.max(kept.done, now))
    if (kept.next !== undefined) timers.removeNamed(TIMER + schedule.id, kept.next)
    delete kept.next
    if (next !== undefined) {
      kept.next = next
      timers.putNamed(TIMER + schedule.id, next)
    }
    this.#save(schedule, kept)
  }

  #meet(schedule: Recurring, kept: Kept, due: number): void {
    switch (decide(schedule.overlap, kept.running.length + kept.waiting.length > 0)) {
      case "start":
        return this.#start(schedule, kept, due)
      case "skip":
        return
      case "wait":
        kept.waiting = [...kept.waiting, due].slice(-MOST_WAITING)
        return
      case "replace":
        // Those that wait have not begun: there is nothing to cancel.
        kept.waiting = [due]
        for (const number of kept.running)
          cancelRun(this.#core, number, `replaced by ${runIdOf(schedule, due)}`, {})
    }
  }

  /** Starts those that wait, one after another, as long as none goes on. */
  #goOn(schedule: Recurring, kept: Kept): void {
    for (;;) {
      if (kept.running.length > 0) break
      const due = kept.waiting.shift()
      if (due === undefined) break
      this.#start(schedule, kept, due)
    }
    this.#save(schedule, kept)
  }

  #start(schedule: Recurring, kept: Kept, due: number): void {
    const core = this.#core
    const id = runIdOf(schedule, due)
    try {
      const number = core.numberOf(id) ?? this.#create(schedule, id, due)
      kept.last = due
      delete kept.problem
      if (schedule.overlap === "allow" || !this.#goesOn(number)) return
      kept.running.push(number)
      this.#owners.set(number, schedule.id)
    } catch (cause) {
      if (cause instanceof JournalFailure) throw cause
      kept.problem = { due, message: cause instanceof Error ? cause.message : String(cause) }
    }
  }

  #create(schedule: Recurring, id: string, due: number): number {
    const { name, version } = schedule.workflow
    const input = schedule.input(new Date(due))
    crossBorder(schedule.workflow.input, input, `input of workflow ${name}`)
    const { payloads } = this.#core
    payloads.check(payloads.line(input), () => `input of the run "${id}"`)
    return this.#core.create({ id, workflow: name, version, input })
  }

  #goesOn(number: number): boolean {
    const outcome = this.#core.runs.get(number)?.residual.outcome
    if (outcome !== undefined) return outcome === null
    const info = this.#core.info(number)
    return info !== undefined && !isEnded(info.status)
  }
}
