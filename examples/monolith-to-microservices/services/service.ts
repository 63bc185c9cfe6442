/**
 * What makes up a service: its tables, its operations over them, and its book, which can be brought in and taken out.
 * @module
 */
import { isLeft } from "fp-ts/lib/Either.js"
import type * as t from "io-ts"
import { Codec, type Operation, type Outcome } from "lawful"
import type { Database } from "../database/sqlite.ts"

/** A service. */
export interface Service<Book> {
  readonly name: string
  readonly schema: string
  readonly book: t.Type<Book>
  /** The operations by name, over one database. */
  readonly routes: (database: Database) => Readonly<Record<string, Route>>
  /** Fills an empty database. */
  readonly load: (database: Database, book: Book) => void
  readonly dump: (database: Database) => Book
}

/** An operation as the network sees it. */
export interface Route {
  readonly changes: boolean
  readonly answer: (body: unknown) => Reply
}

/** What goes over the network: 200 for an output, 422 for a typed error, something else for a mistake. */
export interface Reply {
  readonly status: number
  readonly body: unknown
}

/** Serves an operation; `run` is the operation run on what implements it. Input and answers go through its codecs. */
export const route = <A, B, E, R, X>(
  { request: { operation } }: Operation<A, B, E, R, X>,
  run: (input: A) => Outcome<B, E>
): Route => ({
  changes: operation.effect !== "readonly",
  answer: (body) => {
    const input = operation.input.decode(body)
    if (isLeft(input)) return mistake(400, input.left.map(Codec.describeIssue).join("; "))
    // The codec of the operation has decoded it.
    const outcome = run(input.right as A)
    if (outcome._tag === "Completed")
      return { status: 200, body: operation.output.encode(outcome.output as never) }
    if (outcome._tag === "Failed")
      return { status: 422, body: operation.error?.encode(outcome.error as never) }
    return mistake(500, outcome._tag === "Defect" ? String(outcome.cause) : outcome._tag)
  }
})

/** A reply that says what is wrong. */
export const mistake = (status: number, message: string): Reply => ({ status, body: { message } })
