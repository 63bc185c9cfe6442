/** The order workflow that every interpreter runs: ten operations, four of them asynchronous, undone when one refuses. */
import { Codec, Saga, Schedule, Signature, Step } from "lawful"
import { type Charge, type Customer, type Item, letterOf, type Order, type Refusal } from "./shop.ts"

const of = Codec.unchecked
const nothing = of<void>("nothing")
const refusal = of<Refusal>("refusal")

export const Customers = Signature.make("Customers", {
  find: { input: of<string>("id"), output: of<Customer>("customer"), effect: "readonly" }
})

export const Inventory = Signature.make("Inventory", {
  reserve: { input: of<Item>("item"), output: of<Item>("item"), error: refusal, effect: "undoable" },
  release: { input: of<Item>("item"), output: nothing, effect: "undo" }
})

export const Risks = Signature.make("Risks", {
  score: { input: of<Order>("order"), output: of<number>("risk"), effect: "readonly" }
})

export const Payments = Signature.make("Payments", {
  charge: { input: of<Charge>("charge"), output: of<Charge>("charge"), error: refusal, effect: "undoable" },
  refund: { input: of<Charge>("charge"), output: nothing, effect: "undo" }
})

export const Shipping = Signature.make("Shipping", {
  book: { input: of<number>("order"), output: of<number>("booking"), error: refusal, effect: "undoable" },
  cancel: { input: of<number>("booking"), output: nothing, effect: "undo" }
})

export const Books = Signature.make("Books", {
  invoice: { input: of<Charge>("charge"), output: of<number>("invoice"), effect: "undoable" },
  void: { input: of<number>("invoice"), output: nothing, effect: "undo" },
  credit: { input: of<Charge>("charge"), output: of<Charge>("charge"), error: refusal, effect: "undoable" },
  debit: { input: of<Charge>("charge"), output: nothing, effect: "undo" }
})

export const Letters = Signature.make("Letters", {
  send: { input: of<string>("letter"), output: of<string>("letter"), effect: "irreversible" }
})

const reserve = Saga.undoable(Inventory.reserve, Inventory.release)
const item = (index: 0 | 1 | 2) => reserve.pipe(Step.mapInput((order: Order) => order.items[index]))

const charge = Saga.undoable(
  Payments.charge.pipe(Step.retry(Schedule.immediately(2).pipe(Schedule.onlyFor("GatewayDown")))),
  Payments.refund
)

export const fulfil = Step.begin<Order>().pipe(
  Step.bind("customer", ({ input }) => input.customer, Customers.find),
  Step.bind("items", ({ input }) => input, Step.all([item(0), item(1), item(2)])),
  Step.bind("risk", ({ input }) => input, Risks.score),
  Step.bind("paid", ({ input }) => ({ order: input.id, amount: input.amount }), charge),
  Step.bind("parcel", ({ input }) => input.id, Saga.undoable(Shipping.book, Shipping.cancel)),
  Step.bind("invoice", ({ paid }) => paid, Saga.undoable(Books.invoice, Books.void)),
  Step.bind("points", ({ paid }) => paid, Saga.undoable(Books.credit, Books.debit)),
  Step.map(({ input, customer, risk }) => letterOf(input, customer, risk)),
  Step.andThen(Letters.send)
)
