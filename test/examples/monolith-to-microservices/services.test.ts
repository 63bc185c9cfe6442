/**
 * What the services promise at their border.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Remote, send } from "../../../examples/monolith-to-microservices/clients/remote.ts"
import { databasesIn } from "../../../examples/monolith-to-microservices/services/databases.ts"
import { paymentsService } from "../../../examples/monolith-to-microservices/services/payments.ts"
import { type Deployment, deploy } from "../../../examples/monolith-to-microservices/services/deploy.ts"
import {
  type Microservices,
  microservices
} from "../../../examples/monolith-to-microservices/services/system.ts"

let services: Deployment
let shops: Microservices
beforeAll(async () => {
  services = await deploy()
  shops = microservices(services.remotes)
})
afterAll(() => services.stop())

const bill = { order: 1, customer: "Ada", card: "good", net: 1000, discount: 0 }

const post = (remote: Remote, path: string, body: unknown, key?: string) =>
  send(remote, {
    method: "POST",
    path: `/shops/${path}`,
    body,
    headers: key === undefined ? {} : { "idempotency-key": key }
  })

describe("a service", () => {
  it("does once what is asked twice under one key, and gives the same answer", async () => {
    const shop = await shops.initial()

    const first = await post(services.remotes.payments, `${shop}/charge`, bill, "k")
    const second = await post(services.remotes.payments, `${shop}/charge`, bill, "k")

    expect(first).toEqual({ status: 200, body: { order: 1, customer: "Ada", amount: 1190 } })
    expect(second).toEqual(first)
    await expect(shops.view?.(shop)).resolves.toMatchObject({ payments: [{ amount: 1190 }] })
  })

  it("keeps the answer of a call whose caller never saw it", async () => {
    const shop = await shops.initial()
    const charge = { method: "POST", path: `/shops/${shop}/charge`, body: bill } as const
    const headers = { "idempotency-key": "k" }

    const lost = send(services.remotes.payments, {
      ...charge,
      headers: { ...headers, "x-rehearse-fault": "after it is done" }
    })

    await expect(lost).rejects.toThrow(/^Payments at 127\.0\.0\.1:\d+ did not answer POST/)
    await expect(send(services.remotes.payments, { ...charge, headers })).resolves.toMatchObject({
      status: 200
    })
    await expect(shops.view?.(shop)).resolves.toMatchObject({ payments: [{ amount: 1190 }] })
  })

  it("tries again under the same key what was refused", async () => {
    const shop = await shops.initial()
    const goods = { order: 7, sku: "mug", quantity: 5 }
    await post(services.remotes.inventory, `${shop}/reserve`, { ...goods, order: 6 }, "other")

    const refused = await post(services.remotes.inventory, `${shop}/reserve`, goods, "k")
    await post(services.remotes.inventory, `${shop}/release`, 6, "release")
    const tried = await post(services.remotes.inventory, `${shop}/reserve`, goods, "k")

    expect(refused).toEqual({ status: 422, body: { _tag: "OutOfStock", sku: "mug", left: 0 } })
    expect(tried.status).toBe(200)
  })

  it("refuses a key that was used for something else, and a write without a key", async () => {
    const shop = await shops.initial()
    await post(services.remotes.payments, `${shop}/charge`, bill, "k")

    const other = await post(services.remotes.payments, `${shop}/charge`, { ...bill, net: 2000 }, "k")
    const without = await post(services.remotes.payments, `${shop}/charge`, bill)

    expect(other).toEqual({ status: 409, body: { message: "the key k was used for another call" } })
    expect(without).toEqual({ status: 400, body: { message: "Payments.charge needs an Idempotency-Key" } })
  })

  it("checks what it is sent, and says what is wrong with it", async () => {
    const shop = await shops.initial()

    const wrong = await post(services.remotes.payments, `${shop}/charge`, { ...bill, net: 0.5 }, "k")
    const book = await send(services.remotes.orders, {
      method: "PUT",
      path: "/shops/another",
      body: { orders: [{ order: 0 }] }
    })
    const unknown = await post(services.remotes.payments, `${shop}/toString`, bill, "k")
    const nowhere = await post(services.remotes.payments, "no-such-shop/charge", bill, "k")

    expect(wrong).toEqual({
      status: 400,
      body: { message: "at net: expected a whole number of cents (was 0.5)" }
    })
    expect(book.status).toBe(400)
    expect([unknown.status, nowhere.status]).toEqual([404, 404])
  })

  it("takes a book in as a whole or not at all", async () => {
    const put = (orders: ReadonlyArray<unknown>) =>
      send(services.remotes.payments, {
        method: "PUT",
        path: "/shops/whole",
        body: { payments: orders.map((order) => ({ order, customer: "Ada", amount: 1 })), refunds: [] }
      })

    const twice = await put([1, 1])
    const good = await put([1, 2])
    const again = await put([1, 2])

    expect([twice.status, good.status, again.status]).toEqual([400, 200, 409])
    expect(JSON.stringify(twice.body)).toContain("UNIQUE constraint failed: payments.order")
  })

  it("knows only its own book", async () => {
    const shop = await shops.initial()

    const books = await Promise.all(
      Object.values(services.remotes).map((remote: Remote) =>
        send(remote, { method: "GET", path: `/shops/${shop}` })
      )
    )

    expect(books.map(({ body }) => Object.keys(body as object))).toEqual([
      ["orders"],
      ["payments", "refunds"],
      ["stock", "reservations"]
    ])
  })
})

describe("a service that is started again", () => {
  it("knows what it has answered before", () => {
    const folder = mkdtempSync(join(tmpdir(), "shop-"))
    const call = { shop: "s", operation: "charge", key: "k", body: bill }
    const before = databasesIn(folder, paymentsService)
    before.bringIn({ shop: "s", body: { payments: [], refunds: [] } })
    const first = before.perform(call)
    before.close()

    const after = databasesIn(folder, paymentsService)

    expect(after.perform(call)).toEqual(first)
    expect(after.takeOut(call).body).toEqual({ payments: [first.body], refunds: [] })
    after.close()
    rmSync(folder, { recursive: true })
  })
})
