/**
 * Maps whose entries are rows of a table.
 * @module
 */
import type { Database } from "../implementation/sqlite/open-database.ts"

/** A map that writes every change into its table, and finds there what it held when the process ended. */
export class KeptMap<K extends string, V> extends Map<K, V> {
  readonly #all: Statement
  readonly #upsert: Statement
  readonly #remove: Statement

  constructor(database: Database, table: string) {
    super()
    database.exec(
      `CREATE TABLE IF NOT EXISTS "${table}" (nr INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT`
    )
    this.#all = database.prepare(`SELECT key, value FROM "${table}" ORDER BY nr`)
    this.#upsert = database.prepare(
      `INSERT INTO "${table}" (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`
    )
    this.#remove = database.prepare(`DELETE FROM "${table}" WHERE key = ?`)
    this.reload()
  }

  override set(key: K, value: V): this {
    this.#upsert.run(key, JSON.stringify(value))
    return super.set(key, value)
  }

  override delete(key: K): boolean {
    this.#remove.run(key)
    return super.delete(key)
  }

  /** Takes the entries from the table again: what a failed transaction has changed did not happen. */
  reload(): void {
    super.clear()
    // Only `set` writes to the table, so what is in it is of these types.
    for (const { key, value } of this.#all.all() as ReadonlyArray<{
      readonly key: K
      readonly value: string
    }>)
      super.set(key, JSON.parse(value) as V)
  }
}

type Statement = ReturnType<Database["prepare"]>
