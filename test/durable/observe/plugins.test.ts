/**
 * Plugins: what they are told, what they may do, and what comes of it when they fail.
 */
import { implement } from "lawful"
import {
  Engine,
  type Journal,
  JournalFailure,
  type LifecycleEvent,
  type Plugin,
  type Records,
  showLifecycle,
  traceOf
} from "lawful/durable"
import { describe, expect, it } from "vitest"
import { inMemory, journals, recordsOf, refused, turns, watched } from "../engine/bench.ts"
import { order, Paid, Post, Shop, Stock } from "../engine/shop.ts"
import { hasEnded, mistakeIn, words } from "./grammar.ts"

const trace = {
  traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
  tracestate: "vendor=1"
}

const open = (
  journal: Journal,
  observe: (event: LifecycleEvent) => void,
  plugins: ReadonlyArray<Plugin> = []
) =>
  Engine.open({ journal, workflows: [order], implementations: new Shop().implementations, observe, plugins })

/** One order from start to end. */
const ordered = async (plugins: ReadonlyArray<Plugin>): Promise<void> => {
  const engine = await open(inMemory().journal, () => undefined, plugins)
  const handle = await engine.start(order, { item: "vase" }, { id: "order-1" })
  await turns()
  await handle.signal(Paid, { amount: 3 })
  await handle.result()
  await engine.close()
}

describe("the story of a run", () => {
  it("is told in order", async () => {
    const lines: Array<string> = []

    await ordered([
      { name: "log", version: "1", observe: (event) => void lines.push(showLifecycle({ ...event, at: 0 })) }
    ])

    expect(lines.map((line) => line.replace("1970-01-01T00:00:00.000Z ", ""))).toEqual([
      "run/created order-1 (order, version 1)",
      "run/started order-1 (order, version 1)",
      "operation/started order-1 (order, version 1): Stock.take at Stock.take",
      "operation/succeeded order-1 (order, version 1): Stock.take at Stock.take",
      "wait/began order-1 (order, version 1): wait:Paid, for Paid",
      "run/waiting order-1 (order, version 1)",
      "run/woken order-1 (order, version 1)",
      "wait/ended order-1 (order, version 1): wait:Paid",
      "operation/started order-1 (order, version 1): Post.send at Post.send",
      "operation/succeeded order-1 (order, version 1): Post.send at Post.send",
      "run/completed order-1 (order, version 1)"
    ])
  })

  it("has hooks for the beginnings and ends", async () => {
    const told: Array<string> = []
    const tell =
      (hook: string) =>
      ({ kind }: LifecycleEvent): void => {
        told.push(`${hook} ${kind}`)
      }

    await ordered([
      {
        name: "hooks",
        version: "1",
        beforeRun: tell("beforeRun"),
        afterRun: tell("afterRun"),
        beforeOperation: tell("beforeOperation"),
        afterOperation: tell("afterOperation")
      }
    ])

    expect(told).toEqual([
      "beforeRun run/started",
      "beforeOperation operation/started",
      "afterOperation operation/succeeded",
      "beforeOperation operation/started",
      "afterOperation operation/succeeded",
      "afterRun run/completed"
    ])
  })

  it("is not one that lacks an event, or has one twice, or two in another order", async () => {
    const events: Array<LifecycleEvent> = []
    await ordered([{ name: "watcher", version: "1", observe: (event) => void events.push(event) }])
    const [word = []] = [...words(events).values()]

    const lacking = word.map((_, index) => word.toSpliced(index, 1))
    const twice = word.map((event, index) => word.toSpliced(index, 0, event))
    const wrong = [...lacking.slice(0, -1), ...twice].filter((other) => mistakeIn(other) === undefined)

    expect(mistakeIn(word)).toBeUndefined()
    expect(wrong).toEqual([])
    expect(mistakeIn(word.toReversed())).toBeDefined()
  })

  it("shows no values in the lines of a log, and nothing that ends a line", () => {
    const line = showLifecycle({
      id: "1/0/0",
      at: 0,
      runId: "a\nb\u001b[31m\u202e",
      rootId: "",
      workflow: "w",
      version: 1,
      kind: "operation/failed",
      node: "n",
      operation: "Pay.charge",
      attempt: 2,
      undoing: true,
      key: "k",
      error: { _tag: "Declined", card: "4111" }
    })

    expect(line).toBe(
      "1970-01-01T00:00:00.000Z operation/failed a\\u000ab\\u001b[31m\\u202e (w, version 1): Pay.charge at n, attempt 2, undoing, Declined"
    )
  })
})

describe.each(journals)("a process that is killed on %s", (_, made) => {
  it("leaves to the next one what it has not told, wherever it is killed", async () => {
    for (let killedAt = 1; killedAt <= 12; killedAt++) {
      const { journal, killed } = made()
      const events: Array<LifecycleEvent> = []
      const early: Array<string> = []
      let alive = true
      let records: Records | undefined
      const first = await open(
        watched(journal, {
          opened: (opened) => {
            records = opened
          },
          beforeCommit: () => {
            if (!alive) throw new Error("the process is dead")
          }
        }),
        (event) => {
          // A dead process is told nothing.
          if (!alive) return
          if (!isOnDisk(records as Records, event)) early.push(showLifecycle(event))
          events.push(event)
          alive = events.length < killedAt
        }
      )
      const started = await first.start(order, { item: "vase" }, { id: "order-1" }).catch(() => undefined)
      if (alive) await started?.signal(Paid, { amount: 3 }).catch(() => undefined)
      await turns()
      alive = false

      const second = await open(killed(), (event) => void events.push(event))
      const handle = await second.start(order, { item: "vase" }, { id: "order-1" })
      await handle.signal(Paid, { amount: 3 }, { id: "paid" })
      await handle.result()
      await second.close()

      const [word = []] = [...words(events).values()]
      expect(early).toEqual([])
      expect([killedAt, mistakeIn(word), hasEnded(word)]).toEqual([killedAt, undefined, true])
    }
  })
})

/** Whether the batch of what is told has been written. */
const isOnDisk = (records: Records, { id }: LifecycleEvent): boolean => {
  const [, kind = ""] = id.split("/")
  const all = [...recordsOf(records).keys()]
  if (kind === "created" || kind === "call") return all.some((key) => key.startsWith("e/"))
  return all.filter((key) => key.startsWith("e/")).length > Number(kind) - (id.endsWith("waiting") ? 1 : 0)
}

describe("a plugin that fails", () => {
  it("is reported to the others, with the event and the hook, and not to itself", async () => {
    const told: Array<LifecycleEvent> = []

    await ordered([
      {
        name: "bad",
        version: "2.1",
        observe: ({ kind }) => {
          if (kind === "run/created" || kind === "plugin/failed") throw new Error("cannot reach the log")
        },
        afterRun: () => Promise.reject(new Error("too late"))
      },
      { name: "good", version: "1", observe: (event) => void told.push(event) }
    ])

    const failures = told.filter(({ kind }) => kind === "plugin/failed")
    const created = told.find(({ kind }) => kind === "run/created")?.id
    const completed = told.find(({ kind }) => kind === "run/completed")?.id
    const reported = (hook: string, event: string | undefined, message: string) => ({
      kind: "plugin/failed",
      plugin: "bad",
      version: "2.1",
      hook,
      event,
      cause: { kind: "error", name: "Error", message, code: null }
    })
    expect(failures).toMatchObject([
      reported("observe", created, "cannot reach the log"),
      reported("afterRun", completed, "too late")
    ])
  })

  it("changes no value that the run goes on with, when it changes what it is told", async () => {
    const outputs: Array<unknown> = []
    const engine = await open(inMemory().journal, (event) => {
      outputs.push(Reflect.set(event, "attributes", {}), Reflect.set(event, "output", "spoilt"))
    })
    const handle = await engine.start(order, { item: "vase" }, { id: "order-1", attributes: { shop: "7" } })

    await handle.signal(Paid, { amount: 3 })

    expect(await handle.result()).toEqual({ _tag: "Completed", output: "sent VASE for 3" })
    expect(outputs).not.toContain(true)
    expect((await engine.list({ attributes: { shop: "7" } })).runs).toHaveLength(1)
    await engine.close()
  })

  it("may not have the name of another one", async () => {
    const { journal } = inMemory()
    const twice = { name: "log", version: "1" }

    const refusal = await refused(open(journal, () => undefined, [twice, twice]))

    expect(refusal.code).toBe("durable/duplicate-plugin")
    await (await open(journal, () => undefined)).close()
  })
})

describe("a journal that fails", () => {
  it("is told once until it is written again, and what was lost is never told", async () => {
    const { journal } = inMemory()
    const told: Array<string> = []
    let full = 0
    const engine = await open(
      watched(journal, {
        beforeCommit: () => {
          if (full-- > 0) throw new JournalFailure("journal/full", "memory", "There is no room.")
        }
      }),
      ({ kind }) => void told.push(kind)
    )
    await turns()

    full = 2
    const refusal = await refused(engine.start(order, { item: "vase" }, { id: "order-1" }))
    await new Promise((resolve) => setTimeout(resolve, 700))
    await engine.start(order, { item: "vase" }, { id: "order-2" })
    await turns()

    expect(refusal.code).toBe("journal/full")
    expect(told.slice(0, 4)).toEqual(["journal/failing", "journal/recovered", "run/created", "run/started"])
    expect(told.filter((kind) => kind === "run/created")).toHaveLength(1)
    await engine.close()
  })
})

describe("a trace context", () => {
  it("reaches events and operations, in this process and the next", async () => {
    const { journal, killed } = inMemory()
    const seen: Array<unknown> = []
    const implementations = [
      implement(Stock, {
        take: (item, context) => {
          seen.push(traceOf(context))
          return item
        },
        putBack: () => undefined,
        look: () => 0
      }),
      implement(Post, {
        send: (parcel, context) => {
          seen.push(traceOf(context))
          return parcel
        }
      })
    ]
    const events: Array<LifecycleEvent> = []
    const observe = (event: LifecycleEvent): void => void events.push(event)
    const first = await Engine.open({ journal, workflows: [order], implementations, observe })
    await first.start(order, { item: "vase" }, { id: "order-1", trace })
    await turns()

    const second = await Engine.open({ journal: killed(), workflows: [order], implementations, observe })
    const handle = await second.get(order, "order-1")
    await handle.signal(Paid, { amount: 3 })
    await handle.result()
    await second.close()

    expect(seen).toEqual([trace, trace])
    expect(events.every((event) => "runId" in event && event.trace?.traceparent === trace.traceparent)).toBe(
      true
    )
  })

  it.each([
    "",
    "hello",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
    "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
    "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
    "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n"
  ])("is refused when its traceparent is %j", async (traceparent) => {
    const engine = await open(inMemory().journal, () => undefined)

    const refusal = await refused(engine.start(order, { item: "vase" }, { trace: { traceparent } }))

    expect(refusal.code).toBe("durable/invalid-trace")
    expect((await engine.list()).runs).toEqual([])
    await engine.close()
  })

  it("of a later version may have more fields", async () => {
    const engine = await open(inMemory().journal, () => undefined)
    const traceparent = `01${trace.traceparent.slice(2)}-more`

    const handle = await engine.start(order, { item: "vase" }, { trace: { traceparent } })

    expect(handle.id).not.toBe("")
    await engine.close()
  })
})
