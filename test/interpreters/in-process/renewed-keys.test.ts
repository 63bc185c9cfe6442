/**
 * What was undone and is done again is another call: a receiver that remembers the first one must not answer for it.
 */
import { pipe } from "fp-ts/lib/function.js"
import { type AnyStep, Codec, implement, run, Saga, Signature, Step } from "lawful"
import { simulate } from "lawful/simulator"
import { describe, expect, it } from "vitest"

const text = Codec.unchecked<string>("text")

const Bank = Signature.make("Bank", {
  charge: { input: text, output: text, effect: "undoable" },
  refund: { input: text, output: text, effect: "undo" },
  look: { input: text, output: text, error: text, effect: "readonly" }
})

const bank = (failures: number) => {
  const keys: Array<string> = []
  let looks = 0
  const noting = (order: string, { key }: { readonly key: string }): string => {
    keys.push(key)
    return order
  }
  const implementation = implement(Bank, {
    charge: noting,
    refund: noting,
    look: (order, { fail }) => (looks++ < failures ? fail("not yet") : order)
  })
  return { keys, implementation }
}

const charge = Saga.undoable(Bank.charge, Bank.refund)
const whole = Saga.undoable(
  pipe(Bank.charge, Step.andThen(pipe(Bank.charge, Step.label("tip")))),
  Bank.refund
)

const runners = [
  [
    "in process",
    async (step: AnyStep, provider: ReturnType<typeof bank>["implementation"]) => {
      await run(step as typeof charge, [provider])("order", { id: "r" })
    }
  ],
  [
    "simulated",
    async (step: AnyStep, provider: ReturnType<typeof bank>["implementation"]) => {
      await simulate(step as typeof charge, "order", { implementations: [provider], id: "r" })
    }
  ]
] as const

describe.each(runners)("a run %s", (_, go) => {
  it("renews the key of a call, and of its undo, each time it has been undone", async () => {
    const { keys, implementation } = bank(2)

    await go(pipe(charge, Step.andThen(Bank.look), Saga.scope, Step.retry(2)), implementation)

    expect(keys).toEqual([
      "1:r:Bank.charge",
      "1:r:Bank.charge/undo/Bank.refund",
      "1:r:Bank.charge~1",
      "1:r:Bank.charge/undo/Bank.refund~1",
      "1:r:Bank.charge~2"
    ])
  })

  it("keeps the key of what a failed attempt has done and left", async () => {
    const { keys, implementation } = bank(1)

    await go(pipe(charge, Step.andThen(Bank.look), Step.retry(1)), implementation)

    expect(keys).toEqual(["1:r:Bank.charge", "1:r:Bank.charge"])
  })

  it("renews the keys of all that is undone as a whole", async () => {
    const { keys, implementation } = bank(1)

    await go(pipe(whole, Step.andThen(Bank.look), Saga.scope, Step.retry(1)), implementation)

    expect(keys).toEqual([
      "1:r:Bank.charge",
      "1:r:tip/Bank.charge",
      "1:r:Bank.charge..tip/undo/Bank.refund",
      "1:r:Bank.charge~1",
      "1:r:tip/Bank.charge~1"
    ])
  })

  it("renews keys only in the turn in which something was undone", async () => {
    const { keys, implementation } = bank(1)
    const turn = pipe(charge, Step.andThen(Bank.look), Saga.scope, Step.retry(1))

    await go(
      pipe(
        Step.pure((order: string) => [order, order]),
        Step.andThen(pipe(turn, Step.forEach({ concurrency: 1 })))
      ),
      implementation
    )

    expect(keys).toEqual([
      "1:r:Bank.charge[0]",
      "1:r:Bank.charge/undo/Bank.refund[0]",
      "1:r:Bank.charge[0]~1",
      "1:r:Bank.charge[1]"
    ])
  })

  it("undoes under one key what was done once, however often it came to be owed", async () => {
    const { keys, implementation } = bank(5)

    await go(pipe(charge, Step.andThen(Bank.look), Step.retry(1)), implementation)

    expect(keys).toEqual([
      "1:r:Bank.charge",
      "1:r:Bank.charge",
      "1:r:Bank.charge/undo/Bank.refund",
      "1:r:Bank.charge/undo/Bank.refund"
    ])
  })

  it("renews keys below a label that looks like an index", async () => {
    const { keys, implementation } = bank(1)
    const each = pipe(charge, Step.label("line [1]"), Step.forEach({ concurrency: 1 }))
    const lines = Step.pure((order: string) => [order])

    await go(
      pipe(
        lines,
        Step.andThen(each),
        Step.map(() => "order"),
        Step.andThen(Bank.look),
        Saga.scope,
        Step.retry(1)
      ),
      implementation
    )

    expect(keys).toEqual([
      "1:r:line %5B1]/Bank.charge[0]",
      "1:r:line %5B1]/Bank.charge/undo/Bank.refund[0]",
      "1:r:line %5B1]/Bank.charge[0]~1"
    ])
  })

  it("has a key for each of two undos of one kind", async () => {
    const { keys, implementation } = bank(5)

    await go(
      pipe(
        Step.all([charge, charge]),
        Step.map(() => "order"),
        Step.andThen(Bank.look)
      ),
      implementation
    )

    expect([...keys].sort((one, other) => (one < other ? -1 : 1))).toEqual([
      "1:r:Bank.charge",
      "1:r:Bank.charge#2",
      "1:r:Bank.charge/undo/Bank.refund",
      "1:r:Bank.charge/undo/Bank.refund#2"
    ])
  })
})
