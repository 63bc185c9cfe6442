/**
 * What the companies outside have still to do: decide about charges, review payments, call back.
 *
 * It is kept in the file, so it survives the end of the process. What has to be delivered is delivered until it has been
 * received: more than once, if the receipt is lost.
 * @module
 */
import type { Database } from "./sqlite-books.ts"

/** Something to be done. */
export type Task =
  | { readonly _tag: "Decide"; readonly reference: string }
  | { readonly _tag: "Deliver"; readonly delivery: Delivery }

/** An event on its way to the processor; the receiver knows it by its id. */
export interface Delivery {
  readonly id: string
  readonly event: "ChargeReported" | "Reviewed"
  readonly key: string
  readonly payload: unknown
}

/** Tasks by name, each with the time from which it is due. */
export interface Agenda {
  /** Takes a task on, unless one of this name has ever been taken on. */
  readonly add: (name: string, due: number, task: Task) => void
  readonly due: (now: number) => ReadonlyArray<{ readonly name: string; readonly task: Task }>
  readonly done: (name: string) => void
  readonly postpone: (name: string, due: number) => void
  /** How many tasks are still to be done. */
  readonly open: () => number
}

/** An agenda in a file. */
export const agendaIn = (database: Database): Agenda => {
  database.exec(
    `CREATE TABLE IF NOT EXISTS agenda (name TEXT PRIMARY KEY, due INTEGER NOT NULL, task TEXT NOT NULL, done INTEGER NOT NULL DEFAULT 0) STRICT;
     CREATE INDEX IF NOT EXISTS due ON agenda (due) WHERE done = 0;`
  )
  const add = database.prepare("INSERT OR IGNORE INTO agenda (name, due, task) VALUES (?, ?, ?)")
  const due = database.prepare(
    "SELECT name, task FROM agenda WHERE done = 0 AND due <= ? ORDER BY due LIMIT 100"
  )
  const done = database.prepare("UPDATE agenda SET done = 1 WHERE name = ?")
  const postpone = database.prepare("UPDATE agenda SET due = ? WHERE name = ?")
  const open = database.prepare("SELECT count(*) AS open FROM agenda WHERE done = 0")
  return {
    add: (name, time, task) => void add.run(name, Math.round(time), JSON.stringify(task)),
    due: (now) =>
      (due.all(Math.round(now)) as ReadonlyArray<{ readonly name: string; readonly task: string }>).map(
        ({ name, task }) => ({ name, task: JSON.parse(task) as Task })
      ),
    done: (name) => void done.run(name),
    postpone: (name, time) => void postpone.run(Math.round(time), name),
    open: () => (open.get() as { readonly open: number }).open
  }
}
