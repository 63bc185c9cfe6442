/**
 * When recurring runs are due.
 *
 * Pure functions of times, which are milliseconds since 1970. An engine keeps one time for each recurring run: that of the last
 * run that it has started or left out. When the clock is put back there is nothing between that time and now, so nothing is
 * started a second time.
 *
 * Laws: times of one recurring run increase; catching up in several turns starts nothing twice
 * (test/durable/schedule/due.test.ts).
 * @module
 */
import { patternOf } from "./pattern.ts"
import type { Overlap, Recurring } from "./recurring.ts"

/** Tells the first time after this one, or `undefined` when there is none, as with the 30th of February. */
export const nextAfter = (schedule: Recurring, time: number): number | undefined =>
  patternOf(schedule.id, schedule.cron, schedule.timeZone).nextRun(new Date(time))?.getTime()

/**
 * Tells for which times runs have to be started now, in order: those after `last`, up to `now`, that the policy does not leave
 * out. Times that are late by no more than `punctual` are on time. It is as quick after a year as after a second.
 */
export const dueBetween = (schedule: Recurring, last: number, now: number): ReadonlyArray<number> => {
  const { catchUp, punctual } = schedule
  switch (catchUp) {
    case "none":
      return latest(schedule, Math.max(last, now - punctual - 1), now, Infinity)
    case "latest":
      return latest(schedule, last, now, 1)
    default:
      return latest(schedule, last, now, catchUp.atMost)
  }
}

/** What to do with a run that is due. */
export type Decision =
  /** Start it. */
  | "start"
  /** Leave it out. */
  | "skip"
  /** Start it when the earlier ones have ended. */
  | "wait"
  /** Cancel the earlier ones, and start it when they have ended. */
  | "replace"

/** Decides about a run that is due. */
export const decide = (overlap: Overlap, earlierIsRunning: boolean): Decision => {
  if (!earlierIsRunning) return "start"
  switch (overlap) {
    case "skip":
      return "skip"
    case "queue":
      return "wait"
    case "cancel":
      return "replace"
    case "allow":
      return "start"
  }
}

/** The latest times in `(last, now]`, at most so many, found backwards. */
const latest = (schedule: Recurring, last: number, now: number, most: number): ReadonlyArray<number> => {
  if (!(last < now)) return []
  const pattern = patternOf(schedule.id, schedule.cron, schedule.timeZone)
  const times: Array<number> = []
  // The reference itself is not among the previous ones.
  let before = now + 1
  while (times.length < most) {
    const [found] = pattern.previousRuns(1, new Date(before))
    const time = found?.getTime() ?? -Infinity
    if (time <= last) break
    times.push(time)
    before = time
  }
  return times.reverse()
}
