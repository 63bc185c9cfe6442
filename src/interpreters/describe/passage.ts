/**
 * Passages: what is told of a step before it is known how deep it stands.
 * @module
 */

/** A line of the account. */
export interface Line {
  /** How far it is indented, from 0. */
  readonly depth: number
  readonly text: string
  /** The node id of what it speaks of, if that has one. */
  readonly id?: string
}

/** Lines that move to the right together, so that nesting costs nothing. */
export interface Passage {
  readonly line: Omit<Line, "depth"> | undefined
  readonly inner: ReadonlyArray<Passage>
  /** What comes before it on the way, as far as it decides how it is told. */
  readonly hint: Hint | undefined
  /** It is told in another way behind something that hints at it. */
  readonly role?: "choice" | "fail"
}

/** What a choice that follows looks at. */
export type Hint = "attempt" | "race" | "unhandled" | { readonly tag: string }

/** Nothing to tell. */
export const silent: Passage = { line: undefined, inner: [], hint: undefined }

/** One line, and what belongs to it. */
export const says = (text: string, inner: ReadonlyArray<Passage> = [], id?: string): Passage => ({
  line: id === undefined ? { text } : { text, id },
  inner,
  hint: undefined
})

/** A heading, when there is something below it. */
export const heading = (text: string, inner: ReadonlyArray<Passage>): Passage =>
  inner.every(isSilent) ? silent : says(text, inner)

/** Tells that there is nothing to tell. */
export const isSilent = ({ line, inner }: Passage): boolean => line === undefined && inner.length === 0

/** The one line that a passage is, if it is one. */
export const onlyLine = ({ line, inner }: Passage): Omit<Line, "depth"> | undefined => {
  if (line !== undefined) return inner.length === 0 ? line : undefined
  const [only, ...more] = inner
  return only !== undefined && more.length === 0 && only.inner.length === 0 ? only.line : undefined
}
