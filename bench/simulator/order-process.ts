/** The process that fulfils the order of the example, each time in a new shop. */
import { isLeft } from "fp-ts/lib/Either.js"
import { run } from "lawful"
import { simulate } from "lawful/simulator"
import { fulfilOrder } from "../../examples/order-fulfilment/fulfil-order.ts"
import { instantClock } from "../../examples/order-fulfilment/instant-clock.ts"
import { readOrdersFile } from "../../examples/order-fulfilment/orders-file.ts"
import { openShop, type ShopPlan } from "../../examples/order-fulfilment/services/open-shop.ts"
import { shopWorld } from "../../examples/order-fulfilment/world.ts"
import { median } from "../median.ts"
import { runsPerRound, time } from "../race/stopwatch.ts"

/** Microseconds an order. */
export interface Fulfilled {
  readonly simulated: number
  readonly inProcess: number
}

const rounds = 9

// Processes of the bench start in the folder of the package.
const file = readOrdersFile("examples/order-fulfilment/orders.json")
if (isLeft(file)) throw new Error(`The orders cannot be read: ${file.left.join(", ")}`)
const { stock, deliversTo, orders } = file.right
const [first] = orders
if (first === undefined) throw new Error("There are no orders.")
const { faults: _, ...order } = first
const plan: ShopPlan = { stock, deliversTo, faults: new Map() }
const world = shopWorld(plan)

const simulated = async (): Promise<string> =>
  (await simulate(fulfilOrder, order, { world, id: order.id })).outcome._tag

const inProcess = async (): Promise<string> => {
  const fulfil = run(fulfilOrder, openShop(plan).services, { clock: instantClock() })
  return (await fulfil(order, { id: order.id }))._tag
}

const both = [simulated, inProcess]
for (const fulfil of both) {
  const outcome = await fulfil()
  if (outcome !== "Completed") throw new Error(`expected an order to be completed (was ${outcome})`)
}
const counts: number[] = []
for (const fulfil of both) counts.push(await runsPerRound(fulfil, 1))
const times: number[][] = [[], []]
for (let round = 0; round < rounds; round++)
  for (const [index, fulfil] of both.entries()) {
    const count = counts[index] ?? 1
    times[index]?.push((await time(fulfil, count, 1)) / count / 1_000)
  }
const [simulation = Number.NaN, direct = Number.NaN] = times.map(median)
process.send?.({ simulated: simulation, inProcess: direct } satisfies Fulfilled)
process.disconnect()
