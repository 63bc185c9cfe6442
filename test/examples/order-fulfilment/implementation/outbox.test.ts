import { run } from "lawful"
import { afterEach, expect, test } from "vitest"
import {
  type RabbitOutbox,
  rabbitOutbox
} from "../../../../examples/order-fulfilment/implementation/rabbit-outbox.ts"
import { ShopDatabase } from "../../../../examples/order-fulfilment/implementation/signatures/shop-database.ts"
import { Outbox } from "../../../../examples/order-fulfilment/implementation/signatures/outbox.ts"
import { openDatabase } from "../../../../examples/order-fulfilment/implementation/sqlite/open-database.ts"
import { sqliteShopDatabase } from "../../../../examples/order-fulfilment/implementation/sqlite/sqlite-shop-database.ts"
import { type Order } from "../../../../examples/order-fulfilment/domain/order.ts"
import { fileData, fileOf, orderData } from "../day.ts"
import { freePort } from "../../../servers/free-port.ts"
import { describeWithBroker, listenTo } from "./broker.ts"

const orderOf = (id: string): Order => {
  const [order] = fileOf(fileData(orderData(id))).orders
  if (order === undefined) throw new Error("there is no order")
  return order
}

const closing: Array<() => Promise<void>> = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A desk that writes orders down, and its outbox. */
const deskAt = (
  url: string
): {
  readonly outbox: RabbitOutbox
  readonly insert: (id: string, run?: string) => Promise<unknown>
  readonly relay: () => Promise<unknown>
} => {
  const database = openDatabase(":memory:", [])
  const outbox = rabbitOutbox(database, url)
  closing.push(outbox.close)
  const insert = run(ShopDatabase.insertOrder, [sqliteShopDatabase(database)])
  const relay = run(Outbox.relay, [outbox.implementation])
  return { outbox, insert: (id, of = id) => insert(orderOf(id), { id: of }), relay: () => relay(undefined) }
}

describeWithBroker("the outbox", (broker) => {
  test("carries what was written to the broker, in the order in which it was written", async () => {
    const listener = await listenTo(broker())
    closing.push(listener.close)
    const { insert, relay, outbox } = deskAt(broker())

    for (const id of ["A", "B", "C"]) await insert(id)
    await relay()

    const messages = await listener.received(3)
    expect(messages.map(({ topic, body }) => [topic, body])).toEqual(
      ["A", "B", "C"].map((order) => ["order.created", { order }])
    )
    expect(outbox.waiting()).toBe(0)
  })

  test("sends each message once when it is called many times at once", async () => {
    const listener = await listenTo(broker())
    closing.push(listener.close)
    const { insert, relay } = deskAt(broker())

    for (let index = 0; index < 250; index++) await insert(`order ${index}`)
    await Promise.all([relay(), relay(), relay()])

    const messages = await listener.received(250)
    expect(new Set(messages.map(({ id }) => id)).size).toBe(250)
    expect(messages).toHaveLength(250)
  })
})

test("a change that is asked for twice is made once, and told of once", async () => {
  const { insert, outbox } = deskAt("amqp://127.0.0.1:1")

  const first = await insert("A", "one run")
  const second = await insert("A", "one run")

  expect([first, second]).toMatchObject([{ _tag: "Completed" }, { _tag: "Completed" }])
  expect(outbox.waiting()).toBe(1)
})

test("a change that fails is not told of", async () => {
  const { insert, outbox } = deskAt("amqp://127.0.0.1:1")
  await insert("A")

  const again = await insert("A", "another run")

  expect(again).toMatchObject({ _tag: "Defect" })
  expect(outbox.waiting()).toBe(1)
})

test("what cannot be sent waits, and harms nobody", async () => {
  const { insert, relay, outbox } = deskAt(`amqp://127.0.0.1:${await freePort()}`)
  await insert("A")

  const outcome = await relay()

  expect(outcome).toEqual({ _tag: "Completed", output: undefined })
  expect(outbox.waiting()).toBe(1)
})
