import type { Limits } from "lawful/durable"
import { describe, expect, it } from "vitest"
import { checkLimits } from "../../../src/durable/admission/limit.ts"
import { keyOfRun, placesOfOperation, placesOfRun } from "../../../src/durable/admission/places.ts"

const names = { operations: new Set(["Payments.charge"]), workflows: new Set(["fulfil-order"]) }
const charging = (limit: object): Limits => ({ operations: { "Payments.charge": limit } })
const fulfilling = (limit: object): Limits => ({ runs: { workflows: { "fulfil-order": limit } } })

describe("limits", () => {
  it("may be given or left out", () => {
    const check = (limits: Limits) => (): void => checkLimits(limits, names)

    expect(check({})).not.toThrow()
    expect(check({ runs: { concurrency: Infinity } })).not.toThrow()
    expect(check(charging({ concurrency: 10, rate: { count: 100, per: 1000 }, key: String }))).not.toThrow()
    expect(check(fulfilling({ perKey: { concurrency: 1 }, key: String }))).not.toThrow()
  })

  it.each<[string, Limits]>([
    ["runs.concurrency", { runs: { concurrency: 0 } }],
    ["runs.concurrency", { runs: { concurrency: -1 } }],
    ["runs.concurrency", { runs: { concurrency: Number.NaN } }],
    ["runs.concurrency", { runs: { concurrency: 1.5 } }],
    ["runs.rate.count", { runs: { rate: { count: 0, per: 1 } } }],
    ["runs.rate.per", { runs: { rate: { count: 1, per: 0 } } }],
    ["runs.rate.per", { runs: { rate: { count: 1, per: Infinity } } }],
    ["runs.rate.per", { runs: { rate: { count: 1, per: Number.NaN } } }],
    ['operations["Payments.charge"].concurrency', charging({ concurrency: 0 })],
    [
      'operations["Payments.charge"].perKey.rate.count',
      charging({ key: String, perKey: { rate: { count: -1, per: 1 } } })
    ],
    ['operations["Payments.charge"].heartbeat', charging({ heartbeat: 0 })],
    ['operations["Payments.charge"].heartbeat', charging({ heartbeat: Number.NaN })],
    ['operations["Payments.charge"].key', charging({ perKey: { concurrency: 1 } })],
    ['runs.workflows["fulfil-order"].concurrency', fulfilling({ concurrency: 0 })]
  ])("that make no sense are refused: %s of %j", (place, limits) => {
    const check = (): void => checkLimits(limits, names)

    expect(check).toThrow(`expected \`${place}\` to be`)
    expect(check).toThrow(expect.objectContaining({ code: "limit/out-of-range" }))
  })

  it.each<[Limits, string]>([
    [
      { operations: { "Payments.chrage": {} } },
      'operation "Payments.chrage", which the engine does not have; it has Payments.charge'
    ],
    [{ operations: { constructor: {} as never } }, 'operation "constructor"'],
    [
      { runs: { workflows: { fulfil: {} } } },
      'workflow "fulfil", which the engine does not have; it has fulfil-order'
    ]
  ])("of something that there is not are refused: %j", (limits, message) => {
    const check = (): void => checkLimits(limits, names)

    expect(check).toThrow(message)
    expect(check).toThrow(expect.objectContaining({ code: "limit/unknown-name" }))
  })
})

describe("the place of an item", () => {
  const limits: Limits = {
    operations: {
      "Payments.charge": {
        concurrency: 10,
        key: (input: { readonly merchant: string }) => input.merchant,
        perKey: { concurrency: 2 }
      }
    },
    runs: { concurrency: 1000, workflows: { "fulfil-order": { key: (order: string) => order.slice(0, 1) } } }
  }

  it("is in the room of its operation and of its key", () => {
    const { path, fairKey } = placesOfOperation(limits, "Payments.charge", { merchant: "ada" })

    expect(path.map(({ id }) => id)).toEqual(["Payments.charge", "key ada"])
    expect(path.map(({ limit }) => limit.concurrency)).toEqual([10, 2])
    expect(fairKey).toBe("ada")
  })

  it("is in the room of all runs and of its workflow", () => {
    const { path, fairKey } = placesOfRun(limits, "fulfil-order", keyOfRun(limits, "fulfil-order", "a-17"))

    expect(path.map(({ id }) => id)).toEqual(["runs", "fulfil-order"])
    expect(fairKey).toBe("a")
  })

  it("is that of the key with which the run was started, if there is one", () => {
    const runs = ["fulfil-order", "other"].map((name) => placesOfRun(limits, name, "a", "eve").fairKey)
    const charge = placesOfOperation(limits, "Payments.charge", { merchant: "ada" }, "eve")

    expect(runs).toEqual(["eve", "eve"])
    expect(charge.fairKey).toBe("eve")
    expect(charge.path.map(({ id }) => id)).toEqual(["Payments.charge", "key ada"])
  })

  it("is nowhere when there is no limit, whatever its name is", () => {
    const places = [
      placesOfOperation(limits, "constructor", 1),
      placesOfOperation({}, "Payments.charge", 1),
      placesOfRun({}, "__proto__", undefined)
    ]

    expect(places).toEqual(Array(3).fill({ path: [], fairKey: "" }))
  })

  it("is not found, with a typed error, when the function that tells the key has a bug", () => {
    const keys = [(): string => JSON.parse("{") as string, () => 7 as unknown as string]

    for (const key of keys) {
      const find = (): unknown => placesOfOperation(charging({ key }), "Payments.charge", {})

      expect(find).toThrow(/The function `key` in the limit of "Payments.charge" (threw|gave number instead)/)
      expect(find).toThrow(expect.objectContaining({ code: "limit/key-failed" }))
    }
  })
})
