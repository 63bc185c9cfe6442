import { run } from "lawful"
import { expect, test } from "vitest"
import type { End } from "../../../examples/order-fulfilment/invariant.ts"
import { fulfilOrder } from "../../../examples/order-fulfilment/fulfil-order.ts"
import { instantClock } from "../../../examples/order-fulfilment/instant-clock.ts"
import { shopInvariants } from "../../../examples/order-fulfilment/invariants.ts"
import { openShop, type Shop } from "../../../examples/order-fulfilment/services/open-shop.ts"
import { fileData, fileOf, type Instructions, orderData } from "./day.ts"

/** Runs an order, and says which invariants are broken at some moment, or at the end. */
const historyWith = async (given: Instructions, data = orderData("A", given)) => {
  const { stock, deliversTo, orders } = fileOf(fileData(data))
  const [entry] = orders
  if (entry === undefined) throw new Error("no order")
  const { faults = {}, ...order } = entry
  const { shop, services } = openShop({ stock, deliversTo, faults: new Map([[order.id, faults]]) })
  const invariants = shopInvariants(order.id)
  const broken: Array<string> = []
  const look = (end?: End, seen: Shop = shop): ReadonlyArray<string> =>
    invariants.flatMap(({ name, always, atEnd }) => {
      const wrong = always?.(seen) ?? (end === undefined ? undefined : atEnd?.(seen, end))
      return wrong === undefined ? [] : [`${name}: ${wrong}`]
    })
  const clock = instantClock()
  const fulfil = run(fulfilOrder, services, { clock, observe: () => broken.push(...look()) })
  const outcome = await fulfil(order, { id: order.id })
  return { order, shop, outcome, broken: [...broken, ...look(outcome)], look }
}

/** What is broken in a shop that has been tampered with, at the end of a run that went well until then. */
const brokenBy = async (
  tamper: (shop: Shop) => Partial<Shop>,
  given: Instructions = {}
): Promise<ReadonlyArray<string>> => {
  const { look, outcome, shop } = await historyWith(given)
  return look(outcome, { ...shop, ...tamper(structuredClone(shop)) })
}

const abroad = {
  ...orderData("A"),
  address: { street: "High Street 1", postcode: "E1", city: "London", country: "GB" }
}

test("every invariant holds at every moment of orders that end in every way", async () => {
  const histories = [
    await historyWith({}),
    await historyWith({ gatewayDown: 2, answerLost: 1 }),
    await historyWith({ cardDeclined: true }),
    await historyWith({ carrierRefuses: true }),
    await historyWith({ carrierRefuses: true, refundBroken: 2 }),
    await historyWith({ gatewayDown: 4 }),
    await historyWith({ answerLost: 4 }),
    await historyWith({ carrierRefuses: true, refundBroken: 4 }),
    await historyWith({}, abroad)
  ]

  expect(histories.flatMap(({ broken }) => broken)).toEqual([])
  expect(new Set(histories.map(({ outcome }) => outcome._tag))).toEqual(
    new Set(["Completed", "Failed", "Stuck"])
  )
})

test("a transaction with one leg breaks the conservation of money", async () => {
  expect(await brokenBy(({ legs }) => ({ legs: legs.slice(0, 1) }))).toEqual([
    "legsCancelOut: transaction T-1: its legs do not add up to zero"
  ])
})

test("a shelf below zero breaks the conservation of goods, too", async () => {
  const broken = await brokenBy(({ onHand }) => ({
    onHand: new Map([...onHand].map(([sku, count]) => [sku, sku === "cup" ? -1 : count]))
  }))

  expect(broken).toEqual([
    "stockIsNeverNegative: stock of cup: -1 on hand",
    "goodsAreConserved: stock of cup: 10 at the start, but -1 on hand and 1 held or issued"
  ])
})

test("a double charge is found", async () => {
  const broken = await brokenBy(({ legs }) => ({
    legs: [...legs, ...legs.map((leg) => ({ ...leg, transaction: 2 }))]
  }))

  expect(broken).toEqual([
    "chargedOnce: order A: costs 106.00 EUR, but 212.00 EUR are kept",
    "deskAgrees: order A: confirmed for 106.00 EUR, but 212.00 EUR are kept",
    "nothingIsLeft: order A: confirmed, so 106.00 EUR should have been kept, not 212.00 EUR"
  ])
})

test("a parcel that leaves twice is found", async () => {
  const broken = await brokenBy(({ parcels }) => ({
    parcels: new Map([...parcels, ...[...parcels].map(([key, parcel]) => [`${key}'`, parcel] as const)])
  }))

  expect(broken).toEqual([
    "shippedOnce: order A: has left in P-1 and P-1",
    "nothingIsLeft: order A: confirmed, with 2 parcels"
  ])
})

test("a parcel that nobody has paid for is found", async () => {
  expect(await brokenBy(() => ({ legs: [] }))).toContain(
    "parcelsArePaid: order A: P-1 has left, and is not paid"
  )
})

test("goods that left although they are back on the shelf are found", async () => {
  const broken = await brokenBy(({ opening, reservations }) => ({
    onHand: new Map(opening.map(({ sku, onHand }) => [sku, onHand])),
    reservations: new Map([...reservations].map(([id, shelf]) => [id, { ...shelf, state: "released" }]))
  }))

  expect(broken).toEqual(["parcelsAreReserved: order A: 2 x kettle have left in P-1, but 0 are put aside"])
})

test("a desk that says what is not so is found", async () => {
  const saying = (status: "open" | "confirmed" | "rejected" | "withdrawn", given?: Instructions) =>
    brokenBy(
      ({ orders }) => ({ orders: new Map([...orders].map(([id, filed]) => [id, { ...filed, status }])) }),
      given
    )

  expect(await saying("confirmed", { carrierRefuses: true })).toContain(
    "statusIsTrue: order A: confirmed, but no parcel has left"
  )
  expect(await saying("withdrawn")).toContain("statusIsTrue: order A: withdrawn, but a parcel has left")
  expect(await saying("rejected", { answerLost: 4 })).toEqual([
    "deskAgrees: order A: Failed, so withdrawn, but it is rejected"
  ])
  expect(await saying("open")).toEqual([
    "toldOnce: order A: open, but the customer got a letter",
    "deskAgrees: order A: Completed, so confirmed, but it is open",
    "nothingIsLeft: order A: still open"
  ])
})

test("a rejected order whose money or goods are kept is found", async () => {
  const charged = await brokenBy(({ legs }) => ({ legs: legs.slice(0, 2) }), { carrierRefuses: true })
  const held = await brokenBy(
    ({ onHand, reservations }) => ({
      onHand: new Map([...onHand].map(([sku, count]) => [sku, count - (sku === "cup" ? 1 : 2)])),
      reservations: new Map([...reservations].map(([id, shelf]) => [id, { ...shelf, state: "held" }]))
    }),
    { carrierRefuses: true }
  )

  expect(charged).toEqual([
    "statusIsTrue: order A: rejected, but 106.00 EUR are kept",
    "parcelOrNothing: order A: Completed and not shipped, but 106.00 EUR are kept",
    "nothingIsLeft: order A: rejected, so 0.00 EUR should have been kept, not 106.00 EUR"
  ])
  expect(held).toEqual([
    "statusIsTrue: order A: rejected, but 2 of its reservations are still held",
    "parcelOrNothing: order A: Completed and not shipped, but 2 x kettle are held"
  ])
})

test("a stuck run may keep what it says it owes, and nothing else", async () => {
  const { look, outcome } = await historyWith({ carrierRefuses: true, refundBroken: 4 })
  if (outcome._tag !== "Stuck") throw new Error("not stuck")

  expect(look(outcome)).toEqual([])
  expect(look({ ...outcome, owed: [] })).toEqual([
    "parcelOrNothing: order A: Stuck and not shipped, but 106.00 EUR are kept"
  ])
})

test("a customer who is told twice, or not at all, is found", async () => {
  const twice = await brokenBy(({ outbox }) => ({
    outbox: new Map([...outbox, ...[...outbox].map(([key, letter]) => [`${key}'`, letter] as const)])
  }))
  const never = await brokenBy(() => ({ outbox: new Map() }), { answerLost: 4 })

  expect(twice[0]).toBe("toldOnce: order A: the customer got 2 letters")
  expect(never).toEqual(["nothingIsLeft: order A: withdrawn, and the customer got 0 letters"])
})

test("an outcome that does not say what happened is found", async () => {
  const { look, outcome } = await historyWith({})
  if (outcome._tag !== "Completed" || outcome.output._tag !== "Confirmed") throw new Error("not confirmed")
  const { output } = outcome
  const parcel = `${output.parcel}0` as typeof output.parcel

  expect(look({ ...outcome, output: { ...output, parcel } })).toEqual([
    "deskAgrees: order A: confirmed with P-10, but P-1 has left"
  ])
  expect(look({ _tag: "Cancelled", reason: "", also: [], undone: [] })).toEqual([
    "deskAgrees: order A: Cancelled, so withdrawn or not on file, but it is confirmed"
  ])
  expect(look({ _tag: "Waiting", for: [] })).toEqual([
    "deskAgrees: order A: its run waits for what never comes"
  ])
})

test("what throws before the decision takes the order back, and what throws after it does not", async () => {
  const confirmed = await historyWith({})
  const withdrawn = await historyWith({ gatewayDown: 4 })
  const defect = (at: string): End => ({ _tag: "Defect", cause: "", at, also: [], undone: [] })

  expect(confirmed.look(defect("confirm/Notifications.send"))).toEqual([])
  expect(withdrawn.look(defect("Payments.charge"))).toEqual([])
  expect(confirmed.look(defect("Payments.charge"))).toEqual([
    "deskAgrees: order A: Defect, so withdrawn or not on file, but it is confirmed"
  ])
  expect(withdrawn.look(defect("reject/Orders.reject"))).toEqual([
    "deskAgrees: order A: Defect, so open or confirmed or rejected, but it is withdrawn"
  ])
})
