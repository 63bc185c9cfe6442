import { Context, Effect, Exit, Layer, ManagedRuntime } from "effect"
import type { Prepare } from "../side.ts"
import { letterOf, type Order, orderOf, Shop } from "../shop.ts"
import { type Services, servicesOf } from "./services.ts"

class Customers extends Context.Service<Customers, Services["Customers"]>()("Customers") {}
class Inventory extends Context.Service<Inventory, Services["Inventory"]>()("Inventory") {}
class Risks extends Context.Service<Risks, Services["Risks"]>()("Risks") {}
class Payments extends Context.Service<Payments, Services["Payments"]>()("Payments") {}
class Shipping extends Context.Service<Shipping, Services["Shipping"]>()("Shipping") {}
class Books extends Context.Service<Books, Services["Books"]>()("Books") {}
class Letters extends Context.Service<Letters, Services["Letters"]>()("Letters") {}

/** Does something, and undoes it when the scope around it fails. */
const undoable = <A, E, R>(act: Effect.Effect<A, E, R>, undo: (done: A) => Effect.Effect<void>) =>
  Effect.acquireRelease(act, (done, exit) => (Exit.isSuccess(exit) ? Effect.void : undo(done)))

/** The workflow as one writes it in Effect by hand. */
const fulfil = Effect.fnUntraced(function* (order: Order) {
  const customers = yield* Customers
  const inventory = yield* Inventory
  const risks = yield* Risks
  const payments = yield* Payments
  const shipping = yield* Shipping
  const books = yield* Books
  const letters = yield* Letters

  const customer = yield* customers.find(order.customer)
  yield* Effect.all(
    order.items.map((item) => undoable(inventory.reserve(item), inventory.release)),
    { concurrency: "unbounded" }
  )
  const risk = yield* risks.score(order)
  const paid = yield* undoable(
    Effect.retry(payments.charge({ order: order.id, amount: order.amount }), {
      times: 2,
      while: ({ _tag }) => _tag === "GatewayDown"
    }),
    payments.refund
  )
  yield* undoable(shipping.book(order.id), shipping.cancel)
  yield* undoable(books.invoice(paid), books.void)
  yield* undoable(books.credit(paid), books.debit)
  return yield* Effect.uninterruptible(letters.send(letterOf(order, customer, risk)))
}, Effect.scoped)

export const prepare: Prepare = () => {
  const shop = new Shop()
  const services = servicesOf(shop)
  const runtime = ManagedRuntime.make(
    Layer.mergeAll(
      Layer.succeed(Customers, services.Customers),
      Layer.succeed(Inventory, services.Inventory),
      Layer.succeed(Risks, services.Risks),
      Layer.succeed(Payments, services.Payments),
      Layer.succeed(Shipping, services.Shipping),
      Layer.succeed(Books, services.Books),
      Layer.succeed(Letters, services.Letters)
    )
  )
  return async (input) => {
    shop.open()
    const fulfilled = Effect.match(fulfil(orderOf(input)), {
      onSuccess: (letter) => letter,
      onFailure: ({ _tag }) => _tag as string
    })
    return `${await runtime.runPromise(fulfilled)}: ${shop.books}`
  }
}
