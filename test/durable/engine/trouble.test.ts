/**
 * Trouble with the journal, with time, and with what implementations do.
 */
import { rmSync, truncateSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Codec, type Context, implement, Signature, Step, Workflow } from "lawful"
import { Engine, type Journal, JournalFailure, memoryJournal, sqlite } from "lawful/durable"
import { describe, expect, it } from "vitest"
import { HandClock, inMemory, place, recordsIn, refused, turns, until, watched } from "./bench.ts"
import { mayMount, mounted, unmount } from "../mount.ts"
import { Gate, order, Paid, Shop } from "./shop.ts"

const anything = Codec.unchecked<unknown>()
const sleep = Workflow.make("sleep", {
  version: 1,
  input: t.number,
  output: t.string,
  effect: "readonly",
  body: pipe(
    Step.sleep((delay: number) => delay),
    Step.as("awake")
  )
})

const open = (journal: Journal, shop = new Shop(), clock?: HandClock) =>
  Engine.open({
    journal,
    workflows: [order, sleep],
    implementations: shop.implementations,
    ...(clock === undefined ? {} : { clock })
  })
const sent = { _tag: "Completed", output: "sent VASE for 3" }

describe("a journal that fails for a while", () => {
  const failing = (journal: Journal) => {
    const state = { failing: false, commits: 0 }
    return {
      state,
      journal: watched(journal, {
        beforeCommit: () => {
          state.commits++
          if (state.failing) throw new JournalFailure("journal/full", "memory", "There is no room.")
        }
      })
    }
  }

  it("refuses what is asked for, keeps what is under way, and repeats no call", async () => {
    const { journal, state } = failing(inMemory().journal)
    const shop = new Shop()
    const gate = new Gate()
    shop.before.set("take", () => gate.passed)
    const clock = new HandClock()
    const engine = await open(journal, shop, clock)
    const handle = await engine.start(order, { item: "vase" }, { id: "a" })
    await engine.start(sleep, 100, { id: "s" })
    await turns()

    state.failing = true
    for (let index = 0; index < 10; index++)
      expect(await refused(engine.start(order, { item: "bowl" }))).toMatchObject({ code: "journal/full" })
    expect(await refused(handle.signal(Paid, { amount: 9 }))).toMatchObject({ code: "journal/full" })
    gate.open()
    await clock.pass(5000)
    const tries = state.commits
    await clock.pass(1000)
    // It is tried again five times a second, however often it has failed.
    expect(state.commits - tries).toBeLessThanOrEqual(10)
    state.failing = false
    await clock.pass(1000)
    await handle.signal(Paid, { amount: 3 })

    expect(await handle.result()).toEqual(sent)
    expect(await (await engine.get(sleep, "s")).result()).toMatchObject({ output: "awake" })
    expect(shop.calls).toEqual(["take vase", "send VASE for 3"])
    await engine.close()
  })

  it("from the first commit on gives no number twice when it goes well again", async () => {
    const { journal, killed } = inMemory()
    const first = failing(journal)
    const clock = new HandClock()
    first.state.failing = true
    const engine = await open(first.journal, new Shop(), clock)
    await turns()
    first.state.failing = false
    await clock.pass(1000)
    await engine.start(sleep, 1e9, { id: "one" })

    const again = await open(killed(), new Shop(), clock)
    await again.start(sleep, 1e9, { id: "two" })

    expect((await again.list()).runs.map(({ id }) => id)).toEqual(["two", "one"])
    await again.close()
  })

  it("loses nothing and does nothing twice, whenever it fails", async () => {
    for (let nth = 1; nth <= 10; nth++) {
      let commits = 0
      const clock = new HandClock()
      const journal = watched(inMemory().journal, {
        beforeCommit: () => {
          commits++
          if (commits === nth) throw new JournalFailure("journal/unavailable", "memory", "Not now.")
        }
      })
      const shop = new Shop()
      const engine = await open(journal, shop, clock)
      const start = () => engine.start(order, { item: "vase" }, { id: "a" })
      const handle = await start().catch(async () => {
        await clock.pass(1000)
        return start()
      })
      await clock.pass(1000)
      await handle.signal(Paid, { amount: 3 }, { id: "p" }).catch(async () => {
        await clock.pass(1000)
        return handle.signal(Paid, { amount: 3 }, { id: "p" })
      })
      await clock.pass(1000)

      expect([nth, await handle.result()]).toEqual([nth, sent])
      expect(shop.calls).toEqual(["take vase", "send VASE for 3"])
      await engine.close()
    }
  })
})

describe("a journal that fails for good", () => {
  it("rejects everything with what it has thrown, and goes on when it is opened again", async () => {
    const { journal, killed } = inMemory()
    let broken = false
    const shop = new Shop()
    const engine = await open(
      watched(journal, {
        beforeCommit: () => {
          if (broken) throw new TypeError("a bug in a journal")
        }
      }),
      shop
    )
    const handle = await engine.start(order, { item: "vase" }, { id: "a" })
    await turns()
    const result = refused(handle.result())
    broken = true

    expect((await refused(handle.signal(Paid, { amount: 3 }))).message).toBe("a bug in a journal")
    expect((await result).message).toBe("a bug in a journal")
    broken = false
    expect((await refused(engine.start(sleep, 1))).message).toBe("a bug in a journal")
    await engine.close()

    const again = await open(killed(), shop)
    const found = await again.get(order, "a")
    await found.signal(Paid, { amount: 3 })
    expect(await found.result()).toEqual(sent)
    await again.close()
  })

  it("that somebody else has taken over is written no more, and every promise rejects", async () => {
    const file = join(place(), "a.db")
    const shop = new Shop()
    const gate = new Gate()
    shop.before.set("take", () => gate.passed)
    const first = await open(sqlite(file), shop)
    const handle = await first.start(order, { item: "vase" }, { id: "a" })
    await turns()
    const result = refused(handle.result())
    expect(await refused(open(sqlite(file)))).toMatchObject({ code: "journal/locked" })
    rmSync(`${file}-lock`)
    const other = new Shop()
    const second = await open(sqlite(file), other)
    await turns()

    gate.open()
    await turns()

    expect(await refused(handle.signal(Paid, { amount: 1 }))).toMatchObject({ code: "journal/fenced" })
    expect(await result).toMatchObject({ code: "journal/fenced" })
    for (const asked of [
      first.start(sleep, 1),
      first.list(),
      handle.query(),
      handle.cancel(),
      handle.result()
    ])
      expect(await refused(asked)).toMatchObject({ code: "journal/fenced" })
    expect(shop.calls).toEqual(["take vase"])
    const found = await second.get(order, "a")
    await found.signal(Paid, { amount: 3 })
    expect(await found.result()).toEqual(sent)
    expect(other.calls).toEqual(["take vase", "send VASE for 3"])
    await first.close()
    await second.close()
  })
})

describe("a disk that is full", () => {
  it.skipIf(!mayMount)("refuses starts, and runs under way go on when there is room again", async () => {
    const small = join(place(), "small")
    mounted(small, "size=2m")
    try {
      const ballast = join(small, "ballast")
      writeFileSync(ballast, Buffer.alloc(1_000_000))
      const shop = new Shop()
      const gate = new Gate()
      shop.before.set("take", (item) => (item === "vase" ? gate.passed : undefined))
      const engine = await open(sqlite(join(small, "a.db")), shop)
      const handle = await engine.start(order, { item: "vase" }, { id: "a" })
      await turns()
      let failure: unknown
      let started = 0
      while (failure === undefined && started < 2000) {
        const item = "x".repeat(3000)
        const next = await engine
          .start(order, { item }, { id: `fill-${started}` })
          .catch((cause: unknown) => void (failure = cause))
        if (next !== undefined) started++
      }
      expect(failure).toMatchObject({ code: "journal/full" })
      gate.open()
      await turns()
      truncateSync(ballast, 0)

      await until(async () => (await handle.signal(Paid, { amount: 3 }, { id: "p" }).catch(() => "")) !== "")

      expect(await handle.result()).toEqual(sent)
      expect(shop.calls.filter((call) => call.endsWith("vase"))).toEqual(["take vase"])
      await until(async () => (await engine.list({ status: "waiting", limit: 5000 })).runs.length >= started)
      expect(new Set(shop.calls).size).toBe(2 + (started > 0 ? 1 : 0))
      expect(engine.check()).toEqual([])
      await engine.close()
    } finally {
      unmount(small)
    }
  })
})

describe("a clock", () => {
  it("that is set forwards makes timers due, at the latest after a minute", async () => {
    const clock = new HandClock()
    const engine = await open(inMemory().journal, new Shop(), clock)
    const handle = await engine.start(sleep, 10 * 3_600_000)
    await turns()

    clock.set(11 * 3_600_000)
    await clock.pass(60_001)

    expect(await handle.result()).toMatchObject({ output: "awake" })
    await engine.close()
  })

  it("that is set backwards makes no timer early, none fires twice, and none is lost", async () => {
    const clock = new HandClock()
    const { journal, killed } = inMemory()
    const engine = await open(journal, new Shop(), clock)
    const started = clock.now()
    await engine.start(sleep, 1000, { id: "a" })
    await engine.start(sleep, 3_700_000, { id: "b" })
    await turns()

    clock.set(-3_600_000)
    await clock.pass(100_000)
    expect((await engine.list({ status: "waiting" })).runs.length).toBe(2)
    const again = await open(killed(), new Shop(), clock)
    await clock.pass(started + 1000 - clock.now() + 60_000)
    const report = await (await again.get(sleep, "a")).query()
    expect(report.status).toBe("completed")
    expect(report.ended).toBeGreaterThanOrEqual(started + 1000)
    expect((await (await again.get(sleep, "b")).query()).status).toBe("waiting")
    clock.set(5 * 3_600_000)
    await clock.pass(60_001)

    expect(await (await again.get(sleep, "b")).result()).toMatchObject({ output: "awake" })
    await again.close()
  })

  it("that goes backwards at every look makes nothing too early", async () => {
    const clock = new HandClock()
    let look = 0
    const shaky = { now: () => clock.now() - (look++ % 7), after: clock.after }
    const engine = await Engine.open({ journal: memoryJournal(), workflows: [sleep], clock: shaky })
    const handles = []
    for (let delay = 1; delay < 40; delay++) handles.push(await engine.start(sleep, delay))

    for (let step = 0; step < 100; step++) await clock.pass(5)

    for (const handle of handles) expect(await handle.result()).toMatchObject({ output: "awake" })
    await engine.close()
  })

  it("does not arm a deadline again when the process ends", async () => {
    const clock = new HandClock()
    const limited = Workflow.make("limited", {
      version: 1,
      input: t.undefined,
      output: t.string,
      effect: "readonly",
      body: pipe(
        Step.waitFor(Paid),
        Step.as("paid"),
        Step.timeout(10_000),
        Step.catchTag("TimedOut", Step.succeed("too late"))
      )
    })
    const { journal, killed } = inMemory()
    await (await Engine.open({ journal, workflows: [limited], clock })).start(limited, undefined, { id: "a" })
    await clock.pass(6000)
    await Engine.open({ journal: killed(), workflows: [limited], clock })
    await clock.pass(3999)
    const last = await Engine.open({ journal: killed(), workflows: [limited], clock })
    const handle = await last.get(limited, "a")
    expect((await handle.query()).status).toBe("waiting")

    await clock.pass(1)

    expect(await handle.result()).toEqual({ _tag: "Completed", output: "too late" })
    await last.close()
  })
})

const Odd = Signature.make("Odd", {
  act: { input: anything, output: anything, effect: "undoable", delivery: "idempotent" },
  look: { input: anything, output: anything, effect: "readonly" }
})

/** What is thrown need not be an error. */
const throwing = (cause: unknown): never => {
  throw cause as Error
}

/** What is awaited as if it were a promise. */
const thenable = (method: (yes: (value: unknown) => void, no: (cause: unknown) => void) => void): object => ({
  // oxlint-disable-next-line unicorn/no-thenable -- that is the point of it
  then: method
})

/** Runs one call of an implementation, beside a run that has nothing to do with it. */
const called = async (handler: (input: unknown, context: Context) => unknown): Promise<unknown> => {
  const look = Workflow.make("look", {
    version: 1,
    input: anything,
    output: anything,
    effect: "readonly",
    body: Odd.look
  })
  const engine = await Engine.open({
    journal: memoryJournal(),
    workflows: [look, sleep],
    implementations: [implement(Odd, { look: handler, act: handler })]
  })
  const handle = await engine.start(look, { a: 1 })
  const outcome = await handle.result()
  expect(await (await engine.start(sleep, 1)).result()).toMatchObject({ output: "awake" })
  await engine.close()
  return outcome
}

describe("an implementation", () => {
  const hostile = {
    get name(): string {
      throw new Error("not even a name")
    }
  }

  it.each<readonly [string, () => unknown, unknown]>([
    [
      "throws",
      () => {
        throw new Error("no")
      },
      { message: "no" }
    ],
    ["throws a string", () => throwing("no"), "no"],
    ["throws nothing", () => throwing(undefined), undefined],
    ["throws a function", () => throwing(() => 1), { code: "machine/unwritable" }],
    ["throws a symbol", () => throwing(Symbol("s")), { code: "machine/unwritable" }],
    [
      "throws an error whose message is no text",
      () => {
        throw Object.assign(new Error(), { message: () => 1 })
      },
      { code: "machine/unwritable" }
    ],
    [
      "throws an error that cannot be looked at",
      () => {
        throw Object.setPrototypeOf(hostile, Error.prototype)
      },
      { message: "What was thrown cannot be looked at." }
    ],
    [
      "throws an error of 20 MB",
      () => {
        throw new Error("x".repeat(20_000_000))
      },
      { code: "payload/too-large" }
    ],
    ["rejects", () => Promise.reject(new Error("no")), { message: "no" }],
    [
      "gives a thenable that rejects twice",
      () =>
        thenable((_, no) => {
          no(new Error("no"))
          no(new Error("again"))
        }),
      { message: "no" }
    ],
    [
      "gives a thenable that throws",
      () =>
        thenable(() => {
          throw new Error("no")
        }),
      { message: "no" }
    ],
    [
      "gives a thenable whose then cannot be read",
      // oxlint-disable-next-line unicorn/no-thenable -- that is the point of it
      () => Object.defineProperty({}, "then", { get: () => throwing(new Error("no")) }),
      { message: "no" }
    ],
    ["gives 50 MB", () => "x".repeat(50_000_000), { code: "payload/too-large" }]
  ])("that %s is a defect of its run, and others go on", async (_, handler, cause) => {
    const outcome = await called(handler)

    expect(outcome).toMatchObject({ _tag: "Defect", at: "Odd.look" })
    expect((outcome as { readonly cause: unknown }).cause).toEqual(
      typeof cause === "object" && cause !== null ? expect.objectContaining(cause) : cause
    )
  })

  it.each<readonly [string, () => unknown]>([
    [
      "resolves twice",
      () =>
        thenable((yes) => {
          yes("one")
          yes("two")
        })
    ],
    [
      "throws after it has resolved",
      () =>
        thenable((yes) => {
          yes("one")
          throw new Error("late")
        })
    ],
    ["gives a thenable of a thenable", () => Promise.resolve(thenable((yes) => yes("one")))]
  ])("that %s has given its first answer", async (_, handler) => {
    expect(await called(handler)).toEqual({ _tag: "Completed", output: "one" })
  })

  it("that changes its input does not change what is on record", async () => {
    const { journal, killed } = inMemory()
    const act = Workflow.make("act", {
      version: 1,
      input: anything,
      output: anything,
      effect: "readonly",
      body: Odd.look
    })
    const seen: Array<unknown> = []
    const gate = new Gate()
    const first = await Engine.open({
      journal,
      workflows: [act],
      implementations: [
        implement(Odd, {
          act: () => undefined,
          look: (input) => {
            ;(input as { list: Array<number> }).list.push(2)
            return gate.passed
          }
        })
      ]
    })
    await first.start(act, { list: [1] }, { id: "a" })
    await turns()
    const again = await Engine.open({
      journal: killed(),
      workflows: [act],
      implementations: [implement(Odd, { act: () => undefined, look: (input) => void seen.push(input) })]
    })

    expect(await (await again.get(act, "a")).result()).toMatchObject({ _tag: "Completed" })
    expect(seen).toEqual([{ list: [1] }])
    await again.start(act, { list: [1] }, { id: "a" })
    await again.close()
  })

  it("that starts runs and sends events is answered, and its own run goes on", async () => {
    const outer = Workflow.make("outer", {
      version: 1,
      input: anything,
      output: anything,
      effect: "readonly",
      body: Odd.look
    })
    const options = {
      journal: memoryJournal(),
      workflows: [outer, sleep],
      implementations: [
        implement(Odd, {
          act: () => undefined,
          look: async () => {
            const handle = await engine.start(sleep, 1, { id: "inner" })
            const outcome = await handle.result()
            return outcome._tag
          }
        })
      ]
    }
    const engine: Engine<typeof outer | typeof sleep> = await Engine.open(options)

    const handle = await engine.start(outer, 1)

    expect(await handle.result()).toEqual({ _tag: "Completed", output: "Completed" })
    await engine.close()
  })

  it("that answers after its engine was killed changes nothing", async () => {
    const { journal, killed } = inMemory()
    const shop = new Shop()
    const gate = new Gate()
    shop.before.set("take", () => gate.passed)
    const first = await open(journal, shop)
    const handle = await first.start(order, { item: "vase" }, { id: "a" })
    await turns()
    const result = refused(handle.result())
    const other = new Shop()
    const again = await open(killed(), other)
    const found = await again.get(order, "a")
    await found.signal(Paid, { amount: 3 })
    expect(await found.result()).toEqual(sent)

    gate.open()
    await turns()

    expect(await result).toMatchObject({ code: "journal/fenced" })
    await again.close()
    expect([...(await recordsIn(journal)).values()].join().match(/VASE/g)?.length).toBeGreaterThan(0)
    expect(other.calls).toEqual(["take vase", "send VASE for 3"])
  })
})
