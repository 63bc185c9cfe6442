/** The workflow of the shop runs unchanged as an effect, with the same services as layers. */
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { inEffect, layerOf } from "lawful/effect"
import { expect, test } from "vitest"
import { balanceOf } from "../../../examples/order-fulfilment/balance.ts"
import { fulfilOrder } from "../../../examples/order-fulfilment/fulfil-order.ts"
import { openShop } from "../../../examples/order-fulfilment/services/open-shop.ts"
import { dayOf, fileData, fileOf, orderData, shippedFile } from "./day.ts"

/** Processes a file by effects, in virtual time. */
const dayInEffect = async (file: ReturnType<typeof shippedFile>) => {
  const faults = new Map(file.orders.map(({ id, faults: wrong }) => [id, wrong ?? {}]))
  const { shop, services } = openShop({ ...file, faults })
  const day = Effect.forEach(file.orders, (line) =>
    Effect.gen(function* () {
      const { faults: _, ...order } = line
      const fiber = yield* Effect.forkChild(inEffect.outcome(fulfilOrder)(order, { id: order.id }))
      yield* TestClock.adjust("1 minute")
      return yield* Fiber.join(fiber)
    })
  )
  const outcomes = await day.pipe(
    Effect.provide(layerOf(...services)),
    Effect.provide(TestClock.layer()),
    Effect.runPromise
  )
  return { shop, outcomes }
}

test.each([
  ["as the file intends", shippedFile()],
  ["with a gateway that is down", fileOf(fileData(orderData("A", { gatewayDown: 2 })))],
  [
    "with a refund that cannot be made",
    fileOf(fileData(orderData("A", { carrierRefuses: true, refundBroken: 9 })))
  ]
])("orders end in Effect as they do in process, %s", async (_, file) => {
  const inProcess = await dayOf(file)

  const { shop, outcomes } = await dayInEffect(file)

  expect(outcomes).toEqual(inProcess.processed.map(({ outcome }) => outcome))
  expect(shop).toEqual(inProcess.shop)
  expect(balanceOf(shop).differences).toEqual(inProcess.balance.differences)
})
