/**
 * The service that assesses payments by rules.
 * @module
 */
import { type Implementation, implement } from "lawful"
import type { Payment } from "../domain/payment.ts"
import { type Assessment, Risk } from "../signatures/risk.ts"
import type { Books, Rule } from "./books.ts"

/** Serves from the table of rules. */
export const riskOf = ({ rules }: Books): Implementation<"Risk"> =>
  implement(Risk, { assess: (payment) => assess([...rules.values()], payment) })

/** What rules say of a payment: the strictest one that applies counts. */
export const assess = (rules: ReadonlyArray<Rule>, payment: Payment): Assessment => {
  const applying = rules.filter((rule) => applies(rule, payment))
  const forbidding = applying.find((rule) => rule.verdict === "forbid")
  if (forbidding !== undefined) return { _tag: "Forbidden", rule: forbidding.name }
  const [doubting] = applying
  return doubting === undefined ? { _tag: "Clear" } : { _tag: "Doubtful", rule: doubting.name }
}

const applies = ({ above, payer }: Rule, payment: Payment): boolean =>
  (above === undefined ||
    (above.currency === payment.money.currency && payment.money.amount > above.amount)) &&
  (payer === undefined || payer === payment.payer)
