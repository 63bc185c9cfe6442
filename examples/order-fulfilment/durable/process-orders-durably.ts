/**
 * A day in the shop that survives its process: runs in a journal, books in a file, and nothing is done twice.
 *
 * The id of an order is the id of its run. So starting an order again is finding it where it is: done, under way, or not begun.
 * @module
 */
import { setTimeout } from "node:timers/promises"
import { pipe } from "fp-ts/lib/function.js"
import type { Cause, Implementation, Observation, Outcome } from "lawful"
import { Engine, type RunEventOf, sqlite } from "lawful/durable"
import { around, type Middleware, observed, type Told } from "lawful/transformations"
import { type Balance, balanceOf } from "../balance.ts"
import type { Fulfilment } from "../domain/fulfilment.ts"
import type { Order } from "../domain/order.ts"
import { fulfilOrder } from "../fulfil-order.ts"
import type { OrdersFile } from "../orders-file.ts"
import { servicesOf, type ServiceName } from "../services/open-shop.ts"
import type { GatewayDown } from "../signatures/payments.ts"
import { type Books, openBooks } from "./books.ts"
import type { Place } from "./place.ts"

/** How far an order had come when the program was started. */
export type Progress = "new" | "under way" | "done"

/** Listens to a day. */
export interface Listener {
  readonly begins: (order: Order, progress: Progress) => void
  readonly sees: (observation: Observation) => void
  readonly ends: (outcome: Outcome<Fulfilment, GatewayDown>) => void
}

/** Opens a shop, processes one order after the other, goes on with what was interrupted, and closes with a balance. */
export const processOrdersDurably = async (
  day: OrdersFile,
  place: Place,
  /** So many milliseconds pass before a service does anything. */
  slowness: number,
  listener: Listener
): Promise<Balance> => {
  const books = openBooks(place, day)
  try {
    // What is seen of an order that goes on is told when it is its turn.
    const seen: Array<Observation> = []
    let current: string | undefined
    const tell = (observation: Observation): void => {
      if (observation.runId === current) listener.sees(observation)
      else seen.push(observation)
    }
    await using engine = await Engine.open({
      journal: sqlite(place.journal),
      workflows: [fulfilOrder],
      implementations: servicesIn(books, day, slowness, tell),
      observe: (event) => {
        if (event.kind === "step/retrying" && event.again !== true) tell(retrying(event))
      }
    })
    for (const { faults: _, ...order } of day.orders) {
      const known = await engine.list({ attributes: { order: order.id }, limit: 1 })
      const [before] = known.runs
      listener.begins(order, before === undefined ? "new" : before.ended === undefined ? "under way" : "done")
      current = order.id
      for (const observation of seen.splice(0)) tell(observation)
      const handle = await engine.start(fulfilOrder, order, { id: order.id, attributes: { order: order.id } })
      listener.ends(await handle.result())
    }
    return balanceOf(books.shop)
  } finally {
    books.close()
  }
}

/** The services of the shop over their books: each call is one transaction. */
const servicesIn = (
  { shop, change }: Books,
  { stock, deliversTo, orders }: OrdersFile,
  slowness: number,
  tell: (observation: Observation) => void
): ReadonlyArray<Implementation<ServiceName>> => {
  const faults = new Map(orders.map(({ id, faults }) => [id, faults ?? {}]))
  const inTransaction = around(({ operation }, perform) =>
    operation.effect === "readonly" ? perform() : change(perform)
  )
  const seen = observed((told) => {
    const observation = observationOf(told)
    if (observation !== undefined) tell(observation)
  })
  return servicesOf(shop, { stock, deliversTo, faults }).map((service) =>
    pipe(service, inTransaction, slowed(slowness), seen)
  )
}

/** A long way to each service. */
const slowed = (milliseconds: number): Middleware =>
  around((_, perform) => (milliseconds === 0 ? perform() : setTimeout(milliseconds).then(perform)))

/** What only the engine knows. */
const retrying = ({ runId, at, attempt, due }: RunEventOf<"step/retrying">): Observation => ({
  kind: "retrying",
  runId,
  at,
  attempt,
  delay: due - at,
  cause: undefined
})

/** What a service says of a call, as the timeline wants it. */
const observationOf = (told: Told): Observation | undefined => {
  if (told.kind === "started") return undefined
  const { name, input, context } = told.call
  const { runId, nodeId: node, attempt } = context
  const call = {
    runId,
    at: Date.now(),
    node,
    operation: name,
    attempt,
    undoing: node.includes("/undo/"),
    input
  }
  if (told.kind === "succeeded") return { kind: "succeeded", ...call, output: told.output }
  const cause: Cause =
    told.kind === "failed"
      ? { kind: "error", error: told.error, at: node }
      : { kind: "defect", cause: told.cause, at: node }
  return { kind: "failed", ...call, cause }
}
