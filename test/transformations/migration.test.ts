/**
 * Migrations compose, and states that are handles are let go of.
 */
import * as fc from "fast-check"
import * as t from "io-ts"
import { implement, inProcess, Saga, Signature, Workflow } from "lawful"
import { check, migrationLaws, wordsOfReport } from "lawful/laws"
import { type Held, Migration, type System, systemOf } from "lawful/transformations"
import { describe, expect, it } from "vitest"

/** Counters that hold the same number in different ways. */
const counter = <State>(
  name: string,
  zero: State,
  next: (state: State) => State,
  read: (state: State) => number
) => ({
  name,
  initial: () => zero,
  step: (state: State, command: "count" | "read") => {
    const after = command === "count" ? next(state) : state
    return [read(after), after] as const
  }
})
const number = counter<number>("a number", 0, (n) => n + 1, Number)
const text = counter(
  "a text",
  "",
  (marks) => `${marks}|`,
  ({ length }) => length
)
const list = counter<ReadonlyArray<"|">>(
  "a list",
  [],
  (marks) => [...marks, "|"],
  ({ length }) => length
)
const record = counter(
  "a record",
  { n: 0 },
  ({ n }) => ({ n: n + 1 }),
  ({ n }) => n
)

const first = Migration.make({ from: number, to: text, state: (n) => "|".repeat(n) })
const second = Migration.make({
  from: text,
  to: list,
  state: (marks) => marks.split("").map(() => "|" as const)
})
const third = Migration.make({ from: list, to: record, state: async ({ length }) => ({ n: length }) })

const commands = fc.constantFrom("count" as const, "read" as const)
const options = { numRuns: 50, seed: 11 }

describe("migrations", () => {
  it("that are right one after the other are right together", async () => {
    const all = Migration.andThen(third)(Migration.andThen(second)(first))

    expect((await check(migrationLaws(all, { commands }), options)).counts).toMatchObject({
      passed: 3,
      failed: 0
    })
  })

  it("of which one is wrong are wrong together", async () => {
    const wrong = Migration.make({ from: text, to: list, state: () => [] })

    const report = await check(migrationLaws(Migration.andThen(wrong)(first), { commands }), options)

    expect(report.counts.failed).toBeGreaterThan(0)
  })

  it("compose associatively, with the identity as unit", async () => {
    const ways = [
      Migration.andThen(Migration.andThen(third)(second))(first),
      Migration.andThen(third)(Migration.andThen(second)(first)),
      Migration.andThen(Migration.identity(record))(
        Migration.andThen(third)(Migration.andThen(second)(first))
      ),
      Migration.andThen(Migration.andThen(third)(Migration.andThen(second)(first)))(
        Migration.identity(number)
      )
    ]

    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 9 }), async (n) => {
        for (const way of ways) expect(await way.carry(n)).toEqual({ n })
      })
    )
  })
})

/** A number in a box that somebody has to close; it notices when it is used afterwards, and when it is closed twice. */
class Box {
  n = 0
  open = true
}

const boxes = (name: string, opened: Array<Box>): System<"count", Box, number> => ({
  name,
  initial: () => {
    const box = new Box()
    opened.push(box)
    return box
  },
  step: (box) => {
    if (!box.open) throw new Error("used after it was closed")
    box.n += 1
    return [box.n, box]
  },
  view: async ({ n, open }) => {
    await Promise.resolve()
    if (!open) throw new Error("looked at after it was closed")
    return { n }
  },
  dispose: (box) => {
    if (!box.open) throw new Error("closed twice")
    box.open = false
  }
})

describe("a state that is a handle", () => {
  const opened: Array<Box> = []
  const [from, to] = [boxes("boxes", opened), boxes("other boxes", opened)]
  const copy = (box: Box): Box => {
    const fresh = new Box()
    opened.push(fresh)
    fresh.n = box.n
    return fresh
  }
  const count = { commands: fc.constant("count" as const), longest: 5 }

  it.each([
    ["a function", Migration.make({ from, to, state: copy })],
    [
      "a relation",
      Migration.make({
        from,
        to,
        state: { carry: copy, related: (one: Box, other: Box) => one.n === other.n }
      })
    ],
    [
      "two functions",
      Migration.andThen(Migration.make({ from: to, to: from, state: copy }))(
        Migration.make({ from, to, state: copy })
      )
    ]
  ])("is let go of once, in a migration by %s", async (_, migration) => {
    opened.length = 0

    const report = await check(migrationLaws<"count", Box, Box, number>(migration, count), options)

    expect(wordsOfReport(report)).toMatch(/^\d passed, 0 failed, 0 skipped, 0 vacuous$/)
    expect(opened.length).toBeGreaterThan(100)
    expect(opened.filter(({ open }) => open)).toEqual([])
  })

  it("is let go of when the migration throws, which the report says", async () => {
    opened.length = 0
    const failing = Migration.make({
      from,
      to,
      state: (): Box => {
        throw new Error("disk full")
      }
    })

    const words = wordsOfReport(await check(migrationLaws(failing, count).only("F6"), options))

    expect(words).toContain('history = "count"')
    expect(words).toContain('threw Error "disk full"')
    expect(opened.filter(({ open }) => open)).toEqual([])
  })
})

const Till = Signature.make("Till", {
  put: { input: t.number, output: t.number, error: t.string, effect: "undoable", delivery: "idempotent" },
  take: { input: t.number, output: t.void, effect: "undo", delivery: "idempotent" }
})
const body = Saga.undoableUsing(Till.put, (cents) => cents, Till.take)
const pay = Workflow.make("pay", { version: 1, input: t.number, output: t.number, error: t.string, body })

describe("a system of workflows", () => {
  const till = <State>(name: string, initial: State, put: (world: Held<State>, cents: number) => number) =>
    systemOf({
      name,
      initial,
      workflows: { pay },
      interpreter: (world) =>
        inProcess([
          implement(Till, {
            put: (cents, { fail }) => (cents > 8 ? fail("too much") : put(world, cents)),
            take: (cents) => void put(world, -cents)
          })
        ])
    })
  const sum = till("a sum", { cents: 0 }, (world, cents) => (world.state.cents += cents))
  const entries = till("entries", [] as Array<number>, (world, cents) => {
    world.state.push(cents)
    return world.state.reduce((one, other) => one + other, 0)
  })
  const view = (state: ReadonlyArray<number>): number => state.reduce((one, other) => one + other, 0)
  const calls = fc.record({ call: fc.constant("pay" as const), input: fc.nat({ max: 9 }) })

  it("gives what a caller sees, and leaves the state that it was given", async () => {
    const state = { cents: 3 }

    expect(await sum.step(state, { call: "pay", input: 4 })).toEqual([
      { _tag: "Completed", output: 7 },
      { cents: 7 }
    ])
    expect(await sum.step(state, { call: "pay", input: 9 })).toEqual([
      { _tag: "Failed", error: "too much" },
      state
    ])
    expect(state).toEqual({ cents: 3 })
  })

  it("is migrated to the same workflows on another world", async () => {
    const migration = Migration.make({ from: sum, to: { ...entries, view }, state: ({ cents }) => [cents] })

    const report = await check(migrationLaws(migration, { commands: calls }), options)

    expect(report.counts).toMatchObject({ passed: 3, failed: 0 })
  })
})
