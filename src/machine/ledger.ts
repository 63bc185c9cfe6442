/**
 * The algebra of debts: one after the other, side by side, none.
 *
 * Laws: `after` is associative with `null` as unit, up to the order in which debts are paid (laws/saga.ts).
 * @module
 */
import type { Debt } from "../core/outcome.ts"
import type { Entry, Ledger } from "./residual.ts"
import { empty, from, get, pop, push, values, type Vector } from "./vector.ts"

/** A longer ledger than this is kept in one piece when it comes after another. */
const FEW = 8

/** Debts, and after them more. */
export const after = (first: Ledger, then: Ledger): Ledger => {
  if (then === null) return first
  if (first === null) return then
  if (then.size > FEW) return push(first, { kind: "series", ledger: then })
  let all = first
  for (let index = 0; index < then.size; index++) all = push(all, get(then, index) as Entry)
  return all
}

/** A ledger of these entries. */
export const ledgerOf = (...entries: ReadonlyArray<Entry>): Ledger =>
  entries.length === 0 ? null : from(entries)

/** Debts side by side: those of the branches or items of a node, by index. */
export const besides = (of: string, branches: ReadonlyArray<Ledger>): Ledger =>
  branches.every((branch) => branch === null)
    ? null
    : push<Entry>(empty, { kind: "parallel", of, branches: from(branches) })

/** The last entry of a ledger, and what is before it. */
export const lastOf = (ledger: Vector<Entry>): { readonly entry: Entry; readonly rest: Ledger } => ({
  entry: get(ledger, ledger.size - 1) as Entry,
  rest: ledger.size === 1 ? null : pop(ledger)
})

/** All entries, the last one first. */
export const reversed = (ledger: Ledger): ReadonlyArray<Entry> =>
  ledger === null ? [] : [...values(ledger)].reverse()

/** What is owed, one debt at a time, in the order in which it has to be paid. */
export const debtsIn = (entries: ReadonlyArray<Entry>): ReadonlyArray<Debt> => {
  const debts: Array<Debt> = []
  const pending: Array<Entry> = [...entries].reverse()
  for (let entry = pending.pop(); entry !== undefined; entry = pending.pop()) {
    // What is pushed last comes first.
    if (entry.kind === "debt") debts.push({ of: entry.id, input: entry.input })
    else if (entry.kind === "series") pending.push(...values(entry.ledger))
    else
      for (const branch of [...values(entry.branches)].reverse())
        if (branch !== null) pending.push(...values(branch))
  }
  return debts
}
