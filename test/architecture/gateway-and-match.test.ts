/**
 * Gateways that are refused, and mismatches in words.
 */
import * as t from "io-ts"
import { Codec, run, Saga, Signature, Step, Workflow } from "lawful"
import { correspondence, gateway, NotIsomorphic, oneToOne, optional } from "lawful/architecture"
import { describe, expect, it } from "vitest"

const text = { input: t.string, output: t.string }
const Stock = Signature.make("Stock", {
  take: { ...text, effect: "undoable" },
  put: { ...text, effect: "undo" },
  look: { ...text, effect: "readonly" }
})

describe("a gateway", () => {
  it("refuses a write that has an undo", () => {
    const taking = Saga.undoable(Stock.take, Stock.put)

    expect(() => gateway({ stock: optional(taking) })).toThrow(
      'the branch "stock" writes (Stock.take). Put the write into a saga behind the gateway. (gateway/write)'
    )
  })

  it("refuses to need more answers than it has branches", () => {
    expect(() => gateway({ look: Stock.look }, { need: 2 })).toThrow("(gateway/out-of-range)")
    expect(() => gateway({ look: Stock.look }, { need: Number.NaN })).toThrow("(gateway/out-of-range)")
  })

  it("may have one operation in several branches of a workflow", () => {
    const body = gateway({ here: Stock.look, there: optional(Stock.look, { within: 5 }) }, { deadline: 9 })

    expect(Workflow.check(body)).toEqual([])
  })

  it("gives an empty answer when it asks nobody", async () => {
    expect(await run(gateway({}, { deadline: 5 }))(undefined)).toEqual({ _tag: "Completed", output: {} })
  })
})

describe("a correspondence", () => {
  const words = (...compared: Parameters<typeof correspondence>): ReadonlyArray<string> => {
    const found = correspondence(...compared)
    return found._tag === "Different" ? found.mismatches.map((one) => one.words) : []
  }

  it("pairs operations of the same name when no pairs are given", () => {
    const Again = Signature.make("Again", {
      take: { ...text, effect: "undoable" },
      put: { ...text, effect: "undo" },
      look: { ...text, effect: "readonly" }
    })

    expect(words(Stock, Again)).toEqual([])
  })

  it("names everything that is different, and on which side", () => {
    const Other = Signature.make("Other", {
      take: { input: t.number, output: t.string, effect: "irreversible", delivery: "idempotent" },
      count: { ...text, effect: "readonly" }
    })

    expect(words(Stock, Other, { put: "take", nobody: "count" })).toEqual([
      "nobody is no activity",
      "Stock.look has no counterpart: there is no look",
      "Other.take corresponds to several activities: Stock.take, Stock.put",
      "Other.count corresponds to no activity",
      "Stock.take is undoable, but Other.take is irreversible",
      "Stock.take is atLeastOnce, but Other.take is idempotent",
      "Stock.take has the input string, but Other.take has number: give a conversion",
      "Stock.put is undo, but Other.take is irreversible",
      "Stock.put is atLeastOnce, but Other.take is idempotent",
      "Stock.put has the input string, but Other.take has number: give a conversion"
    ])
  })

  it("compares what a workflow performs, not what it could", () => {
    const Only = Signature.make("Only", { look: { ...text, effect: "readonly" } })
    const look = Workflow.make("look", { version: 1, effect: "readonly", ...text, body: Stock.look })

    expect(words(look, Only)).toEqual([])
  })

  it("does not take two codecs that check nothing for one", () => {
    const loose = () => ({ input: Codec.unchecked<string>(), output: t.string, effect: "readonly" }) as const

    expect(words(Signature.make("One", { o: loose() }), Signature.make("Two", { o: loose() }))).toEqual([
      "One.o has the input unchecked, but Two.o has unchecked: give a conversion"
    ])
  })

  it("tries conversions on their samples", () => {
    const Numbers = Signature.make("Numbers", {
      look: { input: t.number, output: t.string, effect: "readonly" }
    })
    const Texts = Signature.make("Texts", { look: { ...text, effect: "readonly" } })
    const wrong = () =>
      oneToOne(Numbers, Texts, {
        look: { operation: "look", input: { to: (n) => n.toFixed(0), from: Number, samples: [1, 1.5] } }
      })

    expect(wrong).toThrow(NotIsomorphic)
    expect(wrong).toThrow(
      "Numbers and Texts do not correspond: Numbers.look input: 1.5 comes back as 2. Correct the pairs or the signatures. (architecture/not-isomorphic)"
    )
  })

  it("goes back along its inverse", () => {
    const Again = Signature.make("Again", { seek: { ...text, effect: "readonly" } })
    const Only = Signature.make("Only", { look: { ...text, effect: "readonly" } })
    const same = oneToOne(Only, Again, { look: "seek" })

    expect(same.inverse.inverse).toBe(same)
    expect(same.inverse.pairs.map(({ from, to }) => [from.name, to.name])).toEqual([["seek", "look"]])
  })
})

it("accepts a step that is declared readonly where it is used", async () => {
  const body = gateway({ stock: Saga.readonly(Stock.take).pipe(Step.map((taken) => taken.length)) })

  expect(Workflow.check(body)).toEqual([])
})
