/**
 * Everything that the laws are checked on here: the one list behind `npm run laws`.
 */
import { inProcess, interpreterLaws, type LawSet } from "lawful/laws"

/** A name to ask for, and what must hold: the laws of an interpreter, or sets that need none, such as those of codecs. */
export interface Interpreter {
  readonly name: string
  readonly sets: ReadonlyArray<LawSet>
}

export const interpreters: ReadonlyArray<Interpreter> = [
  { name: "in-process", sets: [interpreterLaws(inProcess)] }
]
