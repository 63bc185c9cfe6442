/**
 * Fault plans: which call of which operation fails, and how, as data that shrinks.
 * @module
 */
import * as fc from "fast-check"
import { type OperationName, undoNames, writeNames } from "./lab.ts"

/** One fault: the nth call of an operation fails with a typed error or throws. */
export interface Fault {
  readonly operation: string
  /** From 0. */
  readonly occurrence: number
  readonly kind: "error" | "defect"
}

/** What goes wrong, and which operations answer at once instead of later. */
export interface FaultPlan {
  readonly faults: ReadonlyArray<Fault>
  readonly synchronous: ReadonlyArray<string>
}

/** Which faults a law may meet. */
export interface FaultOptions {
  /** Typed errors of writes and reads. */
  readonly errors: boolean
  /** Writes that throw. */
  readonly defects: boolean
  /** Undos that throw, which leaves the run stuck. */
  readonly undos: boolean
  /** Some operations answer at once. A law about interleavings holds only when all can be kept waiting. */
  readonly synchronous: boolean
}

/** No faults, every operation asynchronous. */
export const faultless: FaultPlan = { faults: [], synchronous: [] }

const forward: ReadonlyArray<OperationName> = [...writeNames, "readA", "readB"]

/** Random fault plans; the empty one is the simplest. */
export const faultPlans = (options: FaultOptions): fc.Arbitrary<FaultPlan> => {
  const faults: Array<fc.Arbitrary<Fault>> = []
  const one = (operations: ReadonlyArray<string>, kind: Fault["kind"]): fc.Arbitrary<Fault> =>
    fc.record({
      operation: fc.constantFrom(...operations),
      occurrence: fc.constantFrom(0, 0, 0, 1, 2),
      kind: fc.constant(kind)
    })
  if (options.errors) faults.push(one(forward, "error"), one(forward, "error"), one(forward, "error"))
  if (options.defects) faults.push(one(writeNames, "defect"))
  if (options.undos) faults.push(one(undoNames, "defect"))
  return fc.record({
    faults:
      faults.length === 0
        ? fc.constant([])
        : fc.oneof(fc.constant([]), ...many(fc.array(fc.oneof(...faults), { minLength: 1, maxLength: 5 }))),
    synchronous: options.synchronous
      ? fc.oneof(fc.constant([]), fc.subarray([...forward, ...undoNames]))
      : fc.constant([])
  })
}

/** Three of four plans have faults. */
const many = <T>(plans: fc.Arbitrary<T>): ReadonlyArray<fc.Arbitrary<T>> => [plans, plans, plans]

/** Says a plan in words. */
export const showPlan = ({ faults, synchronous }: FaultPlan): string => {
  const shown = faults.map(({ operation, occurrence, kind }) => `${operation}#${occurrence}: ${kind}`)
  const sync = synchronous.length === 0 ? [] : [`synchronous: ${synchronous.join(" ")}`]
  return `{${[...shown, ...sync].join(", ")}}`
}
