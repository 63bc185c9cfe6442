import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Admission, type Place, type Ticket } from "../../../src/durable/admission/admission.ts"
import { type Item, Model } from "./model.ts"

const limits = fc.record(
  {
    concurrency: fc.integer({ min: 1, max: 4 }),
    rate: fc.record({ count: fc.integer({ min: 1, max: 4 }), per: fc.integer({ min: 1, max: 50 }) })
  },
  { requiredKeys: [] }
)

/** A tree of limits: one for all, three within it, and two keys in each of these. */
const trees = fc.tuple(limits, fc.array(limits, { minLength: 9, maxLength: 9 })).map(([all, inner]) => {
  const place = (id: string, index: number): Place => ({ id, limit: inner[index] ?? {} })
  const outer: Place = { id: "all", limit: all }
  return [0, 1, 2].flatMap((name) => [
    [outer, place(`name ${name}`, name)],
    [outer, place(`name ${name}`, name), place("key 0", 3 + 2 * name)],
    [outer, place(`name ${name}`, name), place("key 1", 4 + 2 * name)]
  ])
})

const moves = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      move: fc.constant("request" as const),
      path: fc.nat(8),
      priority: fc.integer({ min: -1, max: 1 }),
      fairKey: fc.constantFrom("a", "b", "c")
    })
  },
  { weight: 4, arbitrary: fc.record({ move: fc.constant("release" as const), at: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ move: fc.constant("give up" as const), at: fc.nat(20) }) },
  {
    weight: 3,
    arbitrary: fc.record({ move: fc.constant("pass" as const), by: fc.integer({ min: 0, max: 60 }) })
  },
  {
    weight: 1,
    arbitrary: fc.record({ move: fc.constant("tell" as const), by: fc.integer({ min: -40, max: 40 }) })
  }
)

/** One room, so many at once. */
const room = (concurrency: number): ReadonlyArray<Place> => [{ id: "all", limit: { concurrency } }]

describe("admission", () => {
  it("starts whoever is next, never against a limit, and as soon as there is room", () => {
    fc.assert(
      fc.property(trees, fc.array(moves, { maxLength: 120, size: "max" }), (paths, all) => {
        const model = new Model(new Admission())

        for (const move of all) {
          switch (move.move) {
            case "request":
              model.request({ ...move, path: paths[move.path] ?? [] })
              break
            case "release":
              model.end("running", move.at)
              break
            case "give up":
              model.end("waiting", move.at)
              break
            case "pass":
              model.pass(move.by)
              break
            case "tell":
              // Time passes, or is put back, and nobody wakes the admission.
              model.clock += move.by
              break
          }
        }

        expect(model.complaints).toEqual([])
      }),
      { numRuns: 1000 }
    )
  })

  it("gives each of k keys its turn within k starts, however many items one of them has", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 8 }), (counts) => {
        const model = new Model(new Admission())
        const item = (fairKey: string): Item => ({ path: room(1), priority: 0, fairKey })
        model.request(item("first"))
        counts.forEach((count, key) => {
          for (let index = 0; index < count; index++) model.request(item(String(key)))
        })

        const total = counts.reduce((sum, count) => sum + count, 0)
        for (let index = 0; index < total; index++) model.end("running", 0)

        const keys = model.started.slice(1).map(({ fairKey }) => fairKey)
        const shortest = Math.min(...counts)
        expect(keys).toHaveLength(total)
        for (let turn = 0; turn < shortest; turn++)
          expect(new Set(keys.slice(turn * counts.length, (turn + 1) * counts.length)).size).toBe(
            counts.length
          )
      })
    )
  })

  it("lets a newcomer go before those of somebody who has a hundred thousand", () => {
    const admission = new Admission()
    const started: Array<string> = []
    const request = (fairKey: string): Ticket =>
      admission.request({ path: room(1), priority: 0, fairKey, start: () => void started.push(fairKey) }, 0)

    const [first, second] = Array.from({ length: 100_000 }, () => request("large"))
    const small = request("small")
    for (const ticket of [first, second, small]) if (ticket !== undefined) admission.release(ticket, 0)

    expect(started).toEqual(["large", "large", "small", "large"])
  })

  it("starts a hundred thousand in a row that end at once, and does not nest them", () => {
    const admission = new Admission()
    const item = { path: room(1), priority: 0, fairKey: "" }
    let ended = 0
    const holding = admission.request({ ...item, start: () => undefined }, 0)
    for (let index = 0; index < 100_000; index++) {
      const ticket: Ticket = admission.request(
        { ...item, start: () => (ended++, admission.release(ticket, 0)) },
        0
      )
    }

    admission.release(holding, 0)

    expect(ended).toBe(100_000)
  })

  it("goes on after somebody has thrown where he was started", () => {
    const admission = new Admission()
    const started: Array<number> = []
    const item = { path: room(1), priority: 0, fairKey: "" }
    const bad = (): never => {
      throw new Error("a bug")
    }
    const holding = admission.request({ ...item, start: () => undefined }, 0)
    const broken = admission.request({ ...item, start: bad }, 0)
    admission.request({ ...item, start: () => void started.push(2) }, 0)

    expect(() => admission.release(holding, 0)).toThrow("a bug")
    admission.release(broken, 0)

    expect(started).toEqual([2])
  })

  it("starts at once what has no limit", () => {
    const admission = new Admission()
    let started = 0

    for (let index = 0; index < 10; index++)
      admission.request({ path: [], priority: 0, fairKey: "", start: () => void started++ }, 0)

    expect(started).toBe(10)
    expect(admission.nextWake()).toBeUndefined()
  })
})
