/**
 * Debts: how a scope comes to owe its undo.
 * @module
 */
import { applied } from "../core/apply.ts"
import type { ScopeNode, UndoCommit } from "../core/node.ts"
import type { Site } from "./program.ts"
import type { Debt } from "./residual.ts"
import { type Thrown, thrown } from "./thrown.ts"
import type { Where } from "./turn.ts"

/** The undo of a scope. */
export const undoOf = ({ node }: Site): UndoCommit => (node as ScopeNode).commit as UndoCommit

/** Owes the undo of a scope, for what went in and what came out. The debt holds what was thrown when its input could not be made. */
export const debtFor = (site: Site, input: unknown, output: unknown, where: Where): Debt => {
  try {
    return debt(site, applied(undoOf(site).from)(input, output), null, where)
  } catch (cause) {
    return unpayable(site, thrown(cause), where)
  }
}

/** Owes an undo whose input nobody knows. */
export const unpayable = (site: Site, unknown: Thrown, where: Where): Debt =>
  debt(site, undefined, unknown, where)

const debt = (site: Site, input: unknown, unknown: Thrown | null, { indices, trail }: Where): Debt => ({
  kind: "debt",
  id: `${site.undone}${indices}`,
  of: site.id,
  trail,
  indices,
  input,
  unknown
})
