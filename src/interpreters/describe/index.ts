/**
 * What a step may do, without running it.
 * @module
 */
export { type Describable, describe, type DescribeOptions } from "./describe.ts"
export { type Described, description } from "./interpreter.ts"
export { inWords } from "./in-words.ts"
export type {
  Bound,
  Bounds,
  CallUse,
  Description,
  Duration,
  Effects,
  EventUse,
  Leaving,
  OperationUse,
  TimerUse,
  Use
} from "./description.ts"
export type { Line } from "./passage.ts"
export type { Warning, WarningCode } from "./warning.ts"

// Weights of your own.
export { weigh } from "./weigh.ts"
export type { Weights } from "./weights.ts"
export type { Exits } from "./exits.ts"
export type { Rule } from "./contest.ts"
export { fewest, greatest, longest, most, possible, type Semiring, shortest, together } from "./semiring.ts"
export { type Some, some, someOf, thingsIn } from "./some.ts"
export { type Every, every, everyOf, thingsOf } from "./every.ts"
