/**
 * What single requests weigh, and what is known of steps besides.
 * @module
 */
import type { CallRequest, Request } from "../../core/node.ts"
import type { Delay, Schedule } from "../../core/schedule.ts"
import type { Rule } from "./contest.ts"
import type { Exits } from "./exits.ts"

/** How much single things weigh; what is left out weighs nothing, or changes nothing. */
export interface Weights<T> {
  /** What is asked for, with its node id. */
  readonly request: (request: Request, id: string) => T
  /** Waiting for the next attempt, in milliseconds. */
  readonly wait?: (delay: Delay) => T
  /** Owing an undo, from the weight of the undo with all its attempts. */
  readonly undo?: (undo: T) => T
  /** How a called workflow ends; `undefined` when it is not known. */
  readonly call?: (request: CallRequest) => Exits<T> | undefined
  /** Tells of an event that nobody sends. */
  readonly blocked?: (request: Request) => boolean
  /** What else is known of branches that are a contest; without a rule, of items until there are enough. */
  readonly contested?: (rule: Rule | undefined, branches: ReadonlyArray<Exits<T>>) => (weight: T) => T
  /** What else is known of a retried step. */
  readonly retried?: (schedule: Schedule, body: Exits<T>) => (weight: T) => T
  /** What else is known of a bracket. */
  readonly bracketed?: (acquire: T, use: T, release: T) => (weight: T) => T
  /** What else is known of a scope that fails or is stopped, and pays what it owes. */
  readonly paid?: (weight: T) => T
  /** What else is known of what has become final: sealed, or done by a called workflow. */
  readonly final?: (weight: T) => T
  /** The greatest number of items of a `forEach`; `Infinity` when left out. */
  readonly items?: number
  /** The greatest number of turns of a loop; `Infinity` when left out. */
  readonly turns?: number
}
