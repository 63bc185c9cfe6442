/**
 * Patterns of cron, read by croner.
 * @module
 */
import { Cron } from "croner"
import { RecurringInvalid } from "./recurring-invalid.ts"

/** Reads a pattern. Errors: throws {@link RecurringInvalid} (`schedule/invalid-pattern`, `schedule/unknown-time-zone`). */
export const patternOf = (id: string, cron: string, timeZone: string): Cron => {
  const key = JSON.stringify([cron, timeZone])
  const known = patterns.get(key)
  if (known !== undefined) return known
  if (!isTimeZone(timeZone))
    throw new RecurringInvalid(
      "schedule/unknown-time-zone",
      id,
      `expected the name of a time zone, such as "Europe/Berlin" (was ${JSON.stringify(timeZone)}).`
    )
  const pattern = parsed(id, cron, timeZone)
  if (patterns.size >= MOST_KEPT) patterns.clear()
  patterns.set(key, pattern)
  return pattern
}

/** Patterns that have been read. A pattern holds no time, so that all who have the same text may share it. */
const patterns = new Map<string, Cron>()

const MOST_KEPT = 1000

const parsed = (id: string, cron: string, timeZone: string): Cron => {
  // croner also reads single points in time, and puts the current time for a question mark.
  if (/[?:]/.test(cron)) throw unreadable(id, cron)
  try {
    return new Cron(cron, { timezone: timeZone, mode: "5-or-6-parts", fixedTimeRule: "no-wildcard" })
  } catch (cause) {
    throw unreadable(id, cron, cause)
  }
}

const unreadable = (id: string, cron: string, cause?: unknown): RecurringInvalid =>
  new RecurringInvalid(
    "schedule/invalid-pattern",
    id,
    `expected a cron pattern of five fields, or of six with seconds first, such as "0 2 * * *" (was ${JSON.stringify(cron)})${cause instanceof Error ? `: ${cause.message}` : "."}`,
    cause
  )

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name })
    return name !== ""
  } catch {
    return false
  }
}
