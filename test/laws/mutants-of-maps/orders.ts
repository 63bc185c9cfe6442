/**
 * Orders as they are meant, a mapping of them to a table, a cache and messages, and mappings with one bug each.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as fc from "fast-check"
import * as t from "io-ts"
import { implement, Mapping, Saga, Signature, Step } from "lawful"
import type { SquareOptions } from "lawful/laws"

const order = t.type({ id: t.string, total: t.number })
const Known = t.type({ _tag: t.literal("Known"), id: t.string })
type Order = t.TypeOf<typeof order>
type Known = t.TypeOf<typeof Known>

const operations = {
  create: { input: order, output: t.string, error: Known, effect: "undoable" },
  withdraw: { input: t.string, output: t.void, effect: "undo" },
  total: { input: t.string, output: t.number, effect: "readonly" }
} as const

const Orders: Signature.Signature<"Orders", typeof operations> = Signature.make("Orders", operations)

const Table = Signature.make("Table", {
  insert: { input: order, output: t.string, error: Known, effect: "undoable" },
  remove: { input: t.string, output: t.void, effect: "undo" },
  read: { input: t.string, output: t.number, effect: "readonly" }
})
const Cache = Signature.make("Cache", {
  get: { input: t.string, output: t.union([t.number, t.undefined]), effect: "readonly" },
  put: { input: order, output: t.void, effect: "undoable" },
  drop: { input: t.string, output: t.void, effect: "undoable" }
})
const Broker = Signature.make("Broker", {
  tell: { input: t.string, output: t.void, effect: "undoable" }
})

const inserting = Saga.undoable(Table.insert, Table.remove)
const dropping = Saga.readonly(Cache.drop)
const telling = (what: string) =>
  pipe(
    Broker.tell,
    Step.mapInput((id: string) => `${what} ${id}`)
  )

const create = pipe(
  Step.begin<Order>(),
  Step.bind("id", (s) => s.input, inserting),
  Step.tap((s) => s.id, dropping),
  Step.tap((s) => s.id, telling("created")),
  Step.map((s) => s.id)
)
const withdraw = pipe(
  Step.identity<string>(),
  Step.tap((id) => id, Table.remove),
  Step.tap((id) => id, Cache.drop),
  Step.andThen(telling("withdrawn"))
)
/** Looks into the cache first, and keeps there what it finds in the table. */
const total = pipe(
  Step.begin<string>(),
  Step.bind("kept", (s) => s.input, Cache.get),
  Step.bind(
    "total",
    (s) => s,
    Step.if(
      (s: { readonly input: string; readonly kept: number | undefined }) => s.kept === undefined,
      pipe(
        Step.begin<{ readonly input: string }>(),
        Step.bind("total", (s) => s.input.input, Table.read),
        Step.tap((s) => ({ id: s.input.input, total: s.total }), Saga.readonly(Cache.put)),
        Step.map((s) => s.total)
      ),
      Step.pure((s: { readonly kept: number | undefined }) => s.kept ?? 0)
    )
  ),
  Step.map((s) => s.total)
)

type To = { readonly Orders: "Table" | "Cache" | "Broker" }
export type OrdersSquare = SquareOptions<"Orders", typeof operations, To>

const images = { create, withdraw, total }

/** The orders whose total is asked for, so that caches have something to be wrong about. */
const few = fc.constantFrom("one", "two")

/** Orders mapped by these images. */
export const ordersWith = (mapping: Mapping<To>): OrdersSquare => ({
  signature: Orders,
  mapping,
  inputs: { create: fc.record({ id: few, total: fc.nat({ max: 9 }) }), withdraw: few, total: few },
  pairs: { create: Saga.undoable(Orders.create, Orders.withdraw) },
  meant: () => {
    const orders = new Map<string, number>()
    const told: Array<string> = []
    const book = implement(Orders, {
      create: ({ id, total: sum }, { fail }) => {
        if (orders.has(id)) return fail({ _tag: "Known", id })
        orders.set(id, sum)
        told.push(`created ${id}`)
        return id
      },
      withdraw: (id) => {
        orders.delete(id)
        told.push(`withdrawn ${id}`)
      },
      total: (id) => orders.get(id) ?? 0
    })
    return { providers: [book], look: () => ({ orders, known: knownBy(told) }) }
  },
  mapped: () => {
    const rows = new Map<string, number>()
    const cache = new Map<string, number>()
    const told: Array<string> = []
    const table = implement(Table, {
      insert: ({ id, total: sum }, { fail }) => {
        if (rows.has(id)) return fail({ _tag: "Known", id })
        rows.set(id, sum)
        return id
      },
      remove: (id) => void rows.delete(id),
      read: (id) => rows.get(id) ?? 0
    })
    const memory = implement(Cache, {
      get: (id) => cache.get(id),
      put: ({ id, total: sum }) => void cache.set(id, sum),
      drop: (id) => void cache.delete(id)
    })
    const broker = implement(Broker, { tell: (what) => void told.push(what) })
    // What is cached is seen by asking, and nobody sees more.
    return { providers: [table, memory, broker], look: () => ({ orders: rows, known: knownBy(told) }) }
  }
})

/** What those who listen believe that there is. */
const knownBy = (told: ReadonlyArray<string>): ReadonlySet<string> => {
  const known = new Set<string>()
  for (const [what = "", id = ""] of told.map((one) => one.split(" ")))
    if (what === "created") known.add(id)
    else known.delete(id)
  return known
}

export const orders: OrdersSquare = ordersWith(Mapping.make(Orders, images))

/** Each with the laws that find it. */
export const squareMutants: ReadonlyArray<
  readonly [name: string, mapping: Mapping<To>, laws: ReadonlyArray<string>]
> = [
  [
    "does not drop from the cache what it changes",
    Mapping.make(Orders, {
      ...images,
      create: pipe(
        inserting,
        Step.tap((id) => id, telling("created"))
      )
    }),
    ["F4/square"]
  ],
  [
    "tells nobody of withdrawals",
    Mapping.make(Orders, { ...images, withdraw: Table.remove }),
    ["F4/square", "F4/undone/create"]
  ],
  [
    "thinks that a row need not be removed",
    Mapping.make(Orders, {
      ...images,
      create: pipe(
        Saga.readonly(Table.insert),
        Step.tap((id) => id, dropping),
        Step.tap((id) => id, telling("created"))
      )
    }),
    ["F4/half-done/create"]
  ]
]
