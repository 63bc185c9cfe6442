import { pipe } from "fp-ts/lib/function.js"
import { implement, run, Step } from "lawful"
import { expect, test } from "vitest"
import { totalOf } from "../../../examples/order-fulfilment/domain/order.ts"
import { fulfilOrder } from "../../../examples/order-fulfilment/fulfil-order.ts"
import { instantClock } from "../../../examples/order-fulfilment/instant-clock.ts"
import { openShop } from "../../../examples/order-fulfilment/services/open-shop.ts"
import { Inventory } from "../../../examples/order-fulfilment/signatures/inventory.ts"
import { Notifications } from "../../../examples/order-fulfilment/signatures/notifications.ts"
import { Orders } from "../../../examples/order-fulfilment/signatures/orders.ts"
import { type Bill, Payments } from "../../../examples/order-fulfilment/signatures/payments.ts"
import { fileData, fileOf, type Instructions, orderData } from "./day.ts"

const open = (faults?: Instructions) => {
  const { stock, deliversTo, orders } = fileOf(fileData(orderData("A", faults)))
  const [entry] = orders
  if (entry === undefined) throw new Error("no order")
  const { faults: given = {}, ...order } = entry
  return { order, ...openShop({ stock, deliversTo, faults: new Map([[order.id, given]]) }) }
}

test("a run that is delivered twice under one id changes nothing the second time", async () => {
  const { order, services, shop } = open()
  const fulfil = run(fulfilOrder, services)

  const first = await fulfil(order, { id: "run" })
  const before = structuredClone(shop)
  const second = await fulfil(order, { id: "run" })

  expect(second).toEqual(first)
  expect(shop).toEqual(before)
})

test("a bill that is refunded twice gives the money back once", async () => {
  const { order, services, shop } = open()
  const bill = { order: order.id, card: order.card, total: totalOf(order) }
  const chargeThenRefundTwice = pipe(
    Step.identity<Bill>(),
    Step.tap((it) => it, Payments.charge),
    Step.tap((it) => it, Payments.refund),
    Step.andThen(pipe(Payments.refund, Step.label("again")))
  )

  const outcome = await run(chargeThenRefundTwice, services)(bill)

  expect(outcome).toMatchObject({ _tag: "Completed", output: { refunded: { amount: 0 } } })
  expect(shop.legs.map(({ memo }) => memo)).toEqual(["charge", "charge", "refund", "refund"])
})

test("goods that are released twice go back to the shelf once", async () => {
  const { order, services, shop } = open()
  const [kettles] = order.items.map(({ sku, quantity }) => ({ order: order.id, sku, quantity }))
  if (kettles === undefined) throw new Error("no items")
  const reserveThenReleaseTwice = pipe(
    Inventory.reserve,
    Step.tap((it) => it, Inventory.release),
    Step.tap((it) => it, pipe(Inventory.release, Step.label("again")))
  )

  const outcome = await run(reserveThenReleaseTwice, services)(kettles)

  expect(outcome._tag).toBe("Completed")
  expect([...shop.onHand.values()]).toEqual([10, 10])
})

test("an order that comes to the desk a second time is not opened again", async () => {
  const { order, services, shop } = open()
  const createAgain = pipe(
    Orders.create,
    Step.tap(({ id }) => id, Orders.withdraw),
    Step.andThen(pipe(Orders.create, Step.label("again")))
  )

  const outcome = await run(createAgain, services)(order)

  expect(outcome).toEqual({ _tag: "Completed", output: order })
  expect(shop.orders.get(order.id)?.status).toBe("withdrawn")
})

test("once the parcel has left nothing is undone, whatever breaks after it", async () => {
  const { order, services, shop } = open()
  const broken = implement(Notifications, {
    send: () => {
      throw new Error("the post office is on fire")
    }
  })

  const outcome = await run(fulfilOrder, [
    ...services.filter(({ signature }) => signature.name !== "Notifications"),
    broken
  ])(order)

  expect(outcome).toMatchObject({ _tag: "Defect", at: "confirm/Notifications.send", undone: [] })
  expect(shop.parcels.size).toBe(1)
  expect(shop.legs.map(({ memo }) => memo)).toEqual(["charge", "charge"])
  expect(shop.orders.get(order.id)?.status).toBe("confirmed")
})

test("a run that is cancelled while it waits for the gateway undoes everything", async () => {
  const { order, services, shop } = open({ answerLost: 3 })
  const controller = new AbortController()
  const fulfil = run(fulfilOrder, services, {
    clock: instantClock(),
    observe: ({ kind }) => {
      if (kind === "retrying") queueMicrotask(() => controller.abort("shop closed"))
    }
  })

  const outcome = await fulfil(order, { id: order.id, signal: controller.signal })

  expect(outcome).toMatchObject({ _tag: "Cancelled", reason: "shop closed" })
  expect([...shop.onHand.values()]).toEqual([10, 10])
  expect(shop.legs.map(({ memo }) => memo)).toEqual(["charge", "charge", "refund", "refund"])
  expect(shop.orders.get(order.id)?.status).toBe("withdrawn")
})
