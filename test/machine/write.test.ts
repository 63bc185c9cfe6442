/**
 * Residuals can be written down and read again, with every value that a workflow may carry.
 */
import * as fc from "fast-check"
import { Step } from "lawful"
import { describe, expect, it } from "vitest"
import { Unwritable, read, write } from "../../src/machine/write.ts"
import { advance } from "../../src/machine/advance.ts"
import { A, any, B, inOrder, Stage, Told } from "./stage.ts"

const data: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(undefined, Number.NaN, Infinity, -Infinity, -0),
  fc.bigInt(),
  fc.date({ noInvalidDate: true }),
  fc.array(fc.tuple(fc.string(), fc.nat())).map((entries) => new Map(entries)),
  fc.array(fc.string()).map((members) => new Set(members)),
  fc.record({ at: fc.date({ noInvalidDate: true }), what: fc.constant(undefined), big: fc.bigInt() })
)

/** Something waits in every kind of place that holds a value. */
const places: ReadonlyArray<readonly [string, (value: unknown) => Told]> = [
  ["an operation", (value) => new Told(Stage.look, value)],
  [
    "a part that is carried",
    (value) => new Told(Step.tap(() => 1, any(Stage.look))(any(Step.identity())), value)
  ],
  ["a branch that is done", (value) => new Told(Step.all([Step.identity(), any(Stage.look)]), value)],
  ["items that wait", (value) => new Told(Step.forEach({ concurrency: 1 })(any(Stage.look)), [1, value])],
  ["a debt", (value) => new Told(inOrder(A, B)).done("Stage.a", value)],
  ["a retried step", (value) => new Told(Step.retry(1)(any(Stage.look)), value)],
  ["an error", (value) => new Told(Step.attempt(Step.failWith(() => value)), value)],
  ["an outcome", (value) => new Told(Step.identity(), value)],
  ["the reason of a cancellation", (value) => new Told(Stage.send).start("Stage.send").cancel(value)]
]

describe.each(places)("a residual with a value in %s", (_, told) => {
  it("is the same after it has been written and read", () => {
    fc.assert(
      fc.property(data, (value) => {
        const { residual } = told(value)

        expect(read(write(residual))).toEqual(residual)
      })
    )
  })
})

it.each([
  ["a function", () => 1],
  ["an instance of a class", new (class Client {})()],
  ["a symbol", Symbol("secret")]
])("%s cannot be written down, and the message says where it is", (_, value) => {
  const { residual } = new Told(any(Stage.look), { client: value })

  expect(() => write(residual)).toThrow(Unwritable)
  expect(() => write(residual)).toThrow(/at \.root\.child\.input\.client\).*\(machine\/unwritable\)$/)
})

it("what was thrown is written as data", () => {
  const told = new Told(any(Stage.a)).throws("Stage.a")

  expect(JSON.parse(JSON.stringify(told.residual))).toEqual(told.residual)
  expect(told.ended).toMatchObject({ _tag: "Defect", cause: { kind: "error", message: "Stage.a broke" } })
})

it("a run goes on with what was read as with what was written", () => {
  const live = new Told(inOrder(A, B, Step.fail("boom"))).done("Stage.a")
  const other = read(write(live.residual))

  live.done("Stage.b").done("Stage.b/undo/Stage.undoB").done("Stage.a/undo/Stage.undoA")

  const last = live.events.slice(2).reduce((from, event) => advance(live.program, from, event), other)
  expect(last).toEqual(live.residual)
})
