/**
 * Work side by side: a functor only up to refinement, because putting things in an order removes behaviours.
 *
 * Laws that compare an order with no order assume that nothing fails: an interpreter may start everything at once, and then a
 * failure comes too late to keep the other branch from starting.
 * @module
 */
import * as fc from "fast-check"
import * as Step from "../src/step.ts"
import { arrowLaws } from "./arrow.ts"
import { everywhere, sequentially } from "./context.ts"
import { always, equation } from "./equation.ts"
import { type LawSetFor, lawSetFor } from "./law-set-for.ts"
import { after, before, fst, type Pair, snd, swap } from "./pairs.ts"
import { work } from "./work.ts"

const nat = fc.nat({ max: 9 })
const pair = fc.tuple(nat, nat)
const first = Step.first<number>()
const second = Step.second<number>()
const waiting = { synchronous: false }
const nothingFails = { errors: false, defects: false, synchronous: false }
/** Steps whose effects can be waited for; timers are left out because they fire only when nothing else can happen. */
const calm = { size: 4, infallible: true, timeless: true } as const
const short = work({ size: 3, startsWithEffect: true, timeless: true })
const onA = work({ ...calm, resource: "A" })
const onB = work({ ...calm, resource: "B" })
const requires = ["parallel"] as const

/** The laws of parallel work. */
export const parallelLaws: LawSetFor = lawSetFor(
  "parallel",
  [arrowLaws],
  [
    equation({
      id: "P1",
      name: "nothing side by side",
      equation: "parallel(identity, identity) = identity",
      doc: "branches that do nothing end at once",
      requires,
      contexts: everywhere,
      given: { f: work({ size: 4 }) },
      input: pair,
      sides: ({ f }) => ({
        left: Step.parallel([Step.identity<number>(), Step.identity<number>()]).pipe(Step.andThen(first(f))),
        right: first(f)
      })
    }),
    equation({
      id: "P2",
      name: "independent steps commute",
      equation:
        "first(f) >>> second(g) = second(g) >>> first(f), if they touch different resources and cannot fail",
      doc: "a resource that is shared in secret shows",
      level: "resources",
      contexts: sequentially,
      given: { f: onA, g: onB },
      input: pair,
      faults: nothingFails,
      sides: ({ f, g }) => ({
        left: first(f).pipe(Step.andThen(second(g))),
        right: second(g).pipe(Step.andThen(first(f)))
      })
    }),
    equation({
      id: "P3",
      name: "independent steps may be done in order",
      equation: "parallel(f, g) = first(f) >>> second(g), if they touch different resources and cannot fail",
      doc: "no branch is lost, and each output is in its place",
      level: "resources",
      requires,
      contexts: sequentially,
      given: { f: onA, g: onB },
      input: pair,
      faults: nothingFails,
      sides: ({ f, g }) => ({ left: Step.parallel([f, g]), right: first(f).pipe(Step.andThen(second(g))) })
    }),
    equation({
      id: "P4",
      name: "order refines parallel",
      equation: "first(f) >>> second(g) refines parallel(f, g), if they cannot fail",
      doc: "the branches may be interleaved in any way, also one after the other",
      relation: "refines",
      requires,
      contexts: sequentially,
      given: { f: work(calm), g: work(calm) },
      input: pair,
      faults: nothingFails,
      sides: ({ f, g }) => ({ left: first(f).pipe(Step.andThen(second(g))), right: Step.parallel([f, g]) })
    }),
    equation({
      id: "P5",
      name: "exchange",
      equation: "parallel(f, h) >>> parallel(g, k) refines parallel(f >>> g, h >>> k), if they cannot fail",
      doc: "a join waits for all branches, and only for them",
      relation: "refines",
      requires,
      contexts: sequentially,
      given: {
        f: work({ ...calm, size: 2 }),
        g: work({ ...calm, size: 2 }),
        h: work({ ...calm, size: 2 }),
        k: work({ ...calm, size: 2 })
      },
      input: pair,
      faults: nothingFails,
      sides: ({ f, g, h, k }) => ({
        left: Step.parallel([f, h]).pipe(Step.andThen(Step.parallel([g, k]))),
        right: Step.parallel([f.pipe(Step.andThen(g)), h.pipe(Step.andThen(k))])
      })
    }),
    equation({
      id: "P7",
      name: "symmetry",
      equation: "parallel(f, g) >>> swap = swap >>> parallel(g, f), if both start with an operation",
      doc: "no branch is preferred, neither for its effects nor for its error",
      requires,
      contexts: everywhere,
      given: { f: short, g: short },
      input: pair,
      faults: waiting,
      sides: ({ f, g }) => ({
        left: before(Step.parallel([f, g]), swap),
        right: after(swap<number, number>, Step.parallel([g, f]))
      })
    }),
    equation({
      id: "P8",
      name: "associativity",
      equation:
        "parallel(parallel(f, g), h) = parallel(f, parallel(g, h)) up to brackets, if all start with an operation",
      doc: "a failure stops cousins like siblings, at once",
      requires,
      contexts: everywhere,
      given: {
        f: work({ size: 2, startsWithEffect: true, timeless: true }),
        g: work({ size: 2, startsWithEffect: true, timeless: true }),
        h: work({ size: 2, startsWithEffect: true, timeless: true })
      },
      input: fc.tuple(pair, nat),
      faults: waiting,
      sides: ({ f, g, h }) => {
        type Left = Pair<Pair<number, number>, number>
        type Right = Pair<number, Pair<number, number>>
        const assoc = ([[a, b], c]: Left): Right => [a, [b, c]]
        return {
          left: before(Step.parallel([Step.parallel([f, g]), h]), assoc),
          right: after(assoc, Step.parallel([f, Step.parallel([g, h])]))
        }
      }
    }),
    equation({
      id: "P9",
      name: "beside nothing",
      equation: "parallel(f, identity) >>> fst = fst >>> f",
      doc: "a branch that does nothing may be dropped",
      requires,
      contexts: everywhere,
      given: { f: work() },
      input: pair,
      sides: ({ f }) => ({
        left: before(Step.parallel([f, Step.identity<number>()]), fst),
        right: after(fst<number, number>, f)
      })
    }),
    equation({
      id: "all/unit",
      name: "all beside nothing",
      equation: "all([f, identity]) >>> fst = f",
      doc: "every branch gets the input",
      requires,
      contexts: everywhere,
      given: { f: work() },
      sides: ({ f }) => ({ left: before(Step.all([f, Step.identity<number>()]), fst), right: f })
    }),
    equation({
      id: "all/record",
      name: "tuples and records",
      equation: "all({ f, g }) = all([f, g]) >>> map(([f, g]) => ({ f, g }))",
      doc: "a record of branches is a tuple with names",
      requires,
      contexts: everywhere,
      given: { f: work({ size: 3 }), g: work({ size: 3 }) },
      sides: ({ f, g }) => ({
        left: Step.all({ f, g }),
        right: before(Step.all([f, g]), ([one, other]) => ({ f: one, g: other }))
      })
    }),
    equation({
      id: "parallel",
      name: "parallel is all on two halves",
      equation: "parallel(f, g) = all([fst >>> f, snd >>> g])",
      doc: "each side gets its half of the pair",
      requires,
      contexts: everywhere,
      given: { f: work({ size: 3 }), g: work({ size: 3 }) },
      input: pair,
      sides: ({ f, g }) => ({
        left: Step.parallel([f, g]),
        right: Step.all([after(fst<number, number>, f), after(snd<number, number>, g)])
      })
    }),
    equation({
      id: "all/empty",
      name: "no branches",
      equation: "all({}) = succeed({})",
      doc: "waiting for nothing ends at once",
      requires,
      contexts: everywhere,
      given: {},
      relevant: always,
      sides: () => ({ left: Step.all({}), right: Step.succeed({}) })
    })
  ]
)
