/**
 * How often an operation is done, when the process is killed around it.
 */
import type { DatabaseSyncInstance } from "@photostructure/sqlite"
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { implement, Saga, Signature, Step, Workflow } from "lawful"
import { Engine, type Journal, transactionOf } from "lawful/durable"
import { describe, expect, it } from "vitest"
import { inFile, inMemory, turns } from "./bench.ts"
import { Gate } from "./shop.ts"

const Ledger = Signature.make("Ledger", {
  book: { input: t.number, output: t.number, effect: "undoable", delivery: "tx" },
  unbook: { input: t.number, output: t.void, effect: "undo", delivery: "tx" },
  pay: { input: t.number, output: t.number, effect: "undoable", delivery: "atMostOnce" },
  payBack: { input: t.number, output: t.void, effect: "undo", delivery: "idempotent" },
  note: { input: t.number, output: t.number, effect: "undoable", delivery: "idempotent" }
})
const border = { version: 1, input: t.number, output: t.number } as const
const book = Workflow.make("book", {
  ...border,
  body: pipe(
    Saga.undoable(Ledger.book, Ledger.unbook),
    Step.andThen(pipe(Saga.undoable(Ledger.book, Ledger.unbook), Step.label("again")))
  )
})
const pay = Workflow.make("pay", { ...border, body: Saga.undoable(Ledger.pay, Ledger.payBack) })
const note = Workflow.make("note", { ...border, body: Saga.undoable(Ledger.note, Ledger.payBack) })

class World {
  readonly keys: Array<string> = []
  gate: Promise<void> | undefined
  tx: "sync" | "async" | "throws" = "sync"
  readonly #pass = async (key: string, input: number): Promise<number> => {
    this.keys.push(key)
    await this.gate
    return input
  }
  readonly implementations = [
    implement(Ledger, {
      book: (amount, context) => {
        const database = transactionOf<DatabaseSyncInstance>(context)
        database.exec("CREATE TABLE IF NOT EXISTS booking (key TEXT, amount INTEGER)")
        database.prepare("INSERT INTO booking VALUES (?, ?)").run(context.key, amount)
        if (this.tx === "throws") throw new Error("after it has written")
        if (this.tx === "async") return Promise.resolve(amount)
        return amount + 1
      },
      unbook: () => undefined,
      pay: (amount, { key }) => this.#pass(key, amount),
      note: (amount, { key }) => this.#pass(key, amount),
      payBack: () => undefined
    })
  ]
}

const open = (journal: Journal, world: World) =>
  Engine.open({ journal, workflows: [book, pay, note], implementations: world.implementations })

/** The bookings that are on disk. */
const bookings = async (journal: Journal): Promise<ReadonlyArray<number>> => {
  const records = await (journal as Journal<DatabaseSyncInstance>).open({ standby: false })
  let found: ReadonlyArray<number> = []
  records.commit(({ handle }) => {
    const there = handle.prepare("SELECT name FROM sqlite_master WHERE name = 'booking'").all()
    if (there.length > 0)
      found = (
        handle.prepare("SELECT amount FROM booking").all() as ReadonlyArray<{ readonly amount: number }>
      ).map(({ amount }) => amount)
    return []
  })
  records.close()
  return found
}

describe("an operation in the transaction of the journal", () => {
  it("is done exactly once, whenever the process is killed", async () => {
    for (let wait = 0; wait < 12; wait++) {
      const { journal, killed } = inFile()
      const world = new World()
      const engine = await open(journal, world)
      const started = engine.start(book, 10, { id: "a" })
      await turns(wait)
      const left = killed()
      const after = await open(left, world)
      const handle = await after.start(book, 10, { id: "a" })

      expect(await handle.result()).toEqual({ _tag: "Completed", output: 12 })
      await after.close()
      expect(await bookings(left)).toEqual([10, 11])
      await started
      await engine.close()
    }
  })

  it.each([
    ["throws", { message: "after it has written" }],
    ["async", { code: "durable/asynchronous-transaction" }]
  ] as const)("has written nothing when it is not done: %s", async (tx, cause) => {
    const { journal } = inFile()
    const world = new World()
    world.tx = tx
    const engine = await open(journal, world)

    const outcome = await (await engine.start(book, 10)).result()

    expect(outcome).toMatchObject({ _tag: "Defect", cause, at: "Ledger.book" })
    await engine.close()
    expect(await bookings(journal)).toEqual([])
  })
})

describe("an operation that may be done at most once", () => {
  it("is not done again after a kill: nobody knows what became of it", async () => {
    const { journal, killed } = inMemory()
    const world = new World()
    world.gate = new Gate().passed
    await (await open(journal, world)).start(pay, 5, { id: "a" })
    await turns()

    const again = await open(killed(), world)

    const outcome = await (await again.get(pay, "a")).result()
    expect(outcome).toMatchObject({
      _tag: "Stuck",
      cause: { kind: "defect", at: "Ledger.pay", cause: { code: "operation/outcome-unknown" } }
    })
    expect(world.keys.length).toBe(1)
    await again.close()
  })
})

describe("an operation that knows its keys", () => {
  it("is delivered again under the same key after a kill", async () => {
    const { journal, killed } = inMemory()
    const world = new World()
    world.gate = new Gate().passed
    await (await open(journal, world)).start(note, 5, { id: "a" })
    await turns()
    world.gate = undefined

    const again = await open(killed(), world)

    expect(await (await again.get(note, "a")).result()).toEqual({ _tag: "Completed", output: 5 })
    expect(world.keys).toEqual(["1:a:Ledger.note", "1:a:Ledger.note"])
    await again.close()
  })
})
