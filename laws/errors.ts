/**
 * Failures as values: `attempt` turns a failure into a value and `fail` turns it back.
 * @module
 */
import type { Either } from "fp-ts/lib/Either.js"
import * as fc from "fast-check"
import type { Step as StepOf } from "../src/core/step.ts"
import * as Step from "../src/step.ts"
import { categoryLaws } from "./category.ts"
import { everywhere } from "./context.ts"
import { always, equation, fails } from "./equation.ts"
import type { Oops, Work } from "./lab.ts"
import { type LawSetFor, lawSetFor } from "./law-set-for.ts"
import { after, before, dup, left, type Pair, rethrow, right } from "./pairs.ts"
import { work } from "./work.ts"

type Caught = { readonly error: Oops; readonly input: number }
type Tried = Either<Oops, number>

const half = work({ size: 4 })
const oops: fc.Arbitrary<Oops> = fc.record({ _tag: fc.constantFrom("Low", "High"), of: fc.constant("test") })
/** A handler made of a step: sees both the error and the input. */
const handling = (f: Work): StepOf<Caught, number, Oops, "Lab"> =>
  after(({ error, input }: Caught) => input + error.of.length, f)
const failing = (error: Oops): StepOf<unknown, never, Oops> => Step.fail(error)
/** The laws of failures. */
export const errorLaws: LawSetFor = lawSetFor(
  "errors",
  [categoryLaws],
  [
    equation({
      id: "E1",
      name: "failure is a left zero",
      equation: "fail(e) >>> f = fail(e)",
      doc: "nothing runs after a failure",
      contexts: everywhere,
      given: { e: oops, f: work() },
      relevant: always,
      sides: ({ e, f }) => ({ left: failing(e).pipe(Step.andThen(f)), right: failing(e) })
    }),
    equation({
      id: "failWith",
      name: "fail is a constant failWith",
      equation: "failWith(() => e) = fail(e)",
      doc: "an error may be made from the input",
      contexts: everywhere,
      given: { e: oops, f: work() },
      sides: ({ e, f }) => ({
        left: f.pipe(Step.andThen(Step.failWith(() => e))),
        right: f.pipe(Step.andThen(failing(e)))
      })
    }),
    equation({
      id: "E2",
      name: "attempting a failure",
      equation: "attempt(fail(e)) = succeed(left(e))",
      doc: "the error is caught as it is",
      contexts: everywhere,
      given: { e: oops },
      relevant: always,
      sides: ({ e }) => ({ left: Step.attempt(failing(e)), right: Step.succeed(left(e)) })
    }),
    equation({
      id: "E3",
      name: "attempt, then fail again",
      equation: "attempt(f) >>> matchEither({ left: fail, right: identity }) = f",
      doc: "catching an error and failing with it again loses nothing, debts included",
      given: { f: work() },
      sides: ({ f }) => ({ left: rethrown(Step.attempt(f)), right: f })
    }),
    equation({
      id: "E4",
      name: "attempting a composition",
      equation: "attempt(f >>> g) = attempt(f) >>> matchEither({ left: pure(left), right: attempt(g) })",
      doc: "the reach of a handler is exactly what it is put around",
      contexts: everywhere,
      given: { f: half, g: half },
      sides: ({ f, g }) => ({
        left: Step.attempt(f.pipe(Step.andThen(g))),
        right: Step.attempt(f).pipe(
          Step.matchEither({ left: Step.pure((e: Oops): Tried => left(e)), right: Step.attempt(g) })
        )
      })
    }),
    equation({
      id: "E5",
      name: "attempting twice",
      equation: "attempt(attempt(f)) = attempt(f) >>> map(right)",
      doc: "there is nothing left to catch after an attempt",
      contexts: everywhere,
      given: { f: work() },
      sides: ({ f }) => ({ left: Step.attempt(Step.attempt(f)), right: before(Step.attempt(f), right) })
    }),
    equation({
      id: "E6",
      name: "attempting what cannot fail",
      equation: "attempt(f) = f >>> map(right), if f cannot fail",
      doc: "a handler around a step that cannot fail may be dropped; defects are not caught",
      given: { f: work({ infallible: true }) },
      faults: { errors: false },
      sides: ({ f }) => ({ left: Step.attempt(f), right: before(f, right) })
    }),
    equation({
      id: "catchAll/rethrow",
      name: "catching to fail again",
      equation: "catchAll(failWith((c) => c.error))(f) = f",
      doc: "a handler gets the error itself",
      given: { f: work() },
      sides: ({ f }) => ({
        left: f.pipe(Step.catchAll(Step.failWith(({ error }: Caught) => error))),
        right: f
      })
    }),
    equation({
      id: "catchAll",
      name: "catchAll is attempt and match",
      equation: "catchAll(h)(f) = attempt(f) beside the input >>> matchEither({ left: h, right: identity })",
      doc: "a handler gets the error together with the input of the step",
      contexts: everywhere,
      given: { f: half, h: half },
      relevant: fails,
      sides: ({ f, h }) => ({ left: f.pipe(Step.catchAll(handling(h))), right: handled(f, handling(h)) })
    }),
    equation({
      id: "catchTag",
      name: "catching one tag",
      equation: 'catchTag("Low", h) = catchAll(if "Low", h, fail again)',
      doc: "errors with other tags pass untouched",
      contexts: everywhere,
      given: { f: half, h: half },
      relevant: fails,
      sides: ({ f, h }) => ({
        left: f.pipe(Step.catchTag("Low", handling(h))),
        right: f.pipe(
          Step.catchAll(
            Step.if(
              ({ error }: Caught) => error._tag === "Low",
              handling(h),
              Step.failWith(({ error }: Caught) => error)
            )
          )
        )
      })
    }),
    equation({
      id: "catchTags/one",
      name: "catching one of several tags",
      equation: "catchTags({ T: h }) = catchTag(T, h)",
      doc: "one handler among several is that handler",
      contexts: everywhere,
      given: { f: half, h: half },
      relevant: fails,
      sides: ({ f, h }) => ({
        left: f.pipe(Step.catchTags({ Low: handling(h) })),
        right: f.pipe(Step.catchTag("Low", handling(h)))
      })
    }),
    equation({
      id: "catchTags",
      name: "catching every tag",
      equation: 'catchTags({ Low: g, High: h }) = catchAll(if "Low", g, h)',
      doc: "each tag has its own handler, and what a handler fails with is not caught by another",
      contexts: everywhere,
      given: { f: half, g: half, h: half },
      relevant: fails,
      sides: ({ f, g, h }) => ({
        left: f.pipe(Step.catchTags({ Low: handling(g), High: handling(h) })),
        right: f.pipe(
          Step.catchAll(Step.if(({ error }: Caught) => error._tag === "Low", handling(g), handling(h)))
        )
      })
    }),
    equation({
      id: "orElse/unit",
      name: "or else after a failure",
      equation: "orElse(f)(fail(e)) = f",
      doc: "the other step gets the same input",
      contexts: everywhere,
      given: { e: oops, f: work() },
      sides: ({ e, f }) => ({ left: failing(e).pipe(Step.orElse(f)), right: f })
    }),
    equation({
      id: "orElse/associative",
      name: "or else is associative",
      equation: "(f | g) | h = f | (g | h)",
      doc: "alternatives are tried in order, however they are nested",
      contexts: everywhere,
      given: { f: half, g: half, h: half },
      relevant: fails,
      sides: ({ f, g, h }) => ({
        left: f.pipe(Step.orElse(g), Step.orElse(h)),
        right: f.pipe(Step.orElse(g.pipe(Step.orElse(h))))
      })
    }),
    equation({
      id: "mapError/identity",
      name: "mapError of the identity",
      equation: "mapError(identity function)(f) = f",
      doc: "changing nothing about an error changes nothing",
      given: { f: work() },
      sides: ({ f }) => ({ left: f.pipe(Step.mapError((error) => error)), right: f })
    }),
    equation({
      id: "mapError/composition",
      name: "mapError of a composition",
      equation: "mapError(q)(mapError(p)(f)) = mapError(q . p)(f)",
      doc: "errors are changed in the order in which the functions are written",
      contexts: everywhere,
      given: { f: work() },
      relevant: fails,
      sides: ({ f }) => {
        const p = (error: Oops) => ({ ...error, p: error.of })
        const q = (error: ReturnType<typeof p>) => [error.p, error]
        return {
          left: f.pipe(Step.mapError(p), Step.mapError(q)),
          right: f.pipe(Step.mapError((error) => q(p(error))))
        }
      }
    })
  ]
)

const rethrown = (tried: StepOf<number, Tried, never, "Lab">): Work =>
  tried.pipe(Step.matchEither({ left: rethrow<Oops>(), right: Step.identity<number>() }))

/** `catchAll`, spelt out. */
const handled = (f: Work, handler: StepOf<Caught, number, Oops, "Lab">): Work =>
  Step.pure(dup<number>).pipe(
    Step.andThen(Step.first<number>()(Step.attempt(f))),
    Step.map(
      ([tried, input]: Pair<Tried, number>): Either<Caught, number> =>
        tried._tag === "Left" ? left({ error: tried.left, input }) : tried
    ),
    Step.matchEither({ left: handler, right: Step.identity<number>() })
  )
