/**
 * Starting runs, and waiting for how they end.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Codec, Step, Workflow } from "lawful"
import { Engine, type Journal } from "lawful/durable"
import { describe, expect, it } from "vitest"
import { inMemory, journals, recordsIn, refused, turns } from "./bench.ts"
import { order, Paid, Shop } from "./shop.ts"

const DateFromISOString = new t.Type<Date, string, unknown>(
  "DateFromISOString",
  (value): value is Date => value instanceof Date,
  (value, context) => {
    const date = new Date(String(value))
    return typeof value === "string" && !Number.isNaN(date.getTime())
      ? t.success(date)
      : t.failure(value, context)
  },
  (date) => date.toISOString()
)

/** An input that is no JSON in any part. */
const Booking = t.type({ from: DateFromISOString, nights: t.bigint, seen: t.array(t.UnknownRecord) })

const book = Workflow.make("book", {
  version: 1,
  input: Booking,
  output: DateFromISOString,
  body: Step.pure(
    ({ from, nights }: t.TypeOf<typeof Booking>) => new Date(from.getTime() + Number(nights) * 86_400_000)
  )
})

const echo = Workflow.make("echo", {
  version: 1,
  input: Codec.unchecked<unknown>(),
  output: Codec.unchecked<unknown>(),
  body: Step.identity<unknown>()
})

const open = (journal: Journal, shop = new Shop()) =>
  Engine.open({ journal, workflows: [order, book, echo], implementations: shop.implementations })

describe.each(journals)("starting a run on %s", (_, made) => {
  it("twice with one id and one input gives the same run, also when it has ended and in another process", async () => {
    const { journal, killed } = made()
    const shop = new Shop()
    const engine = await open(journal, shop)

    const first = await engine.start(order, { item: "vase" }, { id: "order-1" })
    const second = await engine.start(order, { item: "vase" }, { id: "order-1" })
    await first.signal(Paid, { amount: 3 })

    const sent = { _tag: "Completed", output: "sent VASE for 3" }
    expect([await first.result(), await second.result()]).toEqual([sent, sent])
    await engine.start(order, { item: "vase" }, { id: "order-1" })
    const again = await open(killed(), shop)
    const third = await again.start(order, { item: "vase" }, { id: "order-1" })
    expect(await third.result()).toEqual(sent)
    expect(shop.calls).toEqual(["take vase", "send VASE for 3"])
    expect((await again.list()).runs.length).toBe(1)
    await again.close()
  })

  it("with an id that has another input or another workflow is refused, and changes nothing", async () => {
    const { journal } = made()
    const engine = await open(journal)
    await engine.start(order, { item: "vase" }, { id: "order-1" })
    await engine.close()
    const before = await recordsIn(journal)
    const again = await open(journal)

    const otherInput = await refused(again.start(order, { item: "bowl" }, { id: "order-1" }))
    const otherWorkflow = await refused(again.start(echo, { item: "vase" }, { id: "order-1" }))

    for (const error of [otherInput, otherWorkflow]) {
      expect(error).toMatchObject({ code: "durable/id-taken", id: "order-1", workflow: "order" })
      expect(error.message).toContain('"order-1"')
    }
    await again.close()
    before.delete("x/epoch")
    const after = await recordsIn(journal)
    after.delete("x/epoch")
    expect(after).toEqual(before)
  })

  it("many times in one turn of the event loop gives one run, and refuses those with another input", async () => {
    const { journal } = made()
    const shop = new Shop()
    const engine = await open(journal, shop)

    const starts = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        engine.start(order, { item: index % 2 === 0 ? "vase" : "bowl" }, { id: "order-1" })
      )
    )

    expect(starts.map(({ status }) => status)).toEqual(
      Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? "fulfilled" : "rejected"))
    )
    await turns()
    expect(shop.calls).toEqual(["take vase"])
    await engine.close()
  })

  it("compares inputs as values: order of properties, dates and big integers included", async () => {
    const { journal, killed } = made()
    const engine = await open(journal)
    const from = new Date(Date.UTC(2026, 5, 1))
    const input = { from, nights: 3n, seen: [{ a: 1, b: undefined }] }

    const first = await engine.start(book, input, { id: "b" })

    const left = { _tag: "Completed", output: new Date(Date.UTC(2026, 5, 4)) }
    expect(await first.result()).toEqual(left)
    const again = await open(killed())
    const shuffled = { seen: [{ b: undefined, a: 1 }], nights: 3n, from: new Date(from) }
    expect(await (await again.start(book, shuffled, { id: "b" })).result()).toEqual(left)
    for (const other of [
      { ...input, from: new Date(1) },
      { ...input, nights: 4n },
      { ...input, seen: [{ a: 2, b: undefined }] }
    ])
      expect(await refused(again.start(book, other, { id: "b" }))).toMatchObject({ code: "durable/id-taken" })
    await again.close()
  })

  it("without an id makes one for each", async () => {
    const { journal } = made()
    const engine = await open(journal)

    const [one, other] = await Promise.all([engine.start(echo, 1), engine.start(echo, 1)])

    expect(one.id).not.toBe(other.id)
    expect(await Promise.all([one.result(), other.result()])).toEqual([
      { _tag: "Completed", output: 1 },
      { _tag: "Completed", output: 1 }
    ])
    await engine.close()
  })
})

describe("an engine that is given its ids", () => {
  it("never takes the id of a run that is there", async () => {
    const engine = await Engine.open({ journal: inMemory().journal, workflows: [echo], newId: () => "same" })
    const first = await engine.start(echo, 1)

    const error = await refused(engine.start(echo, 1))

    expect(error).toMatchObject({ code: "durable/id-taken" })
    expect((await engine.list()).runs.length).toBe(1)
    expect(await first.result()).toEqual({ _tag: "Completed", output: 1 })
    await engine.close()
  })

  it("refuses those that cannot be one", async () => {
    const engine = await Engine.open({ journal: inMemory().journal, workflows: [echo], newId: () => "" })

    expect(await refused(engine.start(echo, 1))).toMatchObject({ code: "durable/invalid-id" })
    await engine.close()
  })
})

describe("a loop that has run for long", () => {
  it("is still recognised by its input, and by no other", async () => {
    const { journal, killed } = inMemory()
    const count = Workflow.make("count", {
      version: 1,
      input: t.number,
      output: t.number,
      body: pipe(
        Step.pure((n: number) => n + 1),
        Step.pause(1),
        Step.whilst((n) => n < 300)
      )
    })
    const engine = await Engine.open({ journal, workflows: [count] })
    const handle = await engine.start(count, 0, { id: "long" })
    await handle.result()

    const again = await Engine.open({ journal: killed(), workflows: [count] })

    expect(await (await again.start(count, 0, { id: "long" })).result()).toEqual({
      _tag: "Completed",
      output: 300
    })
    expect(await refused(again.start(count, 1, { id: "long" }))).toMatchObject({ code: "durable/id-taken" })
    await again.close()
  })
})

describe.each(journals)("the result of a run on %s", (_, made) => {
  it("is told to everybody who waits, before the end and after it, and in another process", async () => {
    const { journal, killed } = made()
    const engine = await open(journal)
    const handle = await engine.start(order, { item: "vase" }, { id: "order-1" })
    const early = Array.from({ length: 100 }, () => handle.result())

    await handle.signal(Paid, { amount: 3 })

    const sent = { _tag: "Completed", output: "sent VASE for 3" }
    expect(new Set((await Promise.all(early)).map((outcome) => JSON.stringify(outcome)))).toEqual(
      new Set([JSON.stringify(sent)])
    )
    expect(await handle.result()).toEqual(sent)
    const again = await open(killed())
    expect(await (await again.get(order, "order-1")).result()).toEqual(sent)
    await again.close()
  })

  it("can be waited for in the process after the one that began it", async () => {
    const { journal, killed } = made()
    const engine = await open(journal)
    await engine.start(order, { item: "vase" }, { id: "order-1" })
    await turns()

    const again = await open(killed())
    const handle = await again.get(order, "order-1")
    const result = handle.result()
    await handle.signal(Paid, { amount: 4 })

    expect(await result).toEqual({ _tag: "Completed", output: "sent VASE for 4" })
    await again.close()
  })
})

describe("closing an engine", () => {
  it("rejects who waits for a run that has not ended, and everything that is asked later", async () => {
    const { journal } = inMemory()
    const engine = await open(journal)
    const handle = await engine.start(order, { item: "vase" }, { id: "order-1" })
    const result = refused(handle.result())

    await engine.close()
    await engine.close()

    expect(await result).toMatchObject({ code: "durable/closed" })
    for (const asked of [
      () => handle.result(),
      () => handle.query(),
      () => handle.cancel(),
      () => handle.signal(Paid, { amount: 1 }),
      () => engine.start(echo, 1),
      () => engine.get(order, "order-1"),
      () => engine.list(),
      () => engine.emit(Paid, { amount: 1 }, { key: "k" })
    ])
      expect(await refused(asked())).toMatchObject({ code: "durable/closed" })
  })

  it("waits for the calls that are under way, and keeps their answers", async () => {
    const { journal } = inMemory()
    const shop = new Shop()
    let answer: () => void = () => undefined
    shop.before.set("take", () => new Promise<void>((resolve) => (answer = resolve)))
    const engine = await open(journal, shop)
    await engine.start(order, { item: "vase" }, { id: "order-1" })
    await turns()

    let closed = false
    const closing = engine.close().then(() => (closed = true))
    await turns()
    expect(closed).toBe(false)
    answer()
    await closing

    const again = await open(journal, shop)
    const handle = await again.get(order, "order-1")
    await handle.signal(Paid, { amount: 3 })
    expect(await handle.result()).toEqual({ _tag: "Completed", output: "sent VASE for 3" })
    expect(shop.calls).toEqual(["take vase", "send VASE for 3"])
    await again.close()
  })

  it("happens at the end of a block that is using it", async () => {
    const { journal } = inMemory()
    {
      await using engine = await open(journal)
      await engine.start(echo, 1, { id: "one" })
      expect(await refused(open(journal))).toMatchObject({ code: "journal/locked" })
    }

    const again = await open(journal)

    expect(await (await again.get(echo, "one")).result()).toEqual({ _tag: "Completed", output: 1 })
    await again.close()
  })
})
