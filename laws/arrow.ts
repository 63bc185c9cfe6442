/**
 * Steps form an arrow: pure functions are steps, and a value can be carried past a step without being touched.
 *
 * These are what record notation rests on.
 * @module
 */
import * as fc from "fast-check"
import * as Step from "../src/step.ts"
import { categoryLaws } from "./category.ts"
import { everywhere } from "./context.ts"
import { always, equation } from "./equation.ts"
import { functions } from "./functions.ts"
import { type LawSetFor, lawSetFor } from "./law-set-for.ts"
import { after, before, dup, fst, type Pair, snd, swap } from "./pairs.ts"
import { work } from "./work.ts"

const first = Step.first<number>()
const second = Step.second<number>()
const pair = fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 }))
const id = Step.identity<number>()
const half = work({ size: 4 })

/** The laws of arrows. */
export const arrowLaws: LawSetFor = lawSetFor(
  "arrow",
  [categoryLaws],
  [
    equation({
      id: "A1",
      name: "pure identity",
      equation: "pure(identity function) = identity",
      doc: "a function that does nothing is a step that does nothing",
      contexts: everywhere,
      given: { f: work() },
      sides: ({ f }) => ({
        left: Step.pure((value: number) => value).pipe(Step.andThen(f)),
        right: id.pipe(Step.andThen(f))
      })
    }),
    equation({
      id: "A3",
      name: "first of a composition",
      equation: "first(f >>> g) = first(f) >>> first(g)",
      doc: "the carried value comes through every step",
      contexts: everywhere,
      given: { f: half, g: half },
      input: pair,
      sides: ({ f, g }) => ({
        left: first(f.pipe(Step.andThen(g))),
        right: first(f).pipe(Step.andThen(first(g)))
      })
    }),
    equation({
      id: "A4",
      name: "first of a pure function",
      equation: "first(pure(p)) = pure(p x id)",
      doc: "carrying past a pure function is pure",
      contexts: everywhere,
      given: { p: functions },
      input: pair,
      relevant: always,
      sides: ({ p }) => ({
        left: first(Step.pure(p)),
        right: Step.pure(([a, c]: Pair<number, number>) => [p(a), c])
      })
    }),
    equation({
      id: "A5",
      name: "first, then forget",
      equation: "first(f) >>> pure(fst) = pure(fst) >>> f",
      doc: "the carried value is of no importance to the step",
      contexts: everywhere,
      given: { f: work() },
      input: pair,
      sides: ({ f }) => ({ left: before(first(f), fst), right: after(fst<number, number>, f) })
    }),
    equation({
      id: "A6",
      name: "pure functions are central",
      equation: "first(f) >>> pure(id x p) = pure(id x p) >>> first(f)",
      doc: "a pure function on the carried value may be moved past a step",
      contexts: everywhere,
      given: { f: work(), p: functions },
      input: pair,
      sides: ({ f, p }) => {
        const onSecond = ([a, c]: Pair<number, number>): Pair<number, number> => [a, p(c)]
        return { left: before(first(f), onSecond), right: after(onSecond, first(f)) }
      }
    }),
    equation({
      id: "A7",
      name: "first of first",
      equation: "first(first(f)) >>> pure(assoc) = pure(assoc) >>> first(f)",
      doc: "how deep a step stands among carried values makes no difference",
      contexts: everywhere,
      given: { f: work() },
      input: fc.tuple(pair, fc.nat({ max: 9 })),
      sides: ({ f }) => {
        const assoc = ([[a, b], c]: Pair<Pair<number, number>, number>): Pair<
          number,
          Pair<number, number>
        > => [a, [b, c]]
        return {
          left: before(Step.first<number>()(first(f)), assoc),
          right: after(assoc, Step.first<Pair<number, number>>()(f))
        }
      }
    }),
    equation({
      id: "A8",
      name: "pure functions can be copied",
      equation: "pure(p) >>> pure(dup) = pure(dup) >>> parallel(pure(p), pure(p))",
      doc: "it makes no difference how often a pure function is called",
      contexts: everywhere,
      given: { p: functions },
      requires: ["parallel"],
      relevant: always,
      sides: ({ p }) => ({
        left: before(Step.pure(p), dup),
        right: after(dup<number>, Step.parallel([Step.pure(p), Step.pure(p)]))
      })
    }),
    equation({
      id: "second",
      name: "second mirrors first",
      equation: "second(f) = pure(swap) >>> first(f) >>> pure(swap)",
      doc: "both halves of a pair can be worked on",
      contexts: everywhere,
      given: { f: work() },
      input: pair,
      sides: ({ f }) => ({ left: second(f), right: after(swap<number, number>, before(first(f), swap)) })
    }),
    equation({
      id: "tap",
      name: "tap is first and forget",
      equation: "tap(p, f) = map((a) => [p(a), a]) >>> first(f) >>> map(snd)",
      doc: "a step that is run for its effect gets what was selected and leaves the value alone",
      contexts: everywhere,
      given: { f: half, g: half, p: functions },
      sides: ({ f, g, p }) => ({
        left: g.pipe(Step.tap(p, f)),
        right: before(before(g, (a): Pair<number, number> => [p(a), a]).pipe(Step.andThen(first(f))), snd)
      })
    }),
    equation({
      id: "begin",
      name: "begin names the input",
      equation: "begin = pure((input) => ({ input }))",
      doc: "a record begins with the input",
      contexts: everywhere,
      given: {},
      relevant: always,
      sides: () => ({ left: Step.begin<number>(), right: Step.pure((input: number) => ({ input })) })
    }),
    equation({
      id: "bind",
      name: "bind is first and merge",
      equation: "bind(n, p, f) = map((s) => [p(s), s]) >>> first(f) >>> map(([b, s]) => ({ ...s, [n]: b }))",
      doc: "a bound step gets what was selected, and everything that was bound before stays in reach",
      contexts: everywhere,
      given: { f: half, g: half, p: functions },
      sides: ({ f, g, p }) => {
        const state = before(g, (value) => ({ old: value }))
        return {
          left: state.pipe(Step.bind("more", p, f)),
          right: before(
            before(state, (s): Pair<number, { old: number }> => [p(s), s]).pipe(
              Step.andThen(Step.first<{ old: number }>()(f))
            ),
            ([more, s]) => ({ ...s, more })
          )
        }
      }
    }),
    equation({
      id: "bindFrom",
      name: "bindFrom is bind on some fields",
      equation: "bindFrom(n, fields, p, f) = bind(n, (s) => p(pick(s, fields)), f)",
      doc: "what is selected from is what was named, and everything that was bound before stays in reach",
      contexts: everywhere,
      given: { f: half, g: half, p: functions },
      sides: ({ f, g, p }) => {
        const state = before(g, (value) => ({ old: value, older: -value }))
        return {
          left: state.pipe(Step.bindFrom("more", ["old"], p, f)),
          right: state.pipe(Step.bind("more", ({ old }) => p({ old }), f))
        }
      }
    }),
    equation({
      id: "let",
      name: "let is map",
      equation: "let(n, p) = map((s) => ({ ...s, [n]: p(s) }))",
      doc: "a computed field is a pure function of the others",
      contexts: everywhere,
      given: { f: work(), p: functions },
      sides: ({ f, p }) => {
        const state = before(f, (old) => ({ old }))
        return { left: state.pipe(Step.let("more", p)), right: before(state, (s) => ({ ...s, more: p(s) })) }
      }
    }),
    equation({
      id: "map/identity",
      name: "map of the identity",
      equation: "map(identity function)(f) = f",
      doc: "changing nothing changes nothing",
      contexts: everywhere,
      given: { f: work() },
      sides: ({ f }) => ({ left: f.pipe(Step.map((value) => value)), right: f })
    }),
    equation({
      id: "map/composition",
      name: "map of a composition",
      equation: "map(q)(map(p)(f)) = map(q . p)(f)",
      doc: "the output is changed in the order in which the functions are written",
      contexts: everywhere,
      given: { f: work(), p: functions, q: functions },
      sides: ({ f, p, q }) => ({
        left: f.pipe(Step.map(p), Step.map(q)),
        right: f.pipe(Step.map((value) => q(p(value))))
      })
    }),
    equation({
      id: "as",
      name: "as is map of a constant",
      equation: "as(b)(f) = map(() => b)(f)",
      doc: "the output is replaced, the effects are not",
      contexts: everywhere,
      given: { f: work(), b: fc.nat() },
      sides: ({ f, b }) => ({ left: f.pipe(Step.as(b)), right: f.pipe(Step.map(() => b)) })
    }),
    equation({
      id: "mapInput",
      name: "mapInput is composition",
      equation: "mapInput(p)(f) = pure(p) >>> f",
      doc: "the input is prepared before the step, once",
      contexts: everywhere,
      given: { f: work(), p: functions },
      sides: ({ f, p }) => ({ left: f.pipe(Step.mapInput(p)), right: Step.pure(p).pipe(Step.andThen(f)) })
    }),
    equation({
      id: "succeed",
      name: "succeed is constant",
      equation: "f >>> succeed(a) >>> pure(p) = f >>> succeed(p(a))",
      doc: "a constant does not look at its input",
      contexts: everywhere,
      given: { f: work(), a: fc.nat(), p: functions },
      sides: ({ f, a, p }) => ({
        left: f.pipe(Step.andThen(Step.succeed(a)), Step.andThen(Step.pure(p))),
        right: f.pipe(Step.andThen(Step.succeed(p(a))))
      })
    })
  ]
)
