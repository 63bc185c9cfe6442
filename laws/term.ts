/**
 * Random terms as data: every combinator, on the one type `number`, so that any subterm can stand for the whole.
 *
 * Being data they shrink well: to one of their own subterms, or to the same term with a simpler part.
 * @module
 */
import type { OperationName, WriteName } from "./lab.ts"

/** A term: what it is made with, a number that varies it, an operation, and its parts. */
export interface Term {
  readonly form: Form
  readonly constant: number
  readonly write: WriteName
  readonly parts: ReadonlyArray<Term>
}

/** What a term is made with. */
export type Form = Leaf | Composite

/** Terms without parts. */
export type Leaf =
  | "identity"
  | "pure"
  | "write"
  | "read"
  | "undoable"
  | "undoableUsing"
  | "undoableFromStart"
  | "send"
  | "fail"
  | "sleep"
  | "emit"
  | "wait"
  | "call"

/** Terms with parts. */
export type Composite = keyof typeof arities

/** How many parts each has. */
export const arities = {
  sequence: 2,
  bind: 1,
  tap: 1,
  first: 1,
  if: 2,
  match: 3,
  some: 2,
  all: 2,
  parallel: 2,
  race: 2,
  quorum: 3,
  timeout: 1,
  forEach: 1,
  iterate: 1,
  attempt: 1,
  catchAll: 2,
  catchTag: 2,
  orElse: 2,
  mapError: 1,
  retry: 1,
  scope: 1,
  seal: 1,
  pivot: 1,
  undoing: 1,
  bracket: 1,
  ensuring: 1,
  label: 1,
  until: 1,
  undoingWith: 1,
  retryLater: 1
} as const

/** Simpler terms, the simplest first. */
export function* simpler(term: Term): Generator<Term> {
  yield* term.parts
  if (term.parts.length > 0 || (term.form !== "identity" && term.form !== "pure"))
    yield { ...term, form: "identity", constant: 0, parts: [] }
  if (term.form.startsWith("undoable")) yield { ...term, form: "write" }
  if (term.constant > 0) yield { ...term, constant: term.constant >> 1 }
  for (const [index, part] of term.parts.entries())
    for (const smaller of simpler(part)) yield { ...term, parts: replaced(term.parts, index, smaller) }
}

/** The read of the resource that a write changes. */
export const readOf = (write: WriteName): OperationName => (write.startsWith("a") ? "readA" : "readB")

const replaced = (parts: ReadonlyArray<Term>, at: number, part: Term): ReadonlyArray<Term> =>
  parts.map((old, index) => (index === at ? part : old))
