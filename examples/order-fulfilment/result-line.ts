/**
 * How a run ended, in one line.
 * @module
 */
import type { Debt, Outcome } from "lawful"
import { describe } from "./describe.ts"
import type { Fulfilment } from "./domain/fulfilment.ts"
import { showMoney } from "./domain/money.ts"
import { why } from "./domain/rejection.ts"
import { printable } from "./printable.ts"
import type { GatewayDown } from "./signatures/payments.ts"
import { reason } from "./timeline.ts"

/** Says how a run ended. */
export const resultLine = (outcome: Outcome<Fulfilment, GatewayDown>): string =>
  printable(`  = ${sayOutcome(outcome)}`)

const sayOutcome = (outcome: Outcome<Fulfilment, GatewayDown>): string => {
  switch (outcome._tag) {
    case "Completed":
      return sayFulfilment(outcome.output)
    case "Failed":
      return "failed, everything is undone: the payment gateway is down"
    case "Stuck":
      return `stuck, still to be undone by hand: ${outcome.owed.map(debt).join(", ")} (${outcome.also.map(reason).join("; ")})`
    case "Cancelled":
      return `cancelled; undone: ${outcome.undone.join(", ") || "nothing"}`
    case "Defect":
      return `defect in ${outcome.at}: ${String(outcome.cause)}; undone: ${outcome.undone.join(", ") || "nothing"}`
  }
}

const sayFulfilment = (fulfilment: Fulfilment): string => {
  switch (fulfilment._tag) {
    case "Confirmed":
      return `confirmed: ${showMoney(fulfilment.paid.amount, fulfilment.paid.currency)} paid, parcel ${fulfilment.parcel} is on its way`
    case "Rejected":
      return `rejected: ${why(fulfilment.reason)}`
  }
}

const debt = ({ of, input }: Debt): string => `${of} ${describe(input)}`.trimEnd()
