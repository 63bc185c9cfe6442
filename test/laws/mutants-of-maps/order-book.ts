/**
 * An order book in one table, the same one in two tables, and ways to get the migration between them wrong.
 */
import * as fc from "fast-check"
import { Migration, type System } from "lawful/transformations"

/** What is asked of an order book. Prices are in cents, discounts in percent. */
export type Command =
  | { readonly kind: "place"; readonly price: number; readonly discount: number }
  | { readonly kind: "pay"; readonly order: number }
  | { readonly kind: "cancel"; readonly order: number }
  | { readonly kind: "balance" }

export const commands: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    kind: fc.constant("place" as const),
    price: fc.integer({ min: 1, max: 99 }),
    discount: fc.constantFrom(0, 10, 50)
  }),
  fc.record({ kind: fc.constantFrom("pay" as const, "cancel" as const), order: fc.nat({ max: 2 }) }),
  fc.record({ kind: fc.constant("balance" as const) })
)

/** One row for an order and all that became of it. */
interface Row {
  readonly id: number
  readonly price: number
  readonly discount: number
  readonly status: "placed" | "paid" | "cancelled" | "refunded"
}

export type OneTable = { readonly rows: ReadonlyArray<Row>; readonly next: number }

export const due = ({ price, discount }: { readonly price: number; readonly discount: number }): number =>
  Math.round((price * (100 - discount)) / 100)

export const oneTable: System<Command, OneTable, unknown> = {
  name: "one table",
  initial: () => ({ rows: [], next: 0 }),
  step: (state, command) => {
    const { rows, next } = state
    if (command.kind === "balance") {
      const paid = rows.filter(({ status }) => status === "paid").reduce((sum, row) => sum + due(row), 0)
      return [paid, state]
    }
    if (command.kind === "place") {
      const { price, discount } = command
      return [next, { rows: [...rows, { id: next, price, discount, status: "placed" }], next: next + 1 }]
    }
    const row = rows.find(({ id }) => id === command.order)
    const status = row === undefined ? undefined : after(row.status, command.kind)
    if (row === undefined || status === undefined) return ["refused", state]
    return [due(row), { ...state, rows: rows.map((one) => (one === row ? { ...row, status } : one)) }]
  }
}

const after = (status: Row["status"], kind: "pay" | "cancel"): Row["status"] | undefined => {
  if (status === "placed") return kind === "pay" ? "paid" : "cancelled"
  return status === "paid" && kind === "cancel" ? "refunded" : undefined
}

/** Orders by id, and the money that came and went for them. */
export interface TwoTables {
  readonly orders: ReadonlyMap<
    number,
    { readonly price: number; readonly discount: number; readonly open: boolean }
  >
  readonly payments: ReadonlyArray<{ readonly order: number; readonly cents: number }>
  readonly next: number
}

/** What the tests break. */
export interface Bugs {
  readonly due?: typeof due
  readonly refund?: boolean
}

export const twoTables = (bugs: Bugs = {}): System<Command, TwoTables, unknown> => {
  const amount = bugs.due ?? due
  return {
    name: "two tables",
    initial: () => ({ orders: new Map(), payments: [], next: 0 }),
    // Payments are a ledger: their order does not count.
    view: (state) => ({
      ...state,
      payments: [...state.payments].sort((a, b) => a.order - b.order || b.cents - a.cents)
    }),
    step: async (state, command) => {
      await Promise.resolve()
      const { orders, payments, next } = state
      if (command.kind === "balance") return [payments.reduce((sum, { cents }) => sum + cents, 0), state]
      if (command.kind === "place") {
        const { price, discount } = command
        return [
          next,
          { ...state, orders: new Map([...orders, [next, { price, discount, open: true }]]), next: next + 1 }
        ]
      }
      const { order: id, kind } = command
      const order = orders.get(id)
      if (order === undefined || !order.open) return ["refused", state]
      const paid = payments.find((payment) => payment.order === id)
      if (kind === "pay" && paid !== undefined) return ["refused", state]
      const cents = amount(order)
      if (kind === "pay") return [cents, { ...state, payments: [...payments, { order: id, cents }] }]
      const back = paid === undefined || bugs.refund === false ? [] : [{ order: id, cents: -paid.cents }]
      return [
        cents,
        {
          ...state,
          orders: new Map([...orders, [id, { ...order, open: false }]]),
          payments: [...payments, ...back]
        }
      ]
    }
  }
}

export const migrate = ({ rows, next }: OneTable): TwoTables => ({
  orders: new Map(
    rows.map(({ id, price, discount, status }) => [
      id,
      { price, discount, open: status === "placed" || status === "paid" }
    ])
  ),
  payments: rows.flatMap((row) => {
    const payment = { order: row.id, cents: due(row) }
    if (row.status === "refunded") return [payment, { order: row.id, cents: -due(row) }]
    return row.status === "paid" ? [payment] : []
  }),
  next
})

export const split: Migration<Command, OneTable, TwoTables, unknown> = Migration.make({
  name: "split",
  from: oneTable,
  to: twoTables(),
  state: migrate
})

type Split = typeof split

let calls = 0

/** Each with the laws that find it. */
export const migrationMutants: ReadonlyArray<readonly [mutant: Split, laws: ReadonlyArray<string>]> = [
  [
    {
      ...split,
      name: "loses a column",
      carry: (state) => {
        const { orders, ...rest } = migrate(state)
        return { ...rest, orders: new Map([...orders].map(([id, order]) => [id, { ...order, discount: 0 }])) }
      }
    },
    ["F6", "F6/history"]
  ],
  [
    {
      ...split,
      name: "rounds otherwise",
      to: twoTables({ due: ({ price, discount }) => Math.floor((price * (100 - discount)) / 100) })
    },
    ["F6", "F6/history"]
  ],
  [{ ...split, name: "misses a refund", to: twoTables({ refund: false }) }, ["F6", "F6/history"]],
  [
    { ...split, name: "forgets which number is next", carry: (state) => ({ ...migrate(state), next: 0 }) },
    ["F6"]
  ],
  [
    {
      ...split,
      name: "loses payments, and a comparison that does not look at them",
      carry: (state) => ({ ...migrate(state), payments: [] }),
      to: { ...twoTables(), view: ({ next }) => next }
    },
    ["F6/history"]
  ],
  [
    {
      ...split,
      name: "changes what it migrates",
      carry: (state) => {
        const migrated = migrate(state)
        ;(state.rows as Array<Row>).reverse()
        return migrated
      }
    },
    ["F6/pure"]
  ],
  [
    {
      ...split,
      name: "depends on how often it ran",
      carry: (state) => ({ ...migrate(state), next: calls++ })
    },
    ["F6/pure"]
  ]
]
