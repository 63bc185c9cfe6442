import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Mapping, run } from "lawful"
import { afterEach, describe, expect, test } from "vitest"
import { balanceOf } from "../../../../examples/order-fulfilment/balance.ts"
import type { Order, OrderId } from "../../../../examples/order-fulfilment/domain/order.ts"
import { fulfilOrder } from "../../../../examples/order-fulfilment/fulfil-order.ts"
import { toRealParts } from "../../../../examples/order-fulfilment/implementation/mapping.ts"
import {
  openRealShop,
  type RealShop,
  type RealShopPlan
} from "../../../../examples/order-fulfilment/implementation/open-real-shop.ts"
import {
  fulfilRealOrder,
  processRealOrders
} from "../../../../examples/order-fulfilment/implementation/process-real-orders.ts"
import { Orders } from "../../../../examples/order-fulfilment/signatures/orders.ts"
import { Payments } from "../../../../examples/order-fulfilment/signatures/payments.ts"
import type { Processed } from "../../../../examples/order-fulfilment/process-orders.ts"
import { dayOf, fileData, fileOf, orderData, shippedFile } from "../day.ts"
import { describeWithBroker, listenTo } from "./broker.ts"

const closing: Array<() => Promise<void>> = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const { stock, deliversTo, orders } = fileOf(fileData(orderData("A"), orderData("B")))
const [orderA, orderB] = orders as readonly [Order, Order]
const nowhere = "amqp://127.0.0.1:1"

const shopWith = async (plan: Partial<RealShopPlan> = {}): Promise<RealShop> => {
  const shop = await openRealShop({
    stock,
    deliversTo,
    faults: new Map(),
    path: ":memory:",
    broker: nowhere,
    ...plan
  })
  closing.push(shop.close)
  return shop
}

const ended = ({ order: { id }, outcome }: Processed): unknown =>
  outcome._tag === "Completed" ? [id, outcome.output] : [id, outcome._tag]

describe("the workflow, mapped to real parts,", () => {
  test("ends each order as the workflow on services in memory does, with the same books", async () => {
    const real: Array<Processed> = []

    const balance = await processRealOrders(shippedFile(), { path: ":memory:", broker: nowhere }, (one) =>
      real.push(one)
    )

    const inMemory = await dayOf(shippedFile())
    expect(real.map(ended)).toEqual(inMemory.processed.map(ended))
    expect(balance).toEqual(inMemory.balance)
    expect(balance.differences).toEqual([])
  })

  test("never lets anybody see an old status", async () => {
    const shop = await shopWith()
    const statuses: Array<string | undefined> = []
    const fulfil = run(fulfilRealOrder, shop.services, {
      observe: (seen) => {
        // Whoever asks at each moment keeps a copy in the cache.
        if (seen.kind === "succeeded" && seen.operation === "OrderCache.invalidate")
          statuses.push(shop.status(orderA.id))
        else shop.status(orderA.id)
      }
    })

    await fulfil(orderA, { id: "A" })

    expect(statuses).toEqual(["open", "confirmed"])
    expect(shop.status(orderA.id)).toBe("confirmed")
  })

  test("shows an order as withdrawn that was cancelled while its messages were on their way", async () => {
    const cancelling = new AbortController()
    const shop = await shopWith()
    const fulfil = run(fulfilRealOrder, shop.services, {
      observe: (seen) => {
        if (seen.kind !== "started" || seen.operation !== "Outbox.relay") return
        shop.status(orderA.id)
        cancelling.abort("the customer has changed their mind")
      }
    })

    const outcome = await fulfil(orderA, { id: "A", signal: cancelling.signal })

    expect(outcome._tag).toBe("Cancelled")
    expect(shop.status(orderA.id)).toBe("withdrawn")
  })

  test("charges once when the gateway charges but does not answer", async () => {
    const shop = await shopWith({ whims: new Map([["A" as OrderId, { hangs: 2 }]]), patience: 100 })

    const outcome = await run(fulfilRealOrder, shop.services)(orderA, { id: "A" })

    expect(outcome).toMatchObject({ _tag: "Completed", output: { _tag: "Confirmed" } })
    expect(await shop.gateway.ledger()).toHaveLength(2)
    expect(balanceOf(await shop.books()).differences).toEqual([])
  })

  test("fulfils the next order when the gateway answers twice", async () => {
    const shop = await shopWith({ whims: new Map([["A" as OrderId, { answersTwice: true }]]) })
    const fulfil = run(fulfilRealOrder, shop.services)

    const outcomes = [await fulfil(orderA, { id: "A" }), await fulfil(orderB, { id: "B" })]

    expect(outcomes).toMatchObject([{ output: { _tag: "Confirmed" } }, { output: { _tag: "Confirmed" } }])
    expect(balanceOf(await shop.books()).differences).toEqual([])
  })

  test("tells exactly what is owed when the gateway is gone for good", async () => {
    const shop = await shopWith({ faults: new Map([[orderA.id, { carrierRefuses: true }]]) })
    const fulfil = run(fulfilRealOrder, shop.services, {
      observe: (seen) => {
        if (seen.kind === "succeeded" && seen.operation === "Gateway.charge")
          process.kill(shop.gateway.pid, "SIGKILL")
      }
    })

    const outcome = await fulfil(orderA, { id: "A" })

    expect(outcome).toMatchObject({ _tag: "Stuck", owed: [{ input: { order: "A" } }] })
  })

  test("writes to a file that outlives the shop", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lawful-shop-"))
    closing.push(async () => rmSync(folder, { recursive: true }))
    const path = join(folder, "shop.db")
    const shop = await openRealShop({ stock, deliversTo, faults: new Map(), path, broker: nowhere })
    await run(fulfilRealOrder, shop.services)(orderA, { id: "A" })
    await shop.close()

    const again = await shopWith({ path })

    expect(again.status(orderA.id)).toBe("confirmed")
    expect(again.outbox.waiting()).toBe(3)
  })

  test("is the workflow of the domain: implementing the domain by the images does the same", async () => {
    const shop = await shopWith()
    const domain = [
      Mapping.implement(Orders, toRealParts, (step) => run(step, shop.services)),
      Mapping.implement(Payments, toRealParts, (step) => run(step, shop.services)),
      ...shop.services
    ]

    const outcome = await run(fulfilOrder, domain)(orderA, { id: "A" })

    expect(outcome).toMatchObject({ _tag: "Completed", output: { _tag: "Confirmed" } })
    expect(balanceOf(await shop.books()).differences).toEqual([])
  })
})

describeWithBroker("over a broker", (broker) => {
  test("the world hears of everything that stayed, and of what was taken back, in order", async () => {
    const listener = await listenTo(broker())
    closing.push(listener.close)
    const faults = new Map([[orderB.id, { carrierRefuses: true }]])
    const shop = await shopWith({ broker: broker(), faults })
    const fulfil = run(fulfilRealOrder, shop.services)

    await fulfil(orderA, { id: "A" })
    await fulfil(orderB, { id: "B" })

    const told = (await listener.received(7)).map(({ topic, body }) => [
      topic,
      (body as { readonly order: string }).order
    ])
    expect(told).toEqual([
      ["order.created", "A"],
      ["payment.taken", "A"],
      ["order.confirmed", "A"],
      ["order.created", "B"],
      ["payment.taken", "B"],
      ["payment.cancelled", "B"],
      ["order.rejected", "B"]
    ])
    expect(shop.outbox.waiting()).toBe(0)
  })

  test("what was written while the broker was down is told when it is up again", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lawful-shop-"))
    closing.push(async () => rmSync(folder, { recursive: true }))
    const path = join(folder, "shop.db")
    const alone = await openRealShop({ stock, deliversTo, faults: new Map(), path, broker: nowhere })
    await run(fulfilRealOrder, alone.services)(orderA, { id: "A" })
    await alone.close()
    const listener = await listenTo(broker())
    closing.push(listener.close)
    const shop = await shopWith({ path, broker: broker() })

    await run(fulfilRealOrder, shop.services)(orderB, { id: "B" })

    const told = await listener.received(6)
    expect(told.map(({ body }) => (body as { readonly order: string }).order)).toEqual([
      "A",
      "A",
      "A",
      "B",
      "B",
      "B"
    ])
    expect(new Set(told.map(({ id }) => id)).size).toBe(6)
  })
})
