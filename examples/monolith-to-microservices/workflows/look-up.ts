/**
 * Questions: what a customer has ordered and paid, and what is in stock.
 * @module
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Step, Workflow } from "lawful"
import { StockLine } from "../domain/books.ts"
import { Unavailable } from "../domain/failure.ts"
import { Order } from "../domain/order.ts"
import { Inventory } from "../signatures/inventory.ts"
import { Orders } from "../signatures/orders.ts"
import { Account, Payments } from "../signatures/payments.ts"

/** The orders of a customer, and the money that was paid for them: from one database or from two services. */
export const statement = Workflow.make("statement", {
  version: 1,
  effect: "readonly",
  input: t.string,
  output: t.readonly(t.type({ orders: t.readonlyArray(Order), account: Account })),
  error: Unavailable,
  body: Step.all({ orders: Orders.ordersOf, account: Payments.accountOf })
})

/** What can be sold. */
export const stockReport = Workflow.make("stock-report", {
  version: 1,
  effect: "readonly",
  input: t.void,
  output: t.readonlyArray(StockLine),
  error: Unavailable,
  body: pipe(Inventory.stock)
})
