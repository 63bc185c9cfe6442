/**
 * Debts: how a scope comes to owe its undo.
 * @module
 */
import { applied } from "../core/apply.ts"
import type { ScopeNode, UndoCommit } from "../core/node.ts"
import type { Site } from "./program.ts"
import type { Debt } from "./residual.ts"
import { type Thrown, thrown } from "./thrown.ts"
import { renewalsAt } from "./renewals.ts"
import type { Turn, Where } from "./turn.ts"

/** The undo of a scope. */
export const undoOf = ({ node }: Site): UndoCommit => (node as ScopeNode).commit as UndoCommit

/** Owes the undo of a scope, for what went in and what came out. The debt holds what was thrown when its input could not be made. */
export const debtFor = (site: Site, input: unknown, output: unknown, where: Where, turn: Turn): Debt => {
  try {
    return debt(site, applied(undoOf(site).from)(input, output), null, where, turn)
  } catch (cause) {
    return unpayable(site, thrown(cause), where, turn)
  }
}

/** Owes an undo whose input nobody knows. */
export const unpayable = (site: Site, unknown: Thrown, where: Where, turn: Turn): Debt =>
  debt(site, undefined, unknown, where, turn)

const debt = (
  site: Site,
  input: unknown,
  unknown: Thrown | null,
  { indices, trail, renewals }: Where,
  turn: Turn
): Debt => ({
  kind: "debt",
  id: `${site.undone}${indices}`,
  of: site.id,
  trail,
  indices,
  input,
  unknown,
  renewals: renewals ?? renewalsAt(site, indices, turn.allUndone())
})
