/**
 * How much of a run a rewrite leaves as it was, and how much of the identity of a term.
 * @module
 */

/**
 * When a rewritten step counts as the same, from fine to coarse; levels of laws.
 *
 * - `timed`: it does the same, in the same order, at the same times.
 * - `word`: it does the same in the same order.
 * - `resources`: it does the same on each resource in the same order; what does not touch the same may change places.
 * - `effects`: it succeeds when the old one does, with the same output, and leaves the same effects. When it fails it has
 *   undone what the old one has not even begun, and of several things that went wrong it may tell another.
 */
export type Level = "timed" | "word" | "resources" | "effects"

/**
 * What a rewrite leaves of the identity of a term.
 *
 * - `fingerprint`: the fingerprint, so that runs in flight can go on with the new term.
 * - `ids`: the ids of all operations that are left. Ids of operations that can never be reached may be missing.
 * - `nothing`: ids change.
 */
export type Kept = "fingerprint" | "ids" | "nothing"

const levels: ReadonlyArray<Level> = ["timed", "word", "resources", "effects"]
const kept: ReadonlyArray<Kept> = ["fingerprint", "ids", "nothing"]

/** Tells that what holds at a level is enough for whoever insists on another one. */
export const isFineEnough = (level: Level, insisted: Level): boolean =>
  levels.indexOf(level) <= levels.indexOf(insisted)

/** Tells that what is kept is enough for whoever wants to keep something. */
export const keepsEnough = (keeps: Kept, wanted: Kept): boolean => kept.indexOf(keeps) <= kept.indexOf(wanted)
