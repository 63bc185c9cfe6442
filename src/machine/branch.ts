/**
 * Branches and items that are all needed: what one of them has become.
 * @module
 */
import type { Branch, Ledger } from "./residual.ts"
import type { Result } from "./turn.ts"

/** Not begun. */
export const waiting: Branch = { kind: "waiting" }

/** What a result makes of a branch. */
export const branchOf = (result: Result): Branch => {
  switch (result.kind) {
    case "live":
      return { kind: "running", child: result.live, owed: result.owed }
    case "done":
      return { kind: "done", value: result.value, owed: result.owed }
    case "halted":
      return { kind: "halted", owed: result.owed }
  }
}

/** What a branch owes. */
export const owedBy = (branch: Branch): Ledger => (branch.kind === "waiting" ? null : branch.owed)
