import { left, right } from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import { run, runSync, Step } from "lawful"
import { describe, expect, it } from "vitest"
import { failing, gate, stage } from "./stage.ts"
import { quiet, VirtualClock } from "./virtual-clock.ts"

describe("iterate", () => {
  const until = (last: number) => Step.map((n) => ((n as number) < last ? left((n as number) + 1) : right(n)))

  it("takes a million turns without waiting, pure or not", () => {
    const { provider, plain } = stage({ turn: (n) => n })

    const pure = Step.iterate(Step.pure((n: number) => (n < 1_000_000 ? left(n + 1) : right(n))))
    const real = Step.iterate(pipe(plain("turn"), until(100_000)))

    expect(runSync(pure)(0)).toEqual({ _tag: "Completed", output: 1_000_000 })
    expect(runSync(real, [provider])(0)).toEqual({ _tag: "Completed", output: 100_000 })
  })

  it("takes a hundred thousand turns that wait", async () => {
    const { provider, plain } = stage({ turn: async (n) => n })

    const outcome = await run(Step.iterate(pipe(plain("turn"), until(100_000))), [provider])(0)

    expect(outcome).toEqual({ _tag: "Completed", output: 100_000 })
  })

  it("numbers its turns in the ids of the operations in it, loops in loops too", async () => {
    const ids: Array<string> = []
    const { provider, plain } = stage({ turn: (n, { nodeId }) => (ids.push(nodeId), n) })
    const inner = Step.iterate(
      pipe(
        plain("turn"),
        Step.map((n) => (ids.length % 2 === 1 ? left(n) : right(n)))
      )
    )

    await run(Step.iterate(pipe(inner, until(1))), [provider])(0)

    expect(ids).toEqual([
      "Stage.plain-turn[0][0]",
      "Stage.plain-turn[0][1]",
      "Stage.plain-turn[1][0]",
      "Stage.plain-turn[1][1]"
    ])
  })
})

describe("forEach", () => {
  it("never works on more items than its bound, starts them in order, and gives outputs in order", async () => {
    const clock = new VirtualClock()
    let working = 0
    let most = 0
    const started: Array<number> = []
    const { provider, op } = stage({
      item: (n: number) => {
        started.push(n)
        most = Math.max(most, ++working)
        return new Promise((resolve) => {
          clock.after((n * 7) % 5, () => {
            working--
            resolve(n * 2)
          })
        })
      }
    })
    const items = Array.from({ length: 50 }, (_, index) => index)

    const pending = run(pipe(op("item"), Step.forEach<unknown, unknown, object>({ concurrency: 3 })), [
      provider
    ])(items)
    await clock.advance(1000)

    expect(await pending).toEqual({ _tag: "Completed", output: items.map((n) => n * 2) })
    expect(most).toBe(3)
    expect(started).toEqual(items)
  })

  it("keeps its bound when some items wait and others do not", async () => {
    let working = 0
    let most = 0
    const { provider, op } = stage({
      item: (n: number) => {
        most = Math.max(most, ++working)
        if (n % 3 === 0) {
          working--
          return n
        }
        return quiet().then(() => {
          working--
          return n
        })
      }
    })

    await run(pipe(op("item"), Step.forEach<unknown, unknown, object>({ concurrency: 2 })), [provider])(
      Array.from({ length: 30 }, (_, index) => index)
    )

    expect(most).toBe(2)
  })

  it("refuses a bound that is no whole number", () => {
    for (const concurrency of [0, -1, 1.5, NaN])
      expect(() => pipe(Step.identity(), Step.forEach({ concurrency }))).toThrow("for-each/concurrency")
    expect(() => pipe(Step.identity(), Step.forEach({ concurrency: Infinity }))).not.toThrow()
  })

  it("names its items by key, with marks that cannot be mistaken for other items", async () => {
    const ids: Array<string> = []
    const { provider, op } = stage({ item: (_input, { nodeId }) => ids.push(nodeId) })

    await run(pipe(op("item"), Step.forEach<unknown, unknown, object>({ key: String })), [provider])([
      "a",
      "b][c",
      "b%5D[c"
    ])

    expect(ids).toEqual(["Stage.item[a]", "Stage.item[b%5D[c]", "Stage.item[b%255D[c]"])
  })

  it("starts no more items once one has failed", async () => {
    const slow = gate()
    const { provider, op, log } = stage({
      item: (n: number, context) => (n === 1 ? failing("X")(n as never, context) : slow.promise)
    })

    const pending = run(pipe(op("item"), Step.forEach<unknown, unknown, object>({ concurrency: 2 })), [
      provider
    ])([0, 1, 2, 3])
    slow.open()

    expect((await pending)._tag).toBe("Failed")
    expect(log.filter((entry) => entry === ">item")).toHaveLength(2)
  })

  it("works on ten thousand items at once, and on none", async () => {
    const { provider, op } = stage({ item: async (n) => n })
    const items = Array.from({ length: 10_000 }, (_, index) => index)
    const each = run(pipe(op("item"), Step.forEach()), [provider])

    expect(await each(items)).toEqual({ _tag: "Completed", output: items })
    expect(await each([])).toEqual({ _tag: "Completed", output: [] })
  })
})

describe("all", () => {
  it("runs ten thousand branches, at once and one after the other", async () => {
    const { provider, plain } = stage({ later: async (n) => n, now: (n) => n })
    const branches = (name: string) => Array.from({ length: 10_000 }, () => plain(name)) as [never]

    const later = await run(Step.all(branches("later")), [provider])(1)
    const now = runSync(Step.all(branches("now")), [provider])(1)

    for (const outcome of [later, now]) expect(outcome).toHaveProperty("output.length", 10_000)
  })

  it("gives tuples for tuples and records for records, whichever ends first", async () => {
    const { provider, op } = stage({ slow: () => quiet().then(() => "slow"), fast: () => "fast" })

    const tuple = await run(Step.all([op("slow"), op("fast")]), [provider])(0)
    const record = await run(Step.all({ s: op("slow"), f: op("fast") }), [provider])(0)

    expect(tuple).toEqual({ _tag: "Completed", output: ["slow", "fast"] })
    expect(record).toEqual({ _tag: "Completed", output: { s: "slow", f: "fast" } })
  })
})
