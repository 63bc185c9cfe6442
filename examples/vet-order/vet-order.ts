/**
 * Vets an order: written one step after the other, as one thinks of it; run side by side, as far as laws allow it.
 * @module
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Step, Workflow } from "lawful"
import { optimise } from "lawful/optimise"
import { Bureaus, Order, Unknown } from "./bureaus.ts"

/** What is said of an order. */
const Verdict = t.type({ accepted: t.boolean, score: t.number })

/** One question after the other. */
export const vetOrder = Workflow.make("vet-order", {
  version: 1,
  effect: "readonly",
  input: Order,
  output: Verdict,
  error: Unknown,
  body: pipe(
    Step.begin<t.TypeOf<typeof Order>>(),
    Step.bindFrom("credit", ["input"], ({ input: { customer } }) => ({ customer }), Bureaus.credit),
    Step.bindFrom("stock", ["input"], ({ input: { sku, quantity } }) => ({ sku, quantity }), Bureaus.stock),
    Step.bindFrom("address", ["input"], ({ input: { street, city } }) => ({ street, city }), Bureaus.address),
    Step.map(({ credit, stock, address }) => ({
      accepted: credit.score > 500 && stock.available && address.deliverable,
      score: credit.score
    }))
  )
})

/** All questions at once. An unknown customer is still refused, whatever else is asked in the meantime. */
export const quickVetOrder = optimise(vetOrder, { version: 2, level: "effects" })
