/**
 * Random calls of operations, to reach states and to be compared in them.
 * @module
 */
import * as fc from "fast-check"
import type { Outcome } from "../src/core/outcome.ts"
import { canonical } from "../src/transformations/canonical.ts"

/** A call of an operation. */
export interface Call {
  readonly operation: string
  readonly input: unknown
}

/** What calls are made of, with its types forgotten. */
export interface Inputs {
  readonly inputs: Readonly<Record<string, fc.Arbitrary<unknown>>>
  /** How many calls lead to a state, at most. */
  readonly longest: number
}

/** A call of one operation. */
export const call = ({ inputs }: Inputs, operation: string): fc.Arbitrary<Call> =>
  fc.record({ operation: fc.constant(operation), input: inputs[operation] ?? fc.constant(undefined) })

/** Calls of all operations, one after the other. */
export const histories = (given: Inputs): fc.Arbitrary<ReadonlyArray<Call>> =>
  fc.array(fc.oneof(...Object.keys(given.inputs).map((operation) => call(given, operation))), {
    maxLength: given.longest
  })

/** Calls as reports show them. */
export const shown = (calls: ReadonlyArray<Call>): string =>
  calls.length === 0
    ? "nothing"
    : calls.map(({ operation, input }) => `${operation}(${canonical(input)})`).join(" ; ")

/** What is compared of the outcome of a call: its output or its error. */
export const answerOf = (outcome: Outcome<unknown, unknown>): string => {
  if (outcome._tag === "Completed") return `Completed ${canonical(outcome.output)}`
  return outcome._tag === "Failed" ? `Failed ${canonical(outcome.error)}` : canonical(outcome)
}
