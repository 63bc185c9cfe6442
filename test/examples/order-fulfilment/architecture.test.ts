/**
 * The five relations between workflows and services, in the shop.
 */
import { implement, Mapping, run } from "lawful"
import { circlesOf, onState, showDependencies, whoDependsOn } from "lawful/architecture"
import { type End, explore, Fault } from "lawful/simulator"
import { expect, it } from "vitest"
import {
  chargeCard,
  fulfilElsewhere,
  FulfilmentService
} from "../../../examples/order-fulfilment/architecture/fulfilment-service.ts"
import { landscape } from "../../../examples/order-fulfilment/architecture/landscape.ts"
import { orderPage, pageServices } from "../../../examples/order-fulfilment/architecture/order-page.ts"
import {
  PackingRoom,
  packingRoom,
  packOrder,
  type Room
} from "../../../examples/order-fulfilment/architecture/pack-order.ts"
import { inventoryIsWarehouse, Warehouse } from "../../../examples/order-fulfilment/architecture/warehouse.ts"
import { type OrderId, type Text, totalOf } from "../../../examples/order-fulfilment/domain/order.ts"
import { fulfilOrder } from "../../../examples/order-fulfilment/fulfil-order.ts"
import { openShop } from "../../../examples/order-fulfilment/services/open-shop.ts"
import { shopWorld } from "../../../examples/order-fulfilment/world.ts"
import { fileData, fileOf, orderData } from "./day.ts"

const { stock, deliversTo, orders } = fileOf(fileData(orderData("A")))
const [{ faults: _, ...order }] = orders as unknown as readonly [(typeof orders)[number]]
const plan = { stock, deliversTo, faults: new Map() }

it("draws that the page depends on what fulfilment has written", () => {
  const concerned = whoDependsOn(landscape, "service:Shipping")

  expect(concerned.map(({ node }) => node)).toEqual([
    "resource:parcels",
    "workflow:fulfil-order",
    "service:Tracking",
    "workflow:order-page"
  ])
  expect(concerned.at(-1)?.because.map(({ verb }) => verb)).toEqual(["writes", "is read by", "calls"])
  expect(showDependencies(landscape)).toContain(
    "resource parcels is read by service Tracking (Tracking.locate)"
  )
  expect(circlesOf(landscape)).toEqual([])
})

it("runs the workflow on another company's warehouse, which is the same up to words", async () => {
  const { shop, services } = openShop(plan)
  const theirs = new Map<string, number>([
    ["kettle", 10],
    ["cup", 10]
  ])
  const warehouse = implement(Warehouse, {
    pick: (line) => {
      theirs.set(line.article, (theirs.get(line.article) ?? 0) - line.units)
      return { ...line, ticket: `ticket for ${line.article}` as Text }
    },
    putBack: ({ article, units }) => void theirs.set(article, (theirs.get(article) ?? 0) + units),
    checkOut: () => undefined
  })
  const there = Mapping.workflow(inventoryIsWarehouse.mapping)(fulfilOrder)

  const outcome = await run(there, [...services, warehouse])(order)

  expect(outcome._tag).toBe("Completed")
  expect([...theirs.values()]).toEqual([8, 9])
  expect(shop.reservations.size).toBe(0)
})

it("has the same outcome and the same shop when the workflow is called as a service", async () => {
  const [here, elsewhere] = [openShop(plan), openShop(plan)]

  const straight = await run(fulfilOrder, here.services)(order)
  const service = FulfilmentService.implement(elsewhere.services)
  const around = await run(fulfilElsewhere, [service])(order)

  expect(around).toEqual(straight)
  expect([...elsewhere.shop.onHand]).toEqual([...here.shop.onHand])
  expect(elsewhere.shop.legs).toEqual(here.shop.legs)
})

it("answers the same order once, however often the service is asked under one key", async () => {
  const { shop, services } = openShop(plan)
  const asked = run(fulfilElsewhere, [FulfilmentService.implement(services)])

  const first = await asked(order, { id: "order A" })
  const second = await asked(order, { id: "order A" })

  expect(second).toEqual(first)
  expect(shop.parcels.size).toBe(1)
})

it("charges a card by a workflow of nothing else", async () => {
  const { shop, services } = openShop(plan)
  const payments = services.filter(({ signature }) => signature.name === "Payments")

  const outcome = await run(
    chargeCard,
    payments
  )({ order: order.id, card: order.card, total: totalOf(order) })

  expect(outcome._tag).toBe("Completed")
  expect(shop.taken.get(order.id)).toEqual(totalOf(order))
})

it("gives table and printer back, in reversed order, whatever goes wrong", async () => {
  const room = packingRoom(1)
  const givenBack = {
    name: "givenBack",
    atEnd: ({ taken, log }: Room, end: End<unknown, unknown>) => {
      if (end._tag === "Stuck") return "stuck"
      if (taken.size > 0) return `${[...taken.keys()].join(" and ")} still taken`
      const freed = log.filter((line) => line.startsWith("free")).join()
      return freed === "free printer,free table" || !log.includes("claim printer") ? undefined : freed
    }
  }

  const found = await explore(packOrder, order.id, {
    world: room,
    invariants: [givenBack],
    // What gives back must not fail: these are promised to work.
    faults: [...Fault.every(packOrder.body), Fault.fails(PackingRoom.print, { _tag: "OutOfPaper" })].filter(
      ({ operation, what }) => what.kind !== "throws" || !/clear|free|shred/.test(operation)
    ),
    crashes: 1,
    cancellations: 1
  })

  expect(found.violation?.words).toBeUndefined()
  expect(found.exhaustive).toBe(true)
  expect(found.ends.Completed).toBeGreaterThan(0)
  expect(found.ends.Failed).toBeGreaterThan(0)
  expect(found.ends.Cancelled).toBeGreaterThan(0)
})

it("gives the room back when there is no paper, and says so", async () => {
  const room = packingRoom(0)

  const [outcome, after] = await onState(room).interpret(packOrder)(order.id)(room.initial)

  expect(outcome).toMatchObject({ _tag: "Failed", error: { _tag: "OutOfPaper" } })
  expect(after.log).toEqual(["claim table", "claim printer", "free printer", "free table"])
})

it("shows a page as soon as it can, and without what is late", async () => {
  const { shop, services } = openShop(plan)
  const asked = run(orderPage, pageServices(shop))

  const before = await asked(order.id)
  await run(fulfilOrder, services)(order)
  const after = await asked(order.id)

  expect(before).toMatchObject({ _tag: "Failed", error: { _tag: "UnknownOrder" } })
  expect(after).toEqual({
    _tag: "Completed",
    output: { status: "confirmed", parcel: "P-1", paid: totalOf(order) }
  })
})

it("takes the shop from one state to another, one workflow after the other", async () => {
  const shop = shopWorld(plan)
  const fulfil = onState(shop).interpret(fulfilOrder)
  const other = { ...order, id: "B" as OrderId }

  const [, one] = await fulfil(order)(shop.initial)
  const [outcome, both] = await fulfil(other)(one)

  expect(outcome._tag).toBe("Completed")
  expect([...both.onHand.values()]).toEqual([6, 8])
  expect([...shop.initial.onHand.values()]).toEqual([10, 10])
})
