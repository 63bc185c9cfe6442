/**
 * How the modules of the monolith do things: in one transaction, once for each key, and with the faults of a rehearsal.
 * @module
 */
import { type Context, Failure } from "lawful"
import type { Unavailable } from "../domain/failure.ts"
import { type Fault, faultAt, unavailable } from "../domain/fault.ts"
import { once } from "../database/once.ts"
import type { Database } from "../database/sqlite.ts"

/** What a module of the monolith works on. */
export interface Desk {
  readonly database: Database
  /** What is to go wrong, if anything. */
  readonly fault: Fault | undefined
}

/** Does something and keeps the answer, or leaves everything as it was. */
export const inOneTransaction = <A, E>(
  { database }: Desk,
  { key }: Pick<Context<never>, "key">,
  act: () => A | Failure<E>
): A | Failure<E> => once(database, key, act, (answer) => !(answer instanceof Failure))

/** As {@link inOneTransaction}, for what a rehearsal may keep from answering. */
export const mayGoUnanswered = <A, E>(
  desk: Desk,
  operation: Fault["at"],
  context: Pick<Context<E | Unavailable>, "key" | "attempt">,
  act: () => A | Failure<E>
): A | Failure<E | Unavailable> => {
  const when = faultAt(desk.fault, operation, context.attempt)
  const [service = ""] = operation.split(".")
  if (when === "before it is done") return new Failure(unavailable(service))
  const answer = inOneTransaction(desk, context, act)
  return when === "after it is done" ? new Failure(unavailable(service)) : answer
}
