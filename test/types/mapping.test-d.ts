import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Mapping, run, Saga, Signature, Step, Workflow } from "lawful"
import { expectError, expectType } from "tsd"
import { CardDeclined, Inventory, Order, type OutOfStock, Parcels, Payments } from "./messages/domain.ts"

const Db = Signature.make("Db", {
  insert: { input: Order, output: t.string, effect: "undoable" },
  remove: { input: t.string, output: t.void, effect: "undo" }
})
const Gateway = Signature.make("Gateway", {
  post: { input: Order, output: t.string, error: CardDeclined, effect: "irreversible" },
  count: { input: Order, output: t.number, effect: "readonly" }
})
const inserting = pipe(
  Step.identity<Order>(),
  Step.tap((order: Order) => order, Gateway.count),
  Step.andThen(Saga.undoable(Db.insert, Db.remove))
)

// The signature is replaced by what its images require.
const toServices = Mapping.make(Payments, { charge: inserting, refund: Db.remove })
expectType<Mapping<{ readonly Payments: "Db" | "Gateway" }>>(toServices)

// A step keeps its input, its output, its errors and what is irreversible in it.
const charge = Saga.undoable(Payments.charge, Payments.refund)
expectType<Step<Order, string, CardDeclined, "Db" | "Gateway">>(Mapping.step(toServices)(charge))
expectType<Step<Order, string, CardDeclined, "Db" | "Gateway", "Payments.charge (no undo)">>(
  pipe(Payments.charge, Mapping.step(toServices))
)
expectType<
  Step<Order, string, CardDeclined, "Db" | "Gateway" | "Parcels" | "event:Paid", "Parcels.dispatch">
>(
  Mapping.step(toServices)(
    {} as Step<Order, string, CardDeclined, "Payments" | "Parcels" | "event:Paid", "Parcels.dispatch">
  )
)

// What is left out is still required; when nothing is left out, it is not.
const some = Mapping.partial(Payments, { refund: Db.remove })
expectType<Mapping<{ readonly Payments: "Payments" | "Db" }>>(some)
expectType<Step<Order, string, CardDeclined, "Payments" | "Db">>(Mapping.step(some)(charge))
expectType<Mapping<{ readonly Payments: "Db" }>>(
  Mapping.partial(Payments, { charge: Db.insert, refund: Db.remove })
)
expectType<Step<Order, string, CardDeclined, "Payments">>(Mapping.step(Mapping.identity)(charge))

// One after the other, and at once.
const toGateway = Mapping.partial(Db, { insert: pipe(Gateway.count, Step.map(String)) })
expectType<Mapping<{ readonly Payments: "Db" | "Gateway"; readonly Db: "Db" | "Gateway" }>>(
  pipe(toServices, Mapping.andThen(toGateway))
)
const toRows = Mapping.partial(Inventory, { check: Step.succeed(1) })
expectType<Mapping<{ readonly Payments: "Db" | "Gateway"; readonly Inventory: "Inventory" }>>(
  Mapping.all([toServices, toRows])
)
expectType<Step<Order, string, CardDeclined | OutOfStock, "Db" | "Gateway" | "Inventory">>(
  Mapping.step(Mapping.all([toServices, toRows]))(
    {} as Step<Order, string, CardDeclined | OutOfStock, "Payments" | "Inventory">
  )
)

// A workflow keeps all but what it requires.
const paying = Workflow.make("paying", {
  version: 2,
  effect: "irreversible",
  input: Order,
  output: t.string,
  error: CardDeclined,
  body: charge
})
const mapped = Mapping.workflow(toServices)(paying)
expectType<
  Workflow<"paying", Order, string, CardDeclined, "Db" | "Gateway"> & { readonly effect: "irreversible" }
>(mapped)
expectType<Step<Order, string, CardDeclined, "workflow:paying", "call:paying">>(Step.call(mapped))

// An irreversible operation may have any image, and so may an undo, as long as it does not fail.
expectType<Mapping<{ readonly Parcels: "Parcels" | "Gateway" }>>(
  Mapping.partial(Parcels, { dispatch: pipe(Gateway.post, Step.catchAll(Step.succeed("none"))) })
)
expectError(Mapping.partial(Parcels, { dispatch: Gateway.post }))
expectError(Mapping.make(Payments, { charge: Db.insert }))
expectError(Mapping.partial(Payments, { charge: Gateway.post }))
expectError(Mapping.partial(Payments, { charge: Gateway.count }))
expectError(Mapping.make(Payments, { charge: Db.insert, refund: Db.remove, other: Db.remove }))

// Values in another representation.
const Euros = new t.Type<number, string>("Euros", t.number.is, t.number.validate, String)
expectType<Step<number, Order, never, never>>(
  Mapping.through({ input: Euros, output: Order })({} as Step<string, Order>)
)
expectError(Mapping.through({ input: Euros, output: Euros })({} as Step<number, string>))
expectError(Mapping.through({ input: Euros, output: Euros })({} as Step<string, number>))

// An implementation along a mapping provides what is mapped, out of what its images require.
declare const db: import("lawful").Implementation<"Db">
declare const gateway: import("lawful").Implementation<"Gateway">
expectType<import("lawful").Implementation<"Payments">>(
  Mapping.implement(Payments, toServices, (step) => run(step, [db, gateway]))
)
expectError(Mapping.implement(Payments, toServices, (step) => run(step, [db])))
