/**
 * Laws as values: an equation with its name, the level at which it holds, and a way to check it.
 *
 * A law knows no test runner and throws nothing: it gives a {@link LawResult}.
 * @module
 */
import type { Capability } from "./subject.ts"

/**
 * What an observer sees, from coarse to fine.
 *
 * - `outcome`: how the run ended.
 * - `world`: and the final state of every resource.
 * - `resources`: and what was executed on each resource, in order (the trace up to commuting independent operations).
 * - `word`: and the exact order of all executed operations, undos included.
 * - `timed`: and when.
 *
 * Beside these, coarser than `resources`:
 *
 * - `effects`: whether the run succeeded, with which output, and which writes of each resource succeeded and were not undone,
 *   in order. Which of several failures is told does not count, nor what was done and undone.
 *
 * Terms with more than one schedule are compared by the set of their behaviours over all schedules.
 */
export type Level = "outcome" | "world" | "effects" | "resources" | "word" | "timed"

/** `=`: both sides have the same behaviours. `refines`: every behaviour of the left side is one of the right. */
export type Relation = "=" | "refines"

/** A law. */
export interface Law {
  /** Short and stable: `C1`, `S3`, `errors/ensuring`. */
  readonly id: string
  readonly name: string
  /** The equation in words of the API. */
  readonly equation: string
  readonly level: Level
  readonly relation: Relation
  /** What an interpreter has to be able to do for the law to mean anything. */
  readonly requires: ReadonlyArray<Capability>
  /** What it is good for, or which mistake it finds. */
  readonly doc: string
  /** What it is checked on: the name of an interpreter, of a codec, of a workflow. */
  readonly subject: string
  /** Why it cannot be checked here; a law with a reason is reported as skipped. */
  readonly skip: string | undefined
  readonly run: (options?: LawOptions) => Promise<LawResult>
}

/** How to check a law. */
export interface LawOptions {
  /** How many examples; 100 when left out. */
  readonly numRuns?: number
  /** What the examples are made from; random when left out. */
  readonly seed?: number
  /** Where the failing example is, as a report prints it. */
  readonly path?: string
  /**
   * The one schedule to judge, as a report prints it: a choice at each turn, and 0 when there are no more. What a side does
   * under this schedule is compared with everything that the other side can do. Without it all schedules are judged, and a
   * report shows the simplest that breaks the law.
   */
  readonly choices?: ReadonlyArray<number>
  /** How many schedules of one example are tried before it is discarded; 150 when left out. */
  readonly maxSchedules?: number
  /** False: gives the first counterexample as it is found. */
  readonly shrink?: boolean
}

/** What came out. */
export type LawResult = Passed | Failed | Skipped | Vacuous

/** How much was tried. */
export interface Tried {
  readonly runs: number
  /** Examples that had too many schedules, or did not fit a side condition. */
  readonly discarded: number
  readonly seed: number
}

/** No counterexample was found. */
export interface Passed extends Tried {
  readonly status: "passed"
}

/** A counterexample was found. */
export interface Failed extends Tried {
  readonly status: "failed"
  readonly path: string
  /** The options that show it again, and nothing else: `check(laws.only(id), replay)`. */
  readonly replay: LawOptions
  readonly counterexample: Counterexample
}

/** It was not checked. */
export interface Skipped {
  readonly status: "skipped"
  readonly reason: string
}

/** Too few examples had anything to do with the law for the result to mean anything. */
export interface Vacuous extends Tried {
  readonly status: "vacuous"
  readonly reason: string
}

/** Everything needed to understand a failure. */
export interface Counterexample {
  /** The generated parts: `f`, `g`, the input, the fault plan, by name. */
  readonly given: ReadonlyArray<readonly [name: string, shown: string]>
  readonly left: Side
  readonly right: Side
  /** The schedule that shows it, where there is more than one: a choice at each turn, without the zeros at the end. */
  readonly choices?: ReadonlyArray<number>
  /** What is wrong, in one sentence. */
  readonly difference: string
}

/** One side of an equation. */
export interface Side {
  readonly term: string
  /** A behaviour that the other side does not have, or the closest that there is. */
  readonly trace: string
}
