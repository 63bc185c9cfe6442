/**
 * The saga that is searched: branches side by side of operations one after the other, each with its undo. The first branch
 * fails at its end, so all of it is undone whatever is under way beside it.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { implement, Saga, Signature, Step } from "lawful"
import { type Invariant, type World, world } from "lawful/simulator"

export interface Grid {
  readonly branches: number
  readonly operations: number
}

const Fields = Signature.make("Fields", {
  mark: { input: t.string, output: t.string, effect: "undoable", delivery: "idempotent" },
  clear: { input: t.string, output: t.void, effect: "undo", delivery: "idempotent" }
})

/** How often each field is marked. */
type Marks = Record<string, number>

export const fields: World<Marks, "Fields"> = world<Marks, "Fields">({}, (marks) => [
  implement(Fields, {
    mark: (name) => {
      marks[name] = (marks[name] ?? 0) + 1
      return name
    },
    clear: (name) => void (marks[name] = (marks[name] ?? 0) - 1)
  })
])

export const nothingStays: Invariant<Marks> = {
  name: "nothing stays",
  atEnd: (marks) => {
    const left = Object.keys(marks).filter((name) => marks[name] !== 0)
    return left.length === 0 ? undefined : `${left.join(", ")} stayed`
  }
}

export interface Broken {
  readonly _tag: "Broken"
}

type Part<B> = Step<unknown, B, Broken, "Fields">

const mark = (name: string): Part<string> =>
  pipe(
    Saga.undoable(Fields.mark, Fields.clear),
    Step.mapInput(() => name),
    Step.label(name)
  )

const branch = (index: number, operations: number): Part<string> =>
  Array.from({ length: operations }, (_, step) => mark(`${index}.${step}`)).reduce((before, next) =>
    Step.andThen(next)(before)
  )

export const sagaOf = ({ branches, operations }: Grid): Part<ReadonlyArray<string>> => {
  const others = Array.from({ length: branches - 1 }, (_, index) => branch(index + 1, operations))
  return Saga.scope(
    Step.all([pipe(branch(0, operations), Step.andThen(Step.fail<Broken>({ _tag: "Broken" }))), ...others])
  )
}
