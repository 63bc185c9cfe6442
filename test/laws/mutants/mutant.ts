/**
 * A mutant: an interpreter with one bug.
 */
import type { Subject } from "lawful/laws"

/** Turns a sound interpreter into one with a bug. */
export type Mutate = (subject: Subject) => Subject

/** Mutants by what is wrong with them. */
export type Mutants = Readonly<Record<string, Mutate>>
