/**
 * Iteration is Elgot iteration: a loop is its body, then the loop again unless it is done.
 * @module
 */
import type { Either } from "fp-ts/lib/Either.js"
import * as fc from "fast-check"
import type { Step as StepOf } from "../src/core/step.ts"
import * as Step from "../src/step.ts"
import { categoryLaws } from "./category.ts"
import { everywhere } from "./context.ts"
import { always, equation } from "./equation.ts"
import type { Oops, Work } from "./lab.ts"
import { type LawSetFor, lawSetFor } from "./law-set-for.ts"
import { after, before, left, type Pair, right } from "./pairs.ts"
import { type Counted, turn } from "./term-step.ts"
import { work } from "./work.ts"

type Lab<A, B> = StepOf<A, B, Oops, "Lab">

const nat = fc.nat({ max: 9 })
const half = work({ size: 4 })
/** Loops are counted, so that they end. */
const start: fc.Arbitrary<Counted> = fc.record({ left: fc.nat({ max: 2 }), value: nat })

const matched = <A, B, C>(f: Lab<A, C>, g: Lab<B, C>): Lab<Either<A, B>, C> =>
  Step.identity<Either<A, B>>().pipe(Step.matchEither({ left: f, right: g }))
const again = <A>(): Lab<A, Either<A, never>> => Step.pure((state: A): Either<A, never> => left(state))
const done = <B>(): Lab<B, Either<never, B>> => Step.pure((output: B): Either<never, B> => right(output))

/** One turn that keeps the counter in its output. */
const counting = (f: Work): Lab<Counted, Counted> =>
  before(
    turn(f),
    (either): Counted => (either._tag === "Left" ? either.left : { left: -1, value: either.right })
  )

type State =
  | { readonly _tag: "Draft"; readonly count: Counted }
  | { readonly _tag: "Review"; readonly count: Counted }
  | { readonly _tag: "Done"; readonly count: Counted }
type Of<T extends State["_tag"]> = Extract<State, { readonly _tag: T }>

const toReview = (f: Work): Lab<Of<"Draft">, Of<"Review">> =>
  before(
    after(({ count }: Of<"Draft">) => count, counting(f)),
    (count) => ({ _tag: "Review", count })
  )
const toDraftOrDone = (f: Work): Lab<Of<"Review">, Of<"Draft"> | Of<"Done">> =>
  before(
    after(({ count }: Of<"Review">) => count, counting(f)),
    (count) => (count.left > 0 ? { _tag: "Draft", count } : { _tag: "Done", count })
  )
const machine = (f: Work, g: Work): Lab<State, Of<"Done">> =>
  Step.machine<State>()(
    { Draft: ["Review"], Review: ["Draft", "Done"], Done: [] },
    { Draft: toReview(f), Review: toDraftOrDone(g) }
  )
const state: fc.Arbitrary<State> = fc.record({
  _tag: fc.constantFrom("Draft" as const, "Review" as const, "Done" as const),
  count: start
})

/** The laws of iteration. */
export const iterationLaws: LawSetFor = lawSetFor(
  "iteration",
  [categoryLaws],
  [
    equation({
      id: "I1",
      name: "fixpoint",
      equation: "iterate(f) = f >>> matchEither({ left: iterate(f), right: identity })",
      doc: "a loop takes as many turns as its body asks for, each on what the one before gave",
      contexts: everywhere,
      given: { f: work() },
      input: start,
      sides: ({ f }) => {
        const loop = Step.iterate(turn(f))
        return { left: loop, right: turn(f).pipe(Step.andThen(matched(loop, Step.identity<number>()))) }
      }
    }),
    equation({
      id: "I2",
      name: "naturality",
      equation: "iterate(f) >>> g = iterate(f >>> matchEither({ left: again, right: g >>> done }))",
      doc: "what follows a loop may be done in its last turn",
      contexts: everywhere,
      given: { f: half, g: half },
      input: start,
      sides: ({ f, g }) => ({
        left: Step.iterate(turn(f)).pipe(Step.andThen(g)),
        right: Step.iterate(
          turn(f).pipe(
            Step.andThen(
              matched<Counted, number, Either<Counted, number>>(again(), g.pipe(Step.andThen(done())))
            )
          )
        )
      })
    }),
    equation({
      id: "I3",
      name: "codiagonal",
      equation: "iterate(iterate(f)) = iterate(f >>> map(join))",
      doc: "a loop in a loop is one loop",
      contexts: everywhere,
      given: { f: work() },
      input: start,
      sides: ({ f }) => {
        type Twice = Either<Counted, Either<Counted, number>>
        const body = before(
          turn(f),
          (either): Twice =>
            either._tag === "Right" ? right(either) : either.left.left % 2 === 0 ? right(either) : either
        )
        return {
          left: Step.iterate(Step.iterate(body)),
          right: Step.iterate(
            before(body, (twice): Either<Counted, number> => (twice._tag === "Left" ? twice : twice.right))
          )
        }
      }
    }),
    equation({
      id: "I4",
      name: "uniformity",
      equation: "p >>> g = f >>> (p + id), p pure  =>  iterate(f) = p >>> iterate(g)",
      doc: "how the state of a loop is encoded makes no difference",
      contexts: everywhere,
      given: { f: work() },
      input: start,
      sides: ({ f }) => {
        const encode = ({ left: turns, value }: Counted): Pair<number, number> => [value, turns]
        const decode = ([value, turns]: Pair<number, number>): Counted => ({ left: turns, value })
        const encoded = before(
          after(decode, turn(f)),
          (either): Either<Pair<number, number>, number> =>
            either._tag === "Left" ? left(encode(either.left)) : either
        )
        return { left: Step.iterate(turn(f)), right: after(encode, Step.iterate(encoded)) }
      }
    }),
    equation({
      id: "I5",
      name: "dinaturality",
      equation: "iterate(f >>> (g | done)) = f >>> (iterate(g >>> (f | done)) | identity)",
      doc: "a loop of two halves may be entered at either",
      contexts: everywhere,
      given: { f: half, g: half },
      input: start,
      sides: ({ f, g }) => {
        type Next = Either<Counted, number>
        const both = (one: Lab<Counted, Next>, other: Lab<Counted, Next>): Lab<Counted, Next> =>
          one.pipe(Step.andThen(matched<Counted, number, Next>(other, done())))
        return {
          left: Step.iterate(both(turn(f), turn(g))),
          right: turn(f).pipe(
            Step.andThen(matched(Step.iterate(both(turn(g), turn(f))), Step.identity<number>()))
          )
        }
      }
    }),
    equation({
      id: "repeatUntil/once",
      name: "repeating once",
      equation: "repeatUntil(always)(f) = f",
      doc: "the step runs before the condition is asked",
      contexts: everywhere,
      given: { f: work() },
      sides: ({ f }) => ({ left: f.pipe(Step.repeatUntil<number>(() => true)), right: f })
    }),
    equation({
      id: "repeatUntil",
      name: "repeating",
      equation: "repeatUntil(c)(f) = f >>> if(c, identity, repeatUntil(c)(f))",
      doc: "the condition is asked of each output",
      contexts: everywhere,
      given: { f: work() },
      input: start,
      sides: ({ f }) => {
        const out = ({ left: turns }: Counted): boolean => turns < 1
        const loop = counting(f).pipe(Step.repeatUntil(out))
        return {
          left: loop,
          right: counting(f).pipe(Step.andThen(Step.if(out, Step.identity<Counted>(), loop)))
        }
      }
    }),
    equation({
      id: "whilst/never",
      name: "looping not at all",
      equation: "whilst(never)(f) = identity",
      doc: "the condition is asked before the step runs",
      contexts: everywhere,
      given: { f: work() },
      relevant: always,
      sides: ({ f }) => ({ left: f.pipe(Step.whilst<number>(() => false)), right: Step.identity<number>() })
    }),
    equation({
      id: "whilst",
      name: "looping",
      equation: "whilst(c)(f) = if(c, f >>> whilst(c)(f), identity)",
      doc: "the condition is asked before each turn",
      contexts: everywhere,
      given: { f: work() },
      input: start,
      sides: ({ f }) => {
        const more = ({ left: turns }: Counted): boolean => turns > 0
        const loop = counting(f).pipe(Step.whilst(more))
        return {
          left: loop,
          right: Step.if(more, counting(f).pipe(Step.andThen(loop)), Step.identity<Counted>())
        }
      }
    }),
    equation({
      id: "machine/final",
      name: "a machine in a final state",
      equation: "pure(final) >>> machine = pure(final)",
      doc: "a machine stops in a final state",
      contexts: everywhere,
      given: { f: half, g: half, count: start },
      relevant: always,
      sides: ({ f, g, count }) => {
        const final = Step.pure((): Of<"Done"> => ({ _tag: "Done", count }))
        return { left: final.pipe(Step.andThen(machine(f, g))), right: final }
      }
    }),
    equation({
      id: "machine",
      name: "a machine takes a transition",
      equation: "machine = match({ active: transition >>> machine, final: identity })",
      doc: "from an active state a machine takes the transition of that state, then goes on",
      contexts: everywhere,
      given: { f: half, g: half },
      input: state,
      sides: ({ f, g }) => ({
        left: machine(f, g),
        right: Step.identity<State>().pipe(
          Step.match({
            Draft: toReview(f).pipe(Step.andThen(machine(f, g))),
            Review: toDraftOrDone(g).pipe(Step.andThen(machine(f, g))),
            Done: Step.identity<Of<"Done">>()
          })
        )
      })
    })
  ]
)
