/**
 * Warnings about branches side by side.
 * @module
 */
import { total } from "./exits.ts"
import { attemptsBefore, type Known, type Touched, ways } from "./known.ts"
import { duration, printable } from "./printable.ts"
import type { Warn } from "./warning.ts"

/** What touches one resource in one branch each. */
interface Meeting {
  readonly branch: number
  readonly write: string | undefined
  readonly read: string | undefined
}

/** Branches that declare to touch the same resource, one of them to write it. */
export const conflicts = (warn: Warn, branches: ReadonlyArray<Touched>): void => {
  const meetings = new Map<string, Array<Meeting>>()
  for (const [branch, touched] of branches.entries())
    for (const [resource, { read, write }] of touched) {
      const all = meetings.get(resource) ?? []
      all.push({ branch, read, write })
      meetings.set(resource, all)
    }
  for (const [resource, all] of meetings) {
    const writer = all.find(({ write }) => write !== undefined)
    const other = all.find((one) => one.branch !== writer?.branch)
    if (writer?.write === undefined || other === undefined) continue
    const id = other.write ?? other.read ?? ""
    const who =
      id === writer.write
        ? `"${printable(id)}" is done several times side by side`
        : `"${printable(writer.write)}" and "${printable(id)}" are done side by side`
    warn(
      "describe/race-on-resource",
      writer.write,
      `${who}, both touch "${printable(resource)}", and nothing says in which order. Do one after the other, or make sure that the order does not matter.`
    )
  }
}

/** Branches of a race that cannot win, and retries that its time limit cuts off. */
export const contested = (warn: Warn, branches: ReadonlyArray<Known>): void => {
  const ends = branches.map(({ exits }) => total(ways, exits).most)
  const soonest = ends.reduce((least, end) => Math.min(least, end), Infinity)
  const limit = branches.reduce(
    (least, { timer, first }) =>
      first === undefined || timer === undefined ? least : Math.min(least, timer),
    Infinity
  )
  for (const { exits, first, timer, late } of branches) {
    if (first === undefined || timer !== undefined) continue
    const least = Math.min(exits.completed.least, exits.failed.least)
    // Its own end is among the ends, but never before its beginning.
    if (least > soonest && least < Infinity)
      warn(
        "describe/never-wins",
        first,
        `it takes at least ${duration(least)}, and another branch of the race has ended after ${duration(soonest)}. Drop it, or give it more time.`
      )
    else if (late !== undefined && late.last > limit)
      warn(
        "describe/retries-cut-off",
        late.id,
        `only ${attemptsBefore(late, limit)} of its ${late.starts.reduce((sum, { retries }) => sum + retries, 1)} attempts can begin before the time limit of ${duration(limit)} is over. Make the limit longer, the delays shorter, or the attempts fewer.`
      )
  }
}
