import { right } from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { InvalidMapping, Mapping, Saga, Signature, Step } from "lawful"
import { describe, expect, it } from "vitest"

const Oops = t.type({ _tag: t.literal("Oops") })
const Shop = Signature.make("Shop", {
  sell: { input: t.number, output: t.number, error: Oops, effect: "undoable" },
  store: { input: t.number, output: t.number, effect: "undoable" },
  refund: { input: t.number, output: t.number, effect: "undo" },
  look: { input: t.number, output: t.number, effect: "readonly" }
})
const Db = Signature.make("Db", {
  add: { input: t.number, output: t.number, effect: "undoable" },
  drop: { input: t.number, output: t.number, effect: "undo" },
  check: { input: t.number, output: t.number, error: Oops, effect: "readonly" },
  send: { input: t.number, output: t.number, effect: "irreversible" }
})
const adding = Saga.undoable(Db.add, Db.drop)

/** The codes and places of what is wrong, for images that the types refuse, too. */
const mistakes = (images: object): ReadonlyArray<readonly [code: string, place: string]> => {
  try {
    Mapping.partial(Shop, images)
    return []
  } catch (cause) {
    if (!(cause instanceof InvalidMapping)) throw cause
    return cause.problems.map(({ code, place }) => [code, place])
  }
}

describe("the image of an operation is refused", () => {
  it.each([
    ["there is no such operation", { steal: Db.add }, "mapping/unknown-operation", "Shop.steal"],
    ["it is no step", { sell: () => 1 }, "mapping/not-a-step", "Shop.sell"],
    ["it is null", { sell: null }, "mapping/not-a-step", "Shop.sell"],
    [
      "it can fail and the operation cannot",
      { store: Db.check },
      "mapping/image-can-fail",
      "Shop.store/Db.check"
    ],
    [
      "it stands for an undo and can fail",
      { refund: Db.check },
      "mapping/image-can-fail",
      "Shop.refund/Db.check"
    ],
    ["it stands for a read and writes", { look: Db.add }, "mapping/image-writes", "Shop.look/Db.add"],
    [
      "it stands for a read and writes with an undo",
      { look: adding },
      "mapping/image-writes",
      "Shop.look/Db.add"
    ],
    [
      "it is irreversible and the operation is not",
      { sell: Db.send },
      "mapping/image-irreversible",
      "Shop.sell/Db.send"
    ],
    [
      "it is sealed and the operation is not",
      { sell: Saga.seal(adding) },
      "mapping/image-irreversible",
      "Shop.sell/sealed scope"
    ],
    [
      "one id stands in it twice",
      { sell: pipe(adding, Step.andThen(adding)) },
      "step/duplicate-id",
      "Shop.sell/Db.add"
    ]
  ])("when %s", (_, images, code, place) => {
    expect(mistakes(images)).toContainEqual([code, place])
  })

  it("with all that is wrong at once, in words", () => {
    const made = () => Mapping.make(Shop, { look: Db.add, steal: Db.add } as never)

    expect(made).toThrow(
      [
        "The mapping of Shop has 3 mistakes:",
        '  at Shop.look/Db.add: "Db.add" writes, and Shop.look is readonly. Declare Shop.look as a write, or the use of "Db.add" harmless with Saga.readonly. (mapping/image-writes)',
        '  at Shop.steal: Shop has no operation "steal": it has sell, store, refund, look. (mapping/unknown-operation)',
        "  at Shop: nothing stands for Shop.sell, Shop.store, Shop.refund. Give an image, or leave operations as they are with Mapping.partial. (mapping/missing-image)",
        "(mapping/invalid)"
      ].join("\n")
    )
  })
})

describe("a write without an undo in the image of a write", () => {
  const then = (...steps: ReadonlyArray<Step<number, number, unknown, "Db">>) =>
    steps.reduce((first, second) => pipe(first, Step.andThen(second)))
  const add = Db.add as unknown as Step<number, number, never, "Db">
  const read = Db.check as unknown as Step<number, number, never, "Db">
  const pure = Step.pure((n: number) => n)
  const either = (n: number) => right(n)

  it.each([
    ["is the last thing", then(read, add, pure)],
    ["is harmless", then(Saga.readonly(Db.add), read)],
    ["has its undo around more", Saga.undoableFromStart(then(add, read), Db.drop)],
    ["stands in each arm of a choice", Step.if((n: number) => n > 1, add, Step.label("other")(add))],
    [
      "is followed by what handles its failure",
      pipe(add as Step<number, number, { _tag: "Oops" }, "Db">, Step.catchAll(Step.as(1)(Step.sleep(1))))
    ],
    ["is repeated until it succeeds", pipe(add, Step.retry(3))],
    ["stands beside pure functions", Step.all([add, pure]).pipe(Step.map(([n]) => n))]
  ])("is accepted when it %s", (_, image) => {
    expect(mistakes({ sell: image })).toEqual([])
  })

  it.each([
    ["has a read behind it", then(add, read)],
    ["has a failure behind it", then(add, Step.failWith((n: number) => n) as unknown as typeof add)],
    ["stands beside a read", Step.all([add, read]).pipe(Step.map(([n]) => n))],
    [
      "is done for each item",
      pipe(
        Step.pure((n: number) => [n]),
        Step.andThen(pipe(add, Step.forEach())),
        Step.as(1)
      )
    ],
    ["is done in each turn", Step.iterate(pipe(add, Step.map(either)))],
    ["stands in a scope with a read behind it", then(Saga.scope(add), read)],
    ["has a release behind it", Step.bracket(pure, add, Step.as(1)(Step.sleep(1)))],
    ["is undone only when what comes after it has been done, too", Saga.undoable(then(add, read), Db.drop)],
    ["stands in an attempt with a read behind it", then(Step.attempt(add) as never, read)]
  ])("is refused when it %s", (_, image) => {
    expect(mistakes({ sell: image })).toContainEqual(["mapping/half-done", "Shop.sell/Db.add"])
  })
})

describe("mappings that are to be one", () => {
  it("are refused when they disagree", () => {
    const one = Mapping.partial(Shop, { store: Db.add })
    const other = Mapping.partial(Shop, { store: adding })

    expect(() => Mapping.all([one, other])).toThrow("Two mappings send Shop.store to different steps.")
    expect(Mapping.all([one, one]).images.size).toBe(1)
  })
})
