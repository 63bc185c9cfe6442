/**
 * The books of the services as an auditor gets them.
 * @module
 */
import { type BooksInMemory, tableNames } from "../services/books.ts"

/** All books, and how much the companies outside have still to do. */
export interface BooksAtHand {
  readonly books: BooksInMemory
  readonly open: number
}

/** Asks the services at `url` for their books. */
export const readBooks = async (url: string): Promise<BooksAtHand> => {
  const response = await fetch(`${url}/books`)
  // The services have written them.
  const tables = (await response.json()) as Readonly<Record<string, ReadonlyArray<unknown>>> & {
    readonly open: number
  }
  const rows = tableNames.map((name) => [
    name,
    new Map((tables[name] ?? []).map((row, index) => [keyOf(name, row) ?? `${index}`, row]))
  ])
  return { books: Object.fromEntries(rows) as BooksInMemory, open: tables.open }
}

/** The keys by which rows are looked up; others are only counted. */
const keyOf = (table: string, row: unknown): string | undefined =>
  table === "transactions" ? (row as { readonly payment: { readonly id: string } }).payment.id : undefined
