/**
 * Journals with records that no engine of this version has written: a clear error, or the run is held; nothing is changed.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Event, implement, Signature, Step, Workflow } from "lawful"
import { Engine, type Journal, memoryJournal, sqlite, type Value } from "lawful/durable"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { digest, HandClock, place, recordsIn, refused, tamper, turns, until } from "./bench.ts"

const Go = Event.make("Go", { payload: t.string })
const Work = Signature.make("Work", {
  look: { input: t.string, output: t.string, effect: "readonly" }
})
const border = { version: 1, input: t.string, output: t.string, effect: "readonly" } as const
const wait = Workflow.make("wait", {
  ...border,
  body: pipe(Work.look, Step.andThen(Step.waitFor(Go)))
})
const keyed = Workflow.make("keyed", { ...border, body: Step.waitFor(Go, (key: string) => key) })
const sleep = Workflow.make("sleep", { ...border, body: pipe(Step.sleep(1000), Step.as("awake")) })

const workflows = [wait, keyed, sleep]
const implementations = [implement(Work, { look: (what) => what })]
const open = (journal: Journal, clock = new HandClock()) =>
  Engine.open({ journal, workflows, implementations, clock })

/** A journal with a run that waits for an event, one that waits for a time, and one that has ended. */
const prepared = async (): Promise<Journal> => {
  const journal = memoryJournal()
  const engine = await open(journal)
  const ended = await engine.start(wait, "e", { id: "ended" })
  await ended.signal(Go, "end")
  await ended.result()
  await engine.start(wait, "x", { id: "waits" })
  await engine.start(keyed, "k", { id: "keyed" })
  await engine.start(sleep, "x", { id: "sleeps" })
  await turns()
  await engine.close()
  return journal
}

const keyOf = (all: ReadonlyMap<string, Value>, letter: string, holds: string): string => {
  const found = [...all].find(([key, value]) => key.startsWith(`${letter}/`) && String(value).includes(holds))
  if (found === undefined) throw new Error(`no record ${letter} with ${holds}`)
  return found[0]
}
const numberOf = (all: ReadonlyMap<string, Value>, id: string): string =>
  keyOf(all, "r", `"id":"${id}"`).slice(2)

/** What does not change when an engine is opened on a journal and closed. */
const lasting = (all: ReadonlyMap<string, Value>): Map<string, Value> =>
  new Map([...all].filter(([key]) => key !== "x/epoch"))

describe("what belongs to one run", () => {
  it.each([
    [
      "a batch that has been cut off",
      (all: ReadonlyMap<string, Value>) => {
        const key = `e/${numberOf(all, "waits")}/aa`
        return [[keyIn(all, key), '{"input":"x","ti']] as const
      }
    ],
    [
      "a batch that is no JSON",
      (all: ReadonlyMap<string, Value>) => [[keyIn(all, `e/${numberOf(all, "waits")}/`), "\0\0"]] as const
    ],
    [
      "a batch of other things",
      (all: ReadonlyMap<string, Value>) =>
        [[keyIn(all, `e/${numberOf(all, "waits")}/`), '[1,2]\n"x"\nnull']] as const
    ],
    [
      "an event at a node that is not there",
      (all: ReadonlyMap<string, Value>) =>
        [
          [
            lastIn(all, `e/${numberOf(all, "waits")}/`),
            '{"kind":"succeeded","output":1,"at":{"node":"Nowhere","trail":[]},"time":1}'
          ]
        ] as const
    ],
    [
      "a batch too few at the beginning",
      (all: ReadonlyMap<string, Value>) => [[keyIn(all, `e/${numberOf(all, "waits")}/`), null]] as const
    ],
    [
      "a gap in its batches",
      (all: ReadonlyMap<string, Value>) => [[`e/${numberOf(all, "waits")}/a9`, "{}"]] as const
    ],
    [
      "a residual of another shape",
      (all: ReadonlyMap<string, Value>) =>
        [[`s/${numberOf(all, "waits")}`, '{"sequence":0}\n{"root":7}']] as const
    ],
    [
      "a residual that is nothing",
      (all: ReadonlyMap<string, Value>) => [[`s/${numberOf(all, "waits")}`, "null"]] as const
    ],
    [
      "bytes of a codec that nobody has",
      (all: ReadonlyMap<string, Value>) =>
        [[keyIn(all, `e/${numberOf(all, "waits")}/`), new Uint8Array([3, 65, 66, 67, 1, 2])]] as const
    ]
  ] satisfies ReadonlyArray<
    readonly [string, (all: ReadonlyMap<string, Value>) => ReadonlyArray<readonly [string, Value | null]>]
  >)(
    "holds it when it has %s, and the others go on; the right records let it go on too",
    async (_, change) => {
      const journal = await prepared()
      const right = await recordsIn(journal)
      await tamper(journal, change)
      const damaged = await recordsIn(journal)

      const clock = new HandClock()
      const engine = await open(journal, clock)
      const handle = await engine.get(wait, "waits")
      const report = await handle.query()
      expect(report.status).toBe("held")
      expect(report.held).toMatch(/^its records cannot be read: /)
      expect((await engine.list({ status: "held" })).runs.map(({ id }) => id)).toEqual(["waits"])
      expect(await refused(handle.cancel())).toMatchObject({ code: "durable/not-possible" })
      expect(await handle.signal(Go, "kept")).toBe("accepted")
      await engine.emit(Go, "go", { key: "k" })
      expect(await (await engine.get(keyed, "keyed")).result()).toMatchObject({ output: "go" })
      await clock.pass(2000)
      expect(await (await engine.get(sleep, "sleeps")).result()).toMatchObject({ output: "awake" })
      await engine.close()

      // Neither batches nor residuals of it have been touched.
      const own = numberOf(right, "waits")
      const after = await recordsIn(journal)
      for (const key of new Set([...damaged.keys(), ...after.keys()]))
        if (/^[es]\//.test(key) && key.includes(own)) expect(after.get(key)).toEqual(damaged.get(key))
      await tamper(journal, () => {
        const keys = new Set([...right.keys(), ...damaged.keys()])
        return [...keys]
          .filter((key) => /^[es]\//.test(key) && key.includes(own))
          .map((key) => [key, right.get(key) ?? null] as const)
      })
      const again = await open(journal)
      expect(await (await again.get(wait, "waits")).result()).toMatchObject({ output: "kept" })
      await again.close()
    }
  )

  it("that has ended leaves its outcome as it is", async () => {
    const journal = await prepared()
    await tamper(journal, (all: ReadonlyMap<string, Value>) => [
      [keyIn(all, `e/${numberOf(all, "ended")}/`), "nonsense"]
    ])
    const engine = await open(journal)
    const handle = await engine.get(wait, "ended")

    expect((await handle.query()).status).toBe("completed")
    expect(await handle.result()).toEqual({ _tag: "Completed", output: "end" })
    await turns()
    expect((await engine.list({ status: "completed" })).runs.map(({ id }) => id)).toEqual(["ended"])
    await engine.close()
  })
})

/** The first key that begins with this. */
const keyIn = (all: ReadonlyMap<string, Value>, start: string): string =>
  [...all.keys()].find((key) => key.startsWith(start.replace(/aa$/, ""))) ?? start
const lastIn = (all: ReadonlyMap<string, Value>, start: string): string =>
  [...all.keys()].filter((key) => key.startsWith(start)).at(-1) ?? start

describe("what belongs to the engine", () => {
  it.each([
    ["x/epoch", "not a number"],
    ["x/epoch", "-1"],
    ["x/epoch", ""]
  ])("keeps it closed when %s is %j", async (key, value) => {
    const journal = await prepared()
    await tamper(journal, () => [[key, value]])
    const before = await recordsIn(journal)

    const error = await refused(open(journal))

    expect(error).toMatchObject({ code: "durable/damaged-record", key })
    expect(error.message).toContain("restore the journal from a backup")
    expect(await recordsIn(journal)).toEqual(before)
  })

  it("never gives a number twice, whatever has become of the record that counts", async () => {
    const journal = await prepared()
    await tamper(journal, () => [["x/epoch", null]])
    const engine = await open(journal)

    await engine.start(wait, "new", { id: "new" })

    expect((await engine.list()).runs.map(({ id }) => id)).toEqual([
      "new",
      "sleeps",
      "keyed",
      "waits",
      "ended"
    ])
    await engine.close()
  })

  it.each(["nonsense", "7", "null", "{}", '{"id":5}', new Uint8Array([1, 2, 3])])(
    "says which record of a run cannot be right: %j",
    async (value) => {
      const journal = await prepared()
      let key = ""
      await tamper(journal, (all: ReadonlyMap<string, Value>) => [
        [(key = keyOf(all, "r", '"id":"waits"')), value]
      ])
      const engine = await open(journal)

      const error = await refused(engine.get(wait, "waits"))

      expect(error).toMatchObject({ code: "durable/damaged-record", key })
      expect(await refused(engine.start(wait, "x", { id: "waits" }))).toMatchObject({
        code: "durable/damaged-record"
      })
      expect(await (await engine.get(wait, "ended")).result()).toMatchObject({ _tag: "Completed" })
      await engine.close()
      expect((await recordsIn(journal)).get(key)).toEqual(value)
    }
  )

  it.each(["t/a1/zzz/x", "t/a1"])("gives everything up at a timer that makes no sense: %s", async (key) => {
    const journal = await prepared()
    await tamper(journal, () => [[key, "nonsense"]])
    const before = lasting(await recordsIn(journal))
    const clock = new HandClock()
    const engine = await open(journal, clock)
    const handle = await engine.get(sleep, "sleeps").catch((error: Error) => error)

    await clock.pass(5000)

    if (!(handle instanceof Error))
      expect(await refused(handle.result())).toMatchObject({ code: "durable/damaged-record", key })
    expect(await refused(engine.start(wait, "x"))).toMatchObject({ code: "durable/damaged-record", key })
    await engine.close()
    expect(lasting(await recordsIn(journal))).toEqual(before)
  })

  it("refuses an event whose waits make no sense, and changes nothing", async () => {
    const journal = await prepared()
    await tamper(journal, (all: ReadonlyMap<string, Value>) => [
      [[...all.keys()].find((key) => key.startsWith("w/Go/k")) ?? "", "{}"]
    ])
    const before = lasting(await recordsIn(journal))
    const engine = await open(journal)

    const error = await refused(engine.emit(Go, "go", { key: "k", id: "e" }))

    expect(error).toMatchObject({ code: "durable/damaged-record" })
    await engine.close()
    expect(lasting(await recordsIn(journal))).toEqual(before)
  })

  it.each(["l/running/wait/zzz", "l/running/x", "l/held/a/b/c", "zebra/1", "n/ghost", "q", "a/b", "~"])(
    "does not mind a record of nobody: %s",
    async (key) => {
      const journal = await prepared()
      await tamper(journal, () => [[key, "5"]])

      const engine = await open(journal)

      const handle = await engine.get(wait, "waits")
      await handle.signal(Go, "on")
      expect(await handle.result()).toMatchObject({ output: "on" })
      expect((await engine.list()).runs.length).toBe(4)
      await engine.close()
      expect((await recordsIn(journal)).get(key)).toBe("5")
    }
  )
})

describe("a file that is no journal of this version", () => {
  it.each([
    ["text", "journal/foreign", () => Buffer.from("Dear diary, ".repeat(500))],
    [
      "another program's database",
      "journal/foreign",
      (file: string) => {
        const bytes = readFileSync(file)
        bytes.writeUInt32BE(0x12345678, 68)
        return bytes
      }
    ],
    [
      "that of a newer version",
      "journal/newer",
      (file: string) => {
        const bytes = readFileSync(file)
        bytes.writeUInt32BE(99, 60)
        return bytes
      }
    ],
    ["cut off", "journal/corrupted", (file: string) => readFileSync(file).subarray(0, 5000)]
  ] as const)("is refused and left as it is: %s", async (_, code, made) => {
    const folder = place()
    const good = join(folder, "good.db")
    const first = await open(sqlite(good))
    await first.start(wait, "x", { id: "a" })
    await first.close()
    const file = join(folder, "other.db")
    writeFileSync(file, made(good))
    const before = digest(readFileSync(file))

    const error = await refused(open(sqlite(file)))

    expect(error).toMatchObject({ code, journal: file })
    expect(digest(readFileSync(file))).toBe(before)
  })
})

describe("an engine that was refused", () => {
  it("has let the journal go", async () => {
    const journal = await prepared()
    const right = (await recordsIn(journal)).get("x/epoch") ?? null
    await tamper(journal, () => [["x/epoch", "?"]])
    await refused(open(journal))

    await tamper(journal, () => [["x/epoch", right]])

    const engine = await open(journal)
    await until(async () => (await engine.list()).runs.length === 4)
    await engine.close()
  })
})
