import { run } from "lawful"
import { afterEach, expect, test } from "vitest"
import type { OrderId } from "../../../../examples/order-fulfilment/domain/order.ts"
import { httpGateway } from "../../../../examples/order-fulfilment/implementation/gateway/http-gateway.ts"
import {
  type RunningGateway,
  startGateway
} from "../../../../examples/order-fulfilment/implementation/gateway/start-gateway.ts"
import type { Whims } from "../../../../examples/order-fulfilment/implementation/gateway/whims.ts"
import { Gateway } from "../../../../examples/order-fulfilment/implementation/signatures/gateway.ts"
import type { Bill } from "../../../../examples/order-fulfilment/signatures/payments.ts"

const bill = (order: string): Bill =>
  ({ order, card: "tok-1", total: { amount: 4900, currency: "EUR" } }) as Bill
const paid = (payment: string): unknown => ({
  _tag: "Completed",
  output: { payment, paid: { amount: 4900, currency: "EUR" } }
})

const running: Array<RunningGateway> = []
afterEach(async () => {
  for (const gateway of running.splice(0)) await gateway.stop()
})

/** A gateway in a process of its own, and what the shop can ask it. */
const gatewayWith = async (whims: Readonly<Record<string, Whims>> = {}, patience?: number) => {
  const gateway = await startGateway(new Map(Object.entries(whims) as Array<[OrderId, Whims]>))
  running.push(gateway)
  const services = [httpGateway(gateway.url, patience)]
  const charge = run(Gateway.charge, services)
  const refund = run(Gateway.refund, services)
  return {
    gateway,
    charge: (order: string, id = order) => charge(bill(order), { id }),
    refund: (order: string, id = order) => refund(bill(order), { id })
  }
}

test("a charge with a key that the gateway has seen is answered as before, and charged once", async () => {
  const { charge, gateway } = await gatewayWith()

  const answers = [await charge("A"), await charge("A")]

  expect(answers).toEqual([paid("T-1"), paid("T-1")])
  expect(await gateway.ledger()).toHaveLength(2)
})

test("no answer in time is an error, although the card may have been charged", async () => {
  const { charge, gateway } = await gatewayWith({ A: { hangs: 1 } }, 100)

  const first = await charge("A")
  const second = await charge("A")

  expect(first).toMatchObject({ _tag: "Failed", error: { _tag: "GatewayDown" } })
  expect(second).toEqual(paid("T-1"))
  expect(await gateway.ledger()).toHaveLength(2)
})

test("a second answer that nobody asked for is not taken for that of the next request", async () => {
  const { charge, gateway } = await gatewayWith({ A: { answersTwice: true } })

  const first = await charge("A")
  const second = await charge("B")

  expect(first).toEqual(paid("T-1"))
  expect(second).toEqual(paid("T-2"))
  expect((await gateway.ledger()).map(({ order }) => order)).toEqual(["A", "A", "B", "B"])
})

test("a card that is declined and a gateway that is down are typed errors", async () => {
  const { charge } = await gatewayWith({ A: { declines: true }, B: { fails: 1 } })

  const outcomes = [await charge("A"), await charge("B")]

  expect(outcomes).toMatchObject([
    { error: { _tag: "CardDeclined", amount: { amount: 4900 } } },
    { error: { _tag: "GatewayDown" } }
  ])
})

test("a refund gives back what was taken, once, and nothing when nothing was", async () => {
  const { charge, refund, gateway } = await gatewayWith()
  await charge("A")

  const refunds = [await refund("A", "one"), await refund("A", "one"), await refund("B")]

  expect(refunds.map((outcome) => outcome._tag === "Completed" && outcome.output.refunded.amount)).toEqual([
    4900, 4900, 0
  ])
  expect((await gateway.ledger()).reduce((sum, { amount }) => sum + amount, 0n)).toBe(0n)
})

test("a gateway that has been killed is down, and no request hangs", async () => {
  const { charge, gateway } = await gatewayWith()
  process.kill(gateway.pid, "SIGKILL")

  const outcome = await charge("A")

  expect(outcome).toMatchObject({ _tag: "Failed", error: { _tag: "GatewayDown" } })
})
