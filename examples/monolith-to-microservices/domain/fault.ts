/**
 * What is to go wrong with a command: instructions for rehearsals.
 * @module
 */
import type { Unavailable } from "./failure.ts"

/** An operation that gets no answer. */
export interface Fault {
  readonly at: "Inventory.reserve" | "Payments.charge" | "Orders.confirm"
  /** Nothing is done, or all is done and only the answer is lost. Callers cannot tell one from the other. */
  readonly when: "before it is done" | "after it is done"
  /** How many attempts it concerns; there are two. */
  readonly attempts: 1 | 2
}

/** Tells whether an attempt at an operation gets no answer, and when. */
export const faultAt = (
  fault: Fault | undefined,
  operation: string,
  attempt: number
): Fault["when"] | undefined =>
  fault?.at === operation && attempt <= fault.attempts ? fault.when : undefined

/** What a caller makes of a missing answer. */
export const unavailable = (service: string): Unavailable => ({ _tag: "Unavailable", service })

/** The header in which a rehearsal tells a service when to break the connection. */
export const FAULT_HEADER = "x-rehearse-fault"
