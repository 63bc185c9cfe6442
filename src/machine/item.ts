/**
 * Items of a list: where they stand, and what they owe.
 * @module
 */
import type { ForEachNode } from "../core/node.ts"
import { after, besides } from "./ledger.ts"
import type { Site } from "./program.ts"
import type { Ledger } from "./residual.ts"
import { inside, type Where } from "./turn.ts"

/** One at a time, an item's debts come after those of the item before. */
export const owedByItems = (site: Site, ledgers: ReadonlyArray<Ledger>): Ledger =>
  (site.node as ForEachNode).concurrency === 1 ? ledgers.reduce(after, null) : besides(site.id, ledgers)

/** Inside an item. */
export const atItem = (
  where: Where,
  { keys }: { readonly keys: ReadonlyArray<string> | null },
  index: number
): Where => inside(where, index, `[${keys === null ? index : escaped(keys[index] ?? "")}]`, where.attempt)

const escaped = (key: string): string => key.replaceAll("%", "%25").replaceAll("]", "%5D")
