/**
 * Faults as data: what goes wrong in a simulation.
 * @module
 */
import type { OperationRequest } from "../core/node.ts"
import { operationName } from "../core/operation.ts"
import type { ErrorOf } from "../core/step.ts"

/** Something that goes wrong with a call of an operation. */
export interface Fault {
  /** The name of the operation: `Payments.charge`. */
  readonly operation: string
  /** Which of its calls, from 1; any call when left out. */
  readonly call?: number
  /** Only calls that do something, or only those that undo something; both when left out. */
  readonly when?: "doing" | "undoing"
  readonly what: /** It fails with this typed error, and has done nothing. */
    | { readonly kind: "fails"; readonly error: unknown }
    /** It throws, and has done nothing. */
    | { readonly kind: "throws"; readonly message: string }
    /** It takes so many milliseconds. */
    | { readonly kind: "slow"; readonly by: number }
    /** It is done, and the answer gets lost: nobody knows whether it happened until it is delivered again. */
    | { readonly kind: "loses its answer" }
    /** It is delivered twice, under the same key. */
    | { readonly kind: "comes twice" }
}

/** Which call of an operation a fault is about. */
export interface Which {
  /** From 1; any call when left out. */
  readonly call?: number
  /** Only calls that do something, or only those that undo something; both when left out. */
  readonly when?: "doing" | "undoing"
}

/** An operation, as a signature gives it. */
export interface Faulty {
  readonly request: OperationRequest
}

export { every } from "./verify-saga/every-fault.ts"

const fault = ({ request }: Faulty, { call, when }: Which, what: Fault["what"]): Fault => ({
  operation: operationName(request.operation),
  ...(call === undefined ? {} : { call }),
  ...(when === undefined ? {} : { when }),
  what
})

/**
 * The operation fails with one of its typed errors.
 * @example
 * import { Fault } from "lawful/simulator"
 * const Card = Signature.make("Card", { charge: { input: t.number, output: t.string, error: t.type({ _tag: t.literal("Declined") }), effect: "undoable" } })
 * Fault.fails(Card.charge, { _tag: "Declined" }, { call: 2 }).call // => 2
 */
export const fails = <O extends Faulty>(operation: O, error: ErrorOf<O>, which: Which = {}): Fault =>
  fault(operation, which, { kind: "fails", error })

/**
 * The operation throws without having done anything.
 * @example
 * import { Fault } from "lawful/simulator"
 * const Mail = Signature.make("Mail", { send: { input: t.string, output: t.void, effect: "irreversible" } })
 * Fault.throws(Mail.send).what // => { kind: "throws", message: "Mail.send threw" }
 */
export const throws = (operation: Faulty, which: Which & { readonly message?: string } = {}): Fault =>
  fault(operation, which, {
    kind: "throws",
    message: which.message ?? `${operationName(operation.request.operation)} threw`
  })

/**
 * The operation takes so many milliseconds of virtual time; others take none.
 * @example
 * import { Fault } from "lawful/simulator"
 * const Mail = Signature.make("Mail", { send: { input: t.string, output: t.void, effect: "irreversible" } })
 * Fault.slow(Mail.send, 5_000).what // => { kind: "slow", by: 5000 }
 */
export const slow = (operation: Faulty, by: number, which: Which = {}): Fault => {
  if (!(by >= 0))
    throw new RangeError(`expected a number of milliseconds from 0 (was ${by}). (simulator/out-of-range)`)
  return fault(operation, which, { kind: "slow", by })
}

/**
 * The operation is done, and its answer gets lost: the caller does not know whether it happened.
 *
 * It is delivered again under the same key; an operation that is delivered at most once ends with the defect
 * `operation/outcome-unknown`.
 * @example
 * import { Fault } from "lawful/simulator"
 * const Mail = Signature.make("Mail", { send: { input: t.string, output: t.void, effect: "irreversible" } })
 * Fault.losesAnswer(Mail.send).what.kind // => "loses its answer"
 */
export const losesAnswer = (operation: Faulty, which: Which = {}): Fault =>
  fault(operation, which, { kind: "loses its answer" })

/**
 * The operation is delivered twice under the same key.
 * @example
 * import { Fault } from "lawful/simulator"
 * const Mail = Signature.make("Mail", { send: { input: t.string, output: t.void, effect: "irreversible" } })
 * Fault.comesTwice(Mail.send, { call: 1 }).operation // => "Mail.send"
 */
export const comesTwice = (operation: Faulty, which: Which = {}): Fault =>
  fault(operation, which, { kind: "comes twice" })
