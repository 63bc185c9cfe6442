/**
 * A shop whose operations declare the tables that they use, and implementations that use others.
 */
import * as fc from "fast-check"
import * as t from "io-ts"
import { type Context, implement, Signature } from "lawful"
import type { FootprintOptions } from "lawful/laws"

const order = t.type({ item: t.string, count: t.number })
const soldOut = t.type({ _tag: t.literal("SoldOut") })
const operations = {
  place: { input: order, output: t.number, effect: "undoable", footprint: { writes: ["orders"] } },
  drop: { input: t.number, output: t.boolean, effect: "undo", footprint: { writes: ["orders"] } },
  reserve: {
    input: order,
    output: t.number,
    error: soldOut,
    effect: "undoable",
    footprint: { writes: ["stock"] }
  },
  look: { input: t.string, output: t.number, effect: "readonly", footprint: { reads: ["stock"] } },
  tidy: { input: t.undefined, output: t.undefined, effect: "irreversible" }
} as const

export const Shop: Signature.Signature<"Shop", typeof operations> = Signature.make("Shop", operations)

/** What a wrong implementation does besides. */
export interface Bugs {
  readonly place?: (tables: Tables) => void
  readonly drop?: (tables: Tables) => void
  readonly reserve?: (tables: Tables) => void
  readonly look?: (tables: Tables) => void
  readonly numberOf?: (tables: Tables) => number
}

export interface Tables {
  readonly orders: Map<number, unknown>
  readonly stock: Map<string, number>
  readonly audit: Array<string>
  /** Of which nobody knows. */
  counter: number
}

export const shopWith = (bugs: Bugs): FootprintOptions<"Shop", typeof operations> => ({
  signature: Shop,
  inputs: {
    place: orders,
    drop: fc.nat({ max: 1 }),
    reserve: orders,
    look: items,
    tidy: fc.constant(undefined)
  },
  world: () => {
    const tables: Tables = {
      orders: new Map(),
      stock: new Map([
        ["pen", 5],
        ["ink", 5]
      ]),
      audit: [],
      counter: 0
    }
    const { orders, stock, audit } = tables
    const shop = implement(Shop, {
      place: async (order) => {
        await Promise.resolve()
        bugs.place?.(tables)
        const id = (bugs.numberOf ?? (() => orders.size))(tables)
        orders.set(id, order)
        return id
      },
      drop: (id) => {
        bugs.drop?.(tables)
        return orders.delete(id)
      },
      reserve: ({ item, count }, { fail }: Context<{ readonly _tag: "SoldOut" }>) => {
        bugs.reserve?.(tables)
        const left = (stock.get(item) ?? 0) - count
        if (left < 0) return fail({ _tag: "SoldOut" })
        stock.set(item, left)
        return left
      },
      look: (item) => {
        bugs.look?.(tables)
        return stock.get(item) ?? 0
      },
      tidy: () => {
        orders.clear()
        stock.clear()
        return undefined
      }
    })
    return { providers: [shop], resources: () => ({ orders, stock, audit }) }
  }
})

const items = fc.constantFrom("pen", "ink")
const orders = fc.record({ item: items, count: fc.nat({ max: 3 }) })

/** Each with the laws that find it. */
export const footprintMutants: ReadonlyArray<
  readonly [name: string, bugs: Bugs, laws: ReadonlyArray<string>]
> = [
  [
    "writes to a table that nobody declares",
    { place: ({ audit }) => void audit.push("place"), reserve: ({ audit }) => void audit.push("reserve") },
    ["F13/place|reserve", "F13/writes/place", "F13/writes/reserve"]
  ],
  [
    "numbers orders by a counter that others use",
    { numberOf: (tables) => tables.counter++, reserve: (tables) => void tables.counter++ },
    ["F13/place|reserve"]
  ],
  [
    "numbers orders by a table that it does not declare",
    { numberOf: ({ stock }) => stock.get("pen") ?? 0 },
    ["F13/place|reserve"]
  ],
  [
    "writes while it reads",
    { look: ({ orders }) => orders.clear() },
    ["F13/writes/look", "F13/place|look", "F13/drop|look"]
  ],
  [
    "writes to a table that nobody else uses",
    { drop: ({ audit }) => void audit.push("drop") },
    ["F13/writes/drop"]
  ],
  [
    "drops orders when it reserves",
    { reserve: ({ orders }) => orders.clear() },
    ["F13/writes/reserve", "F13/drop|reserve"]
  ]
]
