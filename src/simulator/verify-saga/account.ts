/**
 * Accounts: what one run has really done and undone, and how often.
 *
 * Counted, because what is retried may be done, undone and done again under one id.
 * @module
 */
import type { Program } from "../../machine/program.ts"
import type { Residual } from "../../machine/residual.ts"
import { values } from "../../machine/vector.ts"
import type { Deed, ExploredState } from "../explore/explored-state.ts"
import { scopeUndoneAt, undoneAround } from "./positions.ts"

/** What one run has done. */
export interface Account {
  readonly program: Program
  readonly residual: Residual
  /** The writes that undo nothing. */
  readonly forward: ReadonlyArray<Deed>
  readonly undos: ReadonlyArray<Deed>
  /** The ids of what has been undone, once for each time. */
  readonly undone: ReadonlyArray<string>
  /** Says which run it is, unless it is the first one. */
  readonly where: string
}

/** The account of every run, also of those that were called. */
export const accountsOf = ({ runs, done }: ExploredState): ReadonlyArray<Account> => {
  const deeds = Object.values(done)
  return runs.map(({ id, program, residual }, index) => {
    const own = deeds.filter(({ run }) => run === index)
    const isUndo = ({ at }: Deed): boolean => scopeUndoneAt(program, at) !== undefined
    return {
      program,
      residual,
      forward: own.filter((deed) => !isUndo(deed)),
      undos: own.filter(isUndo),
      undone: [...values(residual.undone)],
      where: index === 0 ? "" : ` (in the called run ${id})`
    }
  })
}

/** How often a call was done; a call that is delivered again is still one. */
export const timesDone = ({ forward }: Account, { node }: Deed): number =>
  forward.filter((deed) => deed.node === node).length

/** How often ids of what undoes a call are among these; by its own undo, or by that of a scope around it which replaces it. */
export const timesAmong = ({ program }: Account, deed: Deed, ids: ReadonlyArray<string>): number => {
  const around = new Set(undoneAround(program, deed))
  return ids.filter((id) => around.has(id)).length
}

/** A call that was done more often than it was undone. */
export const isOutstanding = (account: Account, deed: Deed): boolean =>
  timesDone(account, deed) > timesAmong(account, deed, account.undone)
