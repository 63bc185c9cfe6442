import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { implement, runSync, Saga, Signature, Step } from "lawful"
import { expect, test } from "vitest"

const Shelf = Signature.make("Shelf", {
  take: { input: t.string, output: t.string, effect: "undoable" },
  putBack: { input: t.string, output: t.void, effect: "undo" }
})

const undoOrder = (
  takeAll: Step<ReadonlyArray<string>, ReadonlyArray<string>, never, "Shelf">
): ReadonlyArray<string> => {
  const putBack: Array<string> = []
  const shelf = implement(Shelf, { take: (item) => item, putBack: (item) => void putBack.push(item) })
  const failing = pipe(takeAll, Step.andThen(Step.fail({ _tag: "Broken" })))
  runSync(failing, [shelf])(["a", "b", "c"])
  return putBack
}

const take = Saga.undoable(Shelf.take, Shelf.putBack)

test("items that are done one at a time are undone last first", () => {
  const takeAll = pipe(take, Step.forEach({ concurrency: 1 }))

  expect(undoOrder(takeAll)).toEqual(["c", "b", "a"])
})

test("items that are done one at a time until there are enough are undone last first", () => {
  const takeAll = pipe(take, Step.forEach({ concurrency: 1, until: (taken) => taken.length === 2 }))

  expect(undoOrder(takeAll)).toEqual(["b", "a"])
})
