/**
 * Renewals: how often what a call does has been undone in this run. They are a part of its idempotency key.
 * @module
 */
import type { Site } from "./program.ts"

/**
 * Counts the undos of the scopes around a site, in the turns and items that a position with these indices is in. Only what is
 * retried can be done again after it was undone.
 */
export const renewalsAt = (site: Site, indices: string, undone: Iterable<string>): number => {
  let ids: Set<string> | undefined
  let count = 0
  for (const id of undone) {
    ids ??= scopesAround(site)
    if (isAround(ids, id, indices)) count++
  }
  return count
}

const scopesAround = (site: Site): Set<string> => {
  const ids = new Set<string>(site.undone === "" ? [] : [site.undone])
  for (let { block } = site; block !== undefined; block = block.owner.block)
    if (block.owner.undone !== "") ids.add(block.owner.undone)
  return ids
}

/** Ids escape brackets in names: the first one begins the indices. */
const isAround = (ids: ReadonlySet<string>, undone: string, indices: string): boolean => {
  const at = undone.indexOf("[")
  return at < 0 ? ids.has(undone) : ids.has(undone.slice(0, at)) && indices.startsWith(undone.slice(at))
}
