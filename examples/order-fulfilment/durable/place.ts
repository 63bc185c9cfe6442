/**
 * Where a day is kept: the journal of the engine in the file that was asked for, the books of the services beside it.
 * @module
 */
import { existsSync, rmSync } from "node:fs"
import { basename, extname } from "node:path"

/** Where a day is kept. */
export interface Place {
  /** The file of the journal. */
  readonly journal: string
  /** The file of the books. */
  readonly books: string
  /** Forgets what was kept there. */
  readonly anew: boolean
}

/** A place around a journal; without one, a database in the working directory that is named after the file of orders. */
export const placeOf = (orders: string, journal: string | undefined, anew: boolean): Place => {
  const file = journal ?? `${basename(orders, extname(orders))}.db`
  return { journal: file, books: `${file}-books`, anew }
}

/** There is a journal without books, so it is the journal of something else. */
export const isStrange = ({ journal, books }: Place): boolean => existsSync(journal) && !existsSync(books)

/** Removes a journal that nobody has open. */
export const removeJournal = ({ journal }: Place): void => {
  for (const end of ["", "-wal", "-shm", "-lock"]) rmSync(`${journal}${end}`, { force: true })
}
