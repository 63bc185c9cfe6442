/**
 * Recurring runs as data: which workflow is started when, again and again.
 *
 * A pattern of cron is read in a time zone, by croner. Where the clock of the zone is changed, a time of day that does not
 * exist is taken at the first moment after the gap, and one that exists twice is taken the first time; so what happens each day
 * happens once each day. A pattern with `*` or a step in its hours, minutes or seconds means real time that passes: it leaves
 * out the hour that does not exist, and is due in both of the hours that are alike. (Retry policies, which are called
 * schedules, are another thing: `core/schedule.ts`.)
 *
 * Laws: due times increase, and are once a day for a daily pattern (test/durable/schedule/due.test.ts).
 * @module
 */
import type { WorkflowReference } from "../../core/workflow.ts"
import { patternOf } from "./pattern.ts"
import { RecurringInvalid } from "./recurring-invalid.ts"

/** A workflow that is started again and again. */
export interface Recurring<out N extends string = string> {
  /** What its runs are named after; keep it when anything else changes. */
  readonly id: string
  readonly cron: string
  readonly timeZone: string
  readonly workflow: WorkflowReference<N, never, unknown, unknown>
  /** The input of the run that is due then. */
  readonly input: (due: Date) => unknown
  readonly overlap: Overlap
  readonly catchUp: CatchUp
  readonly punctual: number
}

/**
 * What happens when a run is due and an earlier one of the same id goes on.
 *
 * - `skip`: the new one is not started, ever.
 * - `queue`: the new one is started when the earlier one has ended; they are run one after another.
 * - `cancel`: the earlier one is cancelled, which undoes what it did, and the new one is started when it has ended.
 * - `allow`: both run.
 */
export type Overlap = "skip" | "queue" | "cancel" | "allow"

/**
 * What happens to due times that have passed while no engine was running.
 *
 * - `none`: they are left out.
 * - `latest`: of all that are due, the latest one is started.
 * - `{ atMost: n }`: all of them are started, in order; when there are more than n, the latest n.
 */
export type CatchUp = "none" | "latest" | { readonly atMost: number }

/** A recurring run, before what is left out has been filled in. */
export interface RecurringOptions<N extends string, A> {
  readonly id: string
  /** Five fields (minute, hour, day of the month, month, day of the week), or six with seconds before them. */
  readonly cron: string
  /** A name of the IANA database, such as `Europe/Berlin`; `UTC` when left out. */
  readonly timeZone?: string
  readonly workflow: WorkflowReference<N, A, unknown, unknown>
  readonly input: (due: Date) => NoInfer<A>
  /** `skip` when left out. */
  readonly overlap?: Overlap
  /** `latest` when left out. */
  readonly catchUp?: CatchUp
  /** A start that is late by no more milliseconds is on time, and not caught up with; a minute when left out. */
  readonly punctual?: number
}

/**
 * Starts a workflow again and again, at the times of a cron pattern.
 *
 * Errors: throws {@link RecurringInvalid} (`schedule/invalid-pattern`, `schedule/unknown-time-zone`, `schedule/invalid-option`).
 * @example
 * import { nextAfter, recurring } from "lawful/durable"
 * const reconcile = Workflow.make("reconcile", {
 *   version: 1,
 *   input: t.string,
 *   output: t.string,
 *   body: Step.pure((day: string) => `${day} is in order`)
 * })
 * const nightly = recurring({
 *   id: "reconcile-nightly",
 *   cron: "0 2 * * *",
 *   timeZone: "Europe/Berlin",
 *   workflow: reconcile,
 *   input: (due) => due.toISOString().slice(0, 10)
 * })
 * new Date(nextAfter(nightly, Date.UTC(2025, 6, 1)) ?? 0).toISOString() // => "2025-07-02T00:00:00.000Z"
 */
export const recurring = <const N extends string, A>(options: RecurringOptions<N, A>): Recurring<N> => {
  const { id, overlap = "skip", catchUp = "latest", punctual = 60_000, timeZone = "UTC" } = options
  if (id === "") throw invalid(id, "an id that is not empty", id)
  if (!["skip", "queue", "cancel", "allow"].includes(overlap))
    throw invalid(id, "`overlap` to be skip, queue, cancel or allow", overlap)
  if (!isCatchUp(catchUp))
    throw invalid(
      id,
      "`catchUp` to be none, latest, or { atMost } with a whole number from 1 to 10000",
      catchUp
    )
  if (!(punctual >= 0 && punctual <= 86_400_000))
    throw invalid(id, "`punctual` to be from 0 to 86400000 milliseconds", punctual)
  patternOf(id, options.cron, timeZone)
  return Object.freeze({ ...options, overlap, catchUp, punctual, timeZone })
}

/** The id of the run that is due then; whoever starts it a second time starts nothing. */
export const runIdOf = ({ id }: Pick<Recurring, "id">, due: number): string =>
  `${id}@${new Date(due).toISOString()}`

const isCatchUp = (value: CatchUp): boolean =>
  typeof value === "string"
    ? ["none", "latest"].includes(value)
    : Number.isInteger(value.atMost) && value.atMost >= 1 && value.atMost <= 10_000

const invalid = (id: string, expected: string, value: unknown): RecurringInvalid =>
  new RecurringInvalid("schedule/invalid-option", id, `expected ${expected} (was ${JSON.stringify(value)}).`)
