/**
 * What can be wrong with a recurring run.
 * @module
 */

/** The stable codes of {@link RecurringInvalid}. */
export type RecurringInvalidCode =
  /** The text is no pattern of cron. */
  | "schedule/invalid-pattern"
  /** There is no time zone of this name. */
  | "schedule/unknown-time-zone"
  /** Something else makes no sense. */
  | "schedule/invalid-option"

/** A recurring run cannot be made. */
export class RecurringInvalid extends RangeError {
  override readonly name = "RecurringInvalid"
  readonly code: RecurringInvalidCode
  /** The id of the recurring run. */
  readonly schedule: string
  constructor(code: RecurringInvalidCode, schedule: string, message: string, cause?: unknown) {
    super(
      `The recurring run ${JSON.stringify(schedule)}: ${message} (${code})`,
      cause === undefined ? {} : { cause }
    )
    this.code = code
    this.schedule = schedule
  }
}
