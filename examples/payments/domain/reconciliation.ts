/**
 * Reconciliation: the books of the channels beside those of the processor, charge by charge.
 * @module
 */
import * as t from "io-ts"
import { record } from "../../order-fulfilment/domain/codec.ts"
import { Currency, showMoney } from "../../order-fulfilment/domain/money.ts"
import { Natural } from "../../order-fulfilment/domain/number.ts"
import { Text } from "../../order-fulfilment/domain/order.ts"
import { Day, PaymentId, Reference } from "./identity.ts"

/** What is kept of a charge, as somebody has it in the books. */
export type Line = t.TypeOf<typeof Line>
export const Line = record("a line of a statement", {
  reference: Reference,
  payment: PaymentId,
  currency: Currency,
  amount: Natural
})

/** What the processor expects from the channels, and the payments that are still moving. */
export type Receivables = t.TypeOf<typeof Receivables>
export const Receivables = record("receivables", {
  lines: t.readonlyArray(Line),
  moving: t.readonlyArray(PaymentId)
})

/** What came of comparing them. */
export type Reconciliation = t.TypeOf<typeof Reconciliation>
export const Reconciliation = record("a reconciliation", {
  day: Day,
  /** How many charges agree. */
  matched: Natural,
  /** Charges of payments that are still moving; they will be looked at again. */
  inTransit: t.readonlyArray(Reference),
  /** What a person has to look at. */
  differences: t.readonlyArray(Text)
})

/**
 * The receivables, looked at before and after the channels were asked: a payment that has changed in between has moved, and
 * what a channel says of it may be older or newer than what the ledger says.
 */
export const steady = (before: Receivables, after: Receivables): Receivables => {
  const [one, other] = [amountsOf(before), amountsOf(after)]
  const changed = [...before.lines, ...after.lines].filter(
    ({ reference }) => one.get(reference) !== other.get(reference)
  )
  return {
    lines: after.lines,
    moving: [...before.moving, ...after.moving, ...changed.map(({ payment }) => payment)]
  }
}

const amountsOf = ({ lines }: Receivables): ReadonlyMap<Reference, Natural> =>
  new Map(lines.map(({ reference, amount }) => [reference, amount]))

/** Compares what the channels say with what the processor has in its books. */
export const reconcile = (
  day: Day,
  statement: ReadonlyArray<Line>,
  { lines, moving }: Receivables
): Reconciliation => {
  const theirs = new Map(statement.map((line) => [line.reference, line]))
  const ours = new Map(lines.map((line) => [line.reference, line]))
  const isMoving = new Set(moving)
  const inTransit: Array<Reference> = []
  const differences: Array<Text> = []
  let matched = 0
  for (const [reference, line] of new Map([...theirs, ...ours])) {
    const [their, our] = [theirs.get(reference), ours.get(reference)]
    if (their?.amount === our?.amount && their?.currency === our?.currency) matched++
    else if (isMoving.has(line.payment)) inTransit.push(reference)
    else differences.push(`${reference}: the channel has ${shown(their)}, the ledger ${shown(our)}` as Text)
  }
  return { day, matched: matched as Natural, inTransit, differences }
}

const shown = (line: Line | undefined): string =>
  line === undefined ? "nothing" : showMoney(line.amount, line.currency)
