/**
 * The payment service: payments and refunds in books of their own.
 * @module
 */
import { type Implementation, implement, runSync } from "lawful"
import { answersSchema } from "../database/once.ts"
import type { Database } from "../database/sqlite.ts"
import { PaymentsBook } from "../domain/books.ts"
import { amountDue, type Bill, EMPTY_CARD, Payment, Refund } from "../domain/payment.ts"
import { Account, Payments } from "../signatures/payments.ts"
import { route, type Service } from "./service.ts"

/** How the amount of a bill is found. */
export type Pricing = (database: Database, bill: Bill) => number

/** The service, for a pricing. */
export const paymentsServiceBy = (pricing: Pricing): Service<PaymentsBook> => ({
  name: "Payments",
  schema: `
    CREATE TABLE IF NOT EXISTS payments (
      "order" INTEGER PRIMARY KEY, customer TEXT NOT NULL, amount INTEGER NOT NULL
    );
    CREATE TABLE IF NOT EXISTS refunds ("order" INTEGER PRIMARY KEY, amount INTEGER NOT NULL);
    ${answersSchema}`,
  book: PaymentsBook,
  routes: (database) => {
    const till = [over(database, pricing)]
    return {
      charge: route(Payments.charge, runSync(Payments.charge, till)),
      refund: route(Payments.refund, runSync(Payments.refund, till)),
      accountOf: route(Payments.accountOf, runSync(Payments.accountOf, till))
    }
  },
  load: (database, { payments, refunds }) => {
    for (const payment of payments) insert(database, payment)
    for (const refund of refunds) giveBack(database, refund)
  },
  dump: (database) => ({
    payments: database.rows(Payment, `SELECT * FROM payments ORDER BY "order"`),
    refunds: database.rows(Refund, `SELECT * FROM refunds ORDER BY "order"`)
  })
})

/** The service. */
export const paymentsService: Service<PaymentsBook> = paymentsServiceBy((_, bill) => amountDue(bill))

const over = (database: Database, pricing: Pricing): Implementation<"Payments"> =>
  implement(Payments, {
    charge: (bill, { fail }) => {
      const { order, customer, card } = bill
      const amount = pricing(database, bill)
      if (card === EMPTY_CARD) return fail({ _tag: "Declined", amount })
      const payment = { order, customer, amount }
      insert(database, payment)
      return payment
    },
    refund: (order) => {
      const open = database.row(
        Payment,
        `SELECT * FROM payments WHERE "order" = ? AND "order" NOT IN (SELECT "order" FROM refunds)`,
        order
      )
      if (open === undefined) return 0
      giveBack(database, { order, amount: open.amount })
      return open.amount
    },
    accountOf: (customer) =>
      database.row(
        Account,
        `SELECT coalesce(sum(payments.amount), 0) AS charged, coalesce(sum(refunds.amount), 0) AS refunded
         FROM payments LEFT JOIN refunds USING ("order") WHERE customer = ?`,
        customer
      ) ?? { charged: 0, refunded: 0 }
  })

const insert = (database: Database, { order, customer, amount }: Payment): void =>
  void database.change("INSERT INTO payments VALUES (?, ?, ?)", order, customer, amount)

const giveBack = (database: Database, { order, amount }: Refund): void =>
  void database.change("INSERT INTO refunds VALUES (?, ?)", order, amount)
