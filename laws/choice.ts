/**
 * Choice is a coproduct: deciding is pure, and what comes after a choice may be pulled into its arms.
 * @module
 */
import type { Either } from "fp-ts/lib/Either.js"
import * as fc from "fast-check"
import * as Step from "../src/step.ts"
import type { Step as StepOf } from "../src/core/step.ts"
import { categoryLaws } from "./category.ts"
import { everywhere } from "./context.ts"
import { always, equation } from "./equation.ts"
import { conditions, functions } from "./functions.ts"
import { type LawSetFor, lawSetFor } from "./law-set-for.ts"
import type { Oops, Work } from "./lab.ts"
import { after, before, left, type Pair, right } from "./pairs.ts"
import { work } from "./work.ts"

type Sum = Either<number, number>

const nat = fc.nat({ max: 9 })
const sum: fc.Arbitrary<Sum> = fc.tuple(fc.boolean(), nat).map(([which, n]) => (which ? right(n) : left(n)))
const half = work({ size: 4 })
const choose = (f: Work, g: Work): StepOf<Sum, number, Oops, "Lab"> =>
  Step.identity<Sum>().pipe(Step.matchEither({ left: f, right: g }))
/** `left f` of ArrowChoice: runs on the left side and leaves the right. */
const onLeft = <A, B>(
  f: StepOf<A, B, Oops, "Lab">
): StepOf<Either<A, number>, Either<B, number>, Oops, "Lab"> =>
  Step.identity<Either<A, number>>().pipe(
    Step.matchEither({
      left: before(f, (b): Either<B, number> => left(b)),
      right: Step.pure((n: number): Either<B, number> => right(n))
    })
  )
type Case = { readonly _tag: "one" | "two"; readonly n: number }
const arm = (f: Work) => after(({ n }: Case) => n, f)

/** The laws of choice. */
export const choiceLaws: LawSetFor = lawSetFor(
  "choice",
  [categoryLaws],
  [
    equation({
      id: "D1",
      name: "injection, then choice",
      equation: "pure(left) >>> matchEither({ left: f, right: g }) = f, pure(right) >>> ... = g",
      doc: "the arm that is named runs, the other does not",
      contexts: everywhere,
      given: { f: half, g: half, which: fc.boolean() },
      sides: ({ f, g, which }) => ({
        left: after((n: number): Sum => (which ? right(n) : left(n)), choose(f, g)),
        right: which ? g : f
      })
    }),
    equation({
      id: "match",
      name: "injection, then match",
      equation: "inject(k) >>> match(arms) = inject(k) >>> arms[k]",
      doc: "the arm with the tag of the value runs, on the whole value",
      contexts: everywhere,
      given: { f: half, g: half, tag: fc.constantFrom("one" as const, "two" as const) },
      sides: ({ f, g, tag }) => {
        const inject = Step.pure((n: number): Case => ({ _tag: tag, n }))
        return {
          left: inject.pipe(Step.match({ one: arm(f), two: arm(g) })),
          right: inject.pipe(Step.andThen(arm(tag === "one" ? f : g)))
        }
      }
    }),
    equation({
      id: "matchOn",
      name: "matching on a field",
      equation: "matchOn(field, arms) = pure((s) => [s[field], s]) >>> match(second >>> arms)",
      doc: "the tag of one field decides, and each arm gets the whole record",
      contexts: everywhere,
      given: { f: half, g: half, p: functions },
      sides: ({ f, g, p }) => {
        interface State {
          readonly verdict: Case
          readonly more: number
        }
        const state = Step.pure(
          (n: number): State => ({ verdict: { _tag: n % 2 === 0 ? "one" : "two", n }, more: p(n) })
        )
        const armOn = (step: Work): StepOf<State, number, Oops, "Lab"> =>
          after(({ verdict, more }: State) => verdict.n + more, step)
        const tagged = (record: State) => ({ _tag: record.verdict._tag, record })
        const held = (step: Work) => after(({ record }: ReturnType<typeof tagged>) => record, armOn(step))
        return {
          left: state.pipe(Step.matchOn("verdict", { one: armOn(f), two: armOn(g) })),
          right: before(state, tagged).pipe(Step.match({ one: held(f), two: held(g) }))
        }
      }
    }),
    equation({
      id: "D2",
      name: "choice of everything",
      equation: "f = matchEither({ left: pure(left) >>> f, right: pure(right) >>> f })",
      doc: "deciding has no effect of its own",
      contexts: everywhere,
      given: { f: work(), p: functions },
      input: sum,
      sides: ({ f, p }) => {
        const whole = after((either: Sum) => p(either), f)
        return {
          left: whole,
          right: choose(
            after((n: number): Sum => left(n), whole),
            after((n: number): Sum => right(n), whole)
          )
        }
      }
    }),
    equation({
      id: "D3",
      name: "what follows a choice",
      equation: "match({ left: f, right: g }) >>> h = match({ left: f >>> h, right: g >>> h })",
      doc: "the rest of the workflow goes on after either arm",
      contexts: everywhere,
      given: { f: half, g: half, h: half },
      input: sum,
      sides: ({ f, g, h }) => ({
        left: choose(f, g).pipe(Step.andThen(h)),
        right: choose(f.pipe(Step.andThen(h)), g.pipe(Step.andThen(h)))
      })
    }),
    equation({
      id: "D4",
      name: "left of a composition",
      equation: "left(f >>> g) = left(f) >>> left(g), left(pure(p)) = pure(p + id)",
      doc: "a step on one side of a union leaves the other side alone",
      contexts: everywhere,
      given: { f: half, g: half, p: functions },
      input: sum,
      sides: ({ f, g, p }) => ({
        left: onLeft(f.pipe(Step.andThen(Step.pure(p)), Step.andThen(g))),
        right: onLeft(f).pipe(
          Step.map((either): Sum => (either._tag === "Left" ? left(p(either.left)) : either)),
          Step.andThen(onLeft(g))
        )
      })
    }),
    equation({
      id: "D5",
      name: "choice distributes over carrying",
      equation: "first(match(f, g)) = distribute >>> match(first(f), first(g))",
      doc: "what was bound before a choice is in reach after it",
      contexts: everywhere,
      given: { f: half, g: half },
      input: fc.tuple(sum, nat),
      sides: ({ f, g }) => {
        type Two = Pair<number, number>
        const distribute = ([either, c]: Pair<Sum, number>): Either<Two, Two> =>
          either._tag === "Left" ? left([either.left, c]) : right([either.right, c])
        return {
          left: Step.first<number>()(choose(f, g)),
          right: Step.pure(distribute).pipe(
            Step.matchEither({ left: Step.first<number>()(f), right: Step.first<number>()(g) })
          )
        }
      }
    }),
    equation({
      id: "if",
      name: "if is a choice",
      equation: "if(c, f, g) = pure((a) => c(a) ? right(a) : left(a)) >>> matchEither({ left: g, right: f })",
      doc: "the condition decides, and both arms get the input",
      contexts: everywhere,
      given: { f: half, g: half, c: conditions },
      sides: ({ f, g, c }) => ({
        left: Step.if(c, f, g),
        right: after((a: number): Sum => (c(a) ? right(a) : left(a)), choose(g, f))
      })
    }),
    equation({
      id: "if/constant",
      name: "if with a constant condition",
      equation: "if(always, f, g) = f, if(never, f, g) = g",
      doc: "a condition that is known is no choice",
      contexts: everywhere,
      given: { f: half, g: half, c: fc.boolean() },
      sides: ({ f, g, c }) => ({ left: Step.if(() => c, f, g), right: c ? f : g })
    }),
    equation({
      id: "when",
      name: "when is if without else",
      equation: "when(c, f) = if(c, f, identity)",
      doc: "a step that is not needed leaves the value alone",
      contexts: everywhere,
      given: { f: work(), c: conditions },
      sides: ({ f, c }) => ({ left: Step.when(c, f), right: Step.if(c, f, Step.identity<number>()) })
    }),
    equation({
      id: "some/all",
      name: "some of all",
      equation: "some with conditions that always hold = all",
      doc: "every branch whose condition holds is run",
      contexts: everywhere,
      given: { f: half, g: half },
      requires: ["parallel"],
      sides: ({ f, g }) => ({
        left: Step.some({ f: [() => true, f], g: [() => true, g] }),
        right: Step.all({ f, g })
      })
    }),
    equation({
      id: "some/none",
      name: "some of none",
      equation: "some with conditions that never hold = succeed({})",
      doc: "a branch whose condition does not hold is not run",
      contexts: everywhere,
      given: { f: half, g: half },
      requires: ["parallel"],
      relevant: always,
      sides: ({ f, g }) => ({
        left: Step.some({ f: [() => false, f], g: [() => false, g] }),
        right: Step.succeed({})
      })
    })
  ]
)
