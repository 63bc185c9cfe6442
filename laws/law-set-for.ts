/**
 * From laws that wait for a subject to a law set.
 * @module
 */
import type { LawFor } from "./equation.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import type { Subject } from "./subject.ts"

/** A law set that waits for the interpreter it is checked on. */
export type LawSetFor = (subject: Subject) => LawSet

/** Makes a law set of laws that wait for a subject. */
export const lawSetFor =
  (name: string, parents: ReadonlyArray<LawSetFor>, laws: ReadonlyArray<LawFor>): LawSetFor =>
  (subject) =>
    lawSet(
      name,
      parents.map((parent) => parent(subject)),
      laws.map((law) => law(subject))
    )
