/**
 * How a run is judged by a description.
 * @module
 */
import type { Bound, Description } from "../src/interpreters/describe/description.ts"
import type { WarningCode } from "../src/interpreters/describe/warning.ts"
import type { Behaviour } from "./behaviour.ts"
import type { Oops } from "./lab.ts"
import { type Performed, placeOf } from "./performed.ts"

/** What one run shows of a law. */
export type Judge = (
  described: Description,
  performed: ReadonlyArray<Performed>,
  run: Behaviour,
  /** The places whose id stands twice: nothing that is said of one of them can be checked. */
  ambiguous: ReadonlySet<string>
) => { readonly wrong: string | undefined; readonly relevant: boolean }

/** Nothing is done that may not be. */
export const mayOnly: Judge = ({ may }, performed) => {
  const attempts = new Map(may.operations.map((use) => [placeOf(use), use.attempts]))
  const counts = new Map<string, number>()
  for (const one of performed) {
    const allowed = attempts.get(placeOf(one))
    if (allowed === undefined)
      return { wrong: `${placeOf(one)} is performed, and not among may.operations.`, relevant: true }
    const count = (counts.get(one.call) ?? 0) + 1
    counts.set(one.call, count)
    if (exceeds(count, allowed))
      return {
        wrong: `${placeOf(one)} is attempted ${count} times, and may be ${allowed} times.`,
        relevant: true
      }
  }
  return { wrong: undefined, relevant: performed.length > 0 }
}

/** What completes has done what it must. */
export const mustAll: Judge = ({ must }, performed, { outcome }) => {
  if (!outcome.startsWith("Completed")) return { wrong: undefined, relevant: false }
  const done = new Set(performed.map(placeOf))
  const missing = must.operations.find((use) => !done.has(placeOf(use)))
  return {
    wrong: missing && `${placeOf(missing)} must be performed, and was not.`,
    relevant: must.operations.length > 0
  }
}

/** Not more is done than the bounds allow, nor less. */
export const countsWithin: Judge = ({ bounds }, performed, { outcome }) => {
  const undos = performed.filter(({ undoing }) => undoing).length
  const forward = performed.length - undos
  const { least, most } = bounds.operations
  const wrong = exceeds(forward, most)
    ? `${forward} operations are performed, and at most ${most} may be.`
    : exceeds(undos, bounds.undoOperations)
      ? `${undos} operations are performed to undo, and at most ${bounds.undoOperations} may be.`
      : outcome.startsWith("Completed") && forward < least
        ? `${forward} operations are performed, and at least ${least} must be.`
        : undefined
  return { wrong, relevant: forward > 0 }
}

/** It takes no longer than the bounds allow. */
export const timeWithin: Judge = ({ bounds: { time } }, _, { outcome, elapsed }) => {
  if (outcome === "waits forever" || outcome === "does not end" || elapsed === 0)
    return { wrong: undefined, relevant: false }
  const { forward, undoing } = time
  const total = forward === "unbounded" || undoing === "unbounded" ? "unbounded" : forward + undoing
  return {
    wrong: exceeds(elapsed, total)
      ? `it takes ${elapsed} ms, and at most ${forward} and ${undoing} to undo are allowed.`
      : undefined,
    relevant: total !== "unbounded"
  }
}

/** The error that it fails with has a source. */
export const errorKnown: Judge = ({ errors }, _, { outcome }) => {
  if (!outcome.startsWith("Failed ")) return { wrong: undefined, relevant: false }
  const error = JSON.parse(outcome.slice("Failed ".length)) as Oops
  const known = errors.some(
    ({ from, kind, error: tag }) =>
      (kind === "operation" && from.endsWith(`Lab.${error.of}`)) ||
      (kind === "raised" && (tag === undefined || tag === error._tag)) ||
      kind === "call"
  )
  return {
    wrong: known ? undefined : `it fails with ${JSON.stringify(error)}, which comes from none of errors.`,
    relevant: true
  }
}

/** What is warned of as dead is dead. */
export const warningsTrue: Judge = ({ may, warnings }, performed, _, ambiguous) => {
  const placesOf = (wanted: WarningCode): ReadonlySet<string> =>
    new Set(warnings.flatMap(({ code, place }) => (code === wanted && !ambiguous.has(place) ? [place] : [])))
  const dead = placesOf("describe/unreachable")
  // Another retry around the same place may well be.
  const tried = new Set(may.operations.flatMap((use) => (use.attempts === 1 ? [placeOf(use)] : [])))
  const once = new Set([...placesOf("describe/never-retried")].filter((place) => tried.has(place)))
  const reached = performed.find((one) => dead.has(placeOf(one)))
  const again = performed.find((one) => once.has(placeOf(one)) && one.executed.attempt > 1)
  return {
    wrong: reached
      ? `${placeOf(reached)} is performed, and said to be unreachable.`
      : again && `${placeOf(again)} is attempted again, and said never to be.`,
    relevant: dead.size + once.size > 0
  }
}

const exceeds = (value: number, bound: Bound): boolean => bound !== "unbounded" && value > bound
