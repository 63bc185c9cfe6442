/**
 * One step for every item of a list.
 * @module
 */
import * as fc from "fast-check"
import type { Step as StepOf } from "../src/core/step.ts"
import * as Step from "../src/step.ts"
import { everywhere, sequentially } from "./context.ts"
import { always, equation } from "./equation.ts"
import { functions } from "./functions.ts"
import type { Oops, Work } from "./lab.ts"
import { type LawSetFor, lawSetFor } from "./law-set-for.ts"
import { after, before, type Pair } from "./pairs.ts"
import { parallelLaws } from "./parallel.ts"
import { forEach } from "./term-step.ts"
import { work } from "./work.ts"

const nat = fc.nat({ max: 9 })
const items = fc.array(nat, { maxLength: 3 })
const requires = ["parallel"] as const
const nothingFails = { errors: false, defects: false, synchronous: false }
const calm = { infallible: true, timeless: true } as const
/** Items that say on which resource they are worked on: a step with a footprint for each item. */
interface Item {
  readonly on: "A" | "B"
  readonly value: number
}
const twoItems = fc.tuple(nat, nat, fc.boolean()).map(([one, other, reversed]): ReadonlyArray<Item> => {
  const [a, b]: Pair<Item, Item> = [
    { on: "A", value: one },
    { on: "B", value: other }
  ]
  return reversed ? [b, a] : [a, b]
})
const onA = work({ ...calm, resource: "A", size: 3 })
const onB = work({ ...calm, resource: "B", size: 3 })
type Items = ReadonlyArray<number>

/** The laws of forEach. */
export const traverseLaws: LawSetFor = lawSetFor(
  "traverse",
  [parallelLaws],
  [
    equation({
      id: "T1",
      name: "a pure function for each item",
      equation: "forEach(pure(p)) = pure(map p)",
      doc: "nothing is lost, added or moved, and an empty list is no work",
      given: { p: functions, concurrency: fc.integer({ min: 1, max: 3 }) },
      input: items,
      relevant: always,
      sides: ({ p, concurrency }) => ({
        left: forEach(concurrency, Step.pure(p)),
        right: Step.pure((list: Items) => list.map((item) => p(item)))
      })
    }),
    equation({
      id: "T2/empty",
      name: "no items",
      equation: "forEach(f) on [] = succeed([])",
      doc: "an empty list is no work",
      given: { f: work(), concurrency: fc.integer({ min: 1, max: 3 }) },
      input: fc.constant([]),
      relevant: always,
      sides: ({ f, concurrency }) => ({ left: forEach(concurrency, f), right: Step.succeed([]) })
    }),
    equation({
      id: "T2",
      name: "one item at a time",
      equation: "forEach(f, one at a time) on xs ++ ys = the same on xs, then on ys",
      doc: "items are worked on in order, and undone in reversed order",
      contexts: everywhere,
      given: { f: work({ size: 4 }) },
      input: fc.tuple(items, fc.array(nat, { maxLength: 2 })),
      sides: ({ f }) => {
        const each = forEach(1, f)
        const join = ([xs, ys]: Pair<Items, Items>): Items => [...xs, ...ys]
        return {
          left: after(join, each),
          right: before(Step.first<Items>()(each).pipe(Step.andThen(Step.second<Items>()(each))), join)
        }
      }
    }),
    equation({
      id: "T3",
      name: "a bound on concurrency",
      equation: "forEach(f, k at a time) refines forEach(f), if f cannot fail",
      doc: "a bound removes behaviours and adds none",
      relation: "refines",
      requires,
      contexts: sequentially,
      given: { f: work({ ...calm, size: 3 }), concurrency: fc.integer({ min: 1, max: 2 }) },
      input: items,
      faults: nothingFails,
      sides: ({ f, concurrency }) => ({ left: forEach(concurrency, f), right: forEach(Infinity, f) })
    }),
    equation({
      id: "T4",
      name: "for each of a composition",
      equation:
        "forEach(f >>> g) = forEach(f) >>> forEach(g), if items touch different resources and cannot fail",
      doc: "items do not wait for each other without need",
      level: "resources",
      requires,
      contexts: sequentially,
      given: { f: onA, g: onA, h: onB, k: onB },
      input: twoItems,
      faults: nothingFails,
      sides: ({ f, g, h, k }) => {
        const one = byItem(f, h)
        const two = byItem(g, k)
        return {
          left: eachItem(one.pipe(Step.andThen(two))),
          right: eachItem(one).pipe(Step.andThen(eachItem(two)))
        }
      }
    }),
    equation({
      id: "T5",
      name: "permuted items",
      equation:
        "permute >>> forEach(f) = forEach(f) >>> permute, if items touch different resources and cannot fail",
      doc: "outputs are in the order of the items, whichever ends first",
      level: "resources",
      requires,
      contexts: sequentially,
      given: { f: onA, g: onB },
      input: twoItems,
      faults: nothingFails,
      sides: ({ f, g }) => {
        const step = byItem(f, g)
        const reverse = <T>(list: ReadonlyArray<T>): ReadonlyArray<T> => [...list].reverse()
        return {
          left: after(reverse<Item>, eachItem(step)),
          right: before(eachItem(step), reverse<Item>)
        }
      }
    })
  ]
)

/** All items at once. */
const eachItem = (
  step: StepOf<Item, Item, Oops, "Lab">
): StepOf<ReadonlyArray<Item>, ReadonlyArray<Item>, Oops, "Lab"> => Step.forEach<Item, Item, object>({})(step)

/** Works on an item with the step for its resource. */
const byItem = (onItemA: Work, onItemB: Work): StepOf<Item, Item, Oops, "Lab"> => {
  const arm = (step: Work, on: Item["on"]) =>
    before(
      after(({ value }: Item) => value, step),
      (value): Item => ({ on, value })
    )
  return Step.if(({ on }: Item) => on === "A", arm(onItemA, "A"), arm(onItemB, "B"))
}
