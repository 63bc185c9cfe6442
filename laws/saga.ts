/**
 * Sagas: what is owed, when it is undone and in which order.
 *
 * Source: Bruni, Melgratti, Montanari, "Theoretical foundations for compensations in flow composition languages", POPL 2005.
 * @module
 */
import type { Either } from "fp-ts/lib/Either.js"
import * as fc from "fast-check"
import * as Saga from "../src/combinators/saga.ts"
import type { Step as StepOf } from "../src/core/step.ts"
import * as Step from "../src/step.ts"
import { everywhere, sequentially } from "./context.ts"
import { equation, undoes } from "./equation.ts"
import { errorLaws } from "./errors.ts"
import { functions } from "./functions.ts"
import { type Oops, undoOf, type Work, writeNames } from "./lab.ts"
import { type LawSetFor, lawSetFor } from "./law-set-for.ts"
import { left, rethrow, right } from "./pairs.ts"
import { parallelLaws } from "./parallel.ts"
import { work } from "./work.ts"

const half = work({ size: 4 })
const oops: fc.Arbitrary<Oops> = fc.record({ _tag: fc.constantFrom("Low", "High"), of: fc.constant("test") })
const alsoUndos = { undos: true }
const failing = (error: Oops): StepOf<unknown, never, Oops> => Step.fail(error)
const thenFailing = (f: Work, error: Oops): Work => f.pipe(Step.andThen(failing(error)))
const sum: fc.Arbitrary<Either<number, number>> = fc
  .tuple(fc.boolean(), fc.nat({ max: 9 }))
  .map(([which, n]) => (which ? right(n) : left(n)))

/** The laws of sagas. */
export const sagaLaws: LawSetFor = lawSetFor(
  "saga",
  [errorLaws, parallelLaws],
  [
    equation({
      id: "S1",
      name: "a scope in a scope",
      equation: "scope(scope(f)) = scope(f)",
      doc: "what was done is undone once",
      contexts: everywhere,
      given: { f: work() },
      faults: alsoUndos,
      relevant: undoes,
      sides: ({ f }) => ({ left: Saga.scope(Saga.scope(f)), right: Saga.scope(f) })
    }),
    equation({
      id: "S2/unit",
      name: "a scope of nothing",
      equation: "scope(identity) = identity, scope(fail(e)) = fail(e)",
      doc: "a scope in which nothing is done undoes nothing, also not what was done before it",
      given: { f: half, e: oops, which: fc.boolean() },
      relevant: undoes,
      sides: ({ f, e, which }) => {
        const inner: Work = which ? Step.identity<number>() : failing(e)
        return { left: f.pipe(Step.andThen(Saga.scope(inner))), right: f.pipe(Step.andThen(inner)) }
      }
    }),
    equation({
      id: "S2/pure",
      name: "pure functions need no scope",
      equation: "scope(f >>> pure(p)) = scope(f) >>> pure(p)",
      doc: "a pure function may be taken out of a scope",
      given: { f: work(), p: functions },
      faults: alsoUndos,
      relevant: undoes,
      sides: ({ f, p }) => ({
        left: Saga.scope(f.pipe(Step.andThen(Step.pure(p)))),
        right: Saga.scope(f).pipe(Step.andThen(Step.pure(p)))
      })
    }),
    equation({
      id: "S3",
      name: "scopes one after the other",
      equation: "scope(scope(f) >>> scope(g)) = scope(f >>> g)",
      doc: "a scope that succeeds hands its debts to the scope around it",
      given: { f: half, g: half },
      faults: alsoUndos,
      relevant: undoes,
      sides: ({ f, g }) => ({
        left: Saga.scope(Saga.scope(f).pipe(Step.andThen(Saga.scope(g)))),
        right: Saga.scope(f.pipe(Step.andThen(g)))
      })
    }),
    equation({
      id: "S4",
      name: "a scope around a choice",
      equation: "scope(match(f, g)) = match(scope(f), scope(g))",
      doc: "deciding owes nothing",
      given: { f: half, g: half },
      input: sum,
      faults: alsoUndos,
      relevant: undoes,
      sides: ({ f, g }) => {
        const choose = (one: Work, other: Work) =>
          Step.identity<Either<number, number>>().pipe(Step.matchEither({ left: one, right: other }))
        return { left: Saga.scope(choose(f, g)), right: choose(Saga.scope(f), Saga.scope(g)) }
      }
    }),
    equation({
      id: "S5",
      name: "catching what leaves a scope",
      equation: "attempt(scope(f)) >>> matchEither({ left: fail, right: identity }) = scope(f)",
      doc: "a failure leaves a scope when everything in it has been undone",
      given: { f: work() },
      faults: alsoUndos,
      relevant: undoes,
      sides: ({ f }) => ({
        left: Step.attempt(Saga.scope(f)).pipe(
          Step.matchEither({ left: rethrow<Oops>(), right: Step.identity<number>() })
        ),
        right: Saga.scope(f)
      })
    }),
    equation({
      id: "S6",
      name: "a scope without debts",
      equation: "scope(f) = f, if f owes nothing",
      doc: "only what has an undo is undone",
      given: { f: work({ owesNothing: true, scopeless: true }) },
      sides: ({ f }) => ({ left: Saga.scope(f), right: f })
    }),
    equation({
      id: "S7",
      name: "scopes side by side",
      equation:
        "scope(parallel(scope(f), scope(g))) = scope(parallel(f, g)), if they are sequential and touch different resources",
      doc: "independent branches are undone independently",
      level: "resources",
      requires: ["parallel"],
      contexts: sequentially,
      given: {
        f: work({
          size: 3,
          resource: "A",
          timeless: true,
          startsWithEffect: true,
          sequential: true,
          bracketless: true
        }),
        g: work({
          size: 3,
          resource: "B",
          timeless: true,
          startsWithEffect: true,
          sequential: true,
          bracketless: true
        })
      },
      input: fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 })),
      faults: { defects: false, synchronous: false },
      relevant: undoes,
      sides: ({ f, g }) => ({
        left: Saga.scope(Step.parallel([Saga.scope(f), Saga.scope(g)])),
        right: Saga.scope(Step.parallel([f, g]))
      })
    }),
    equation({
      id: "seal",
      name: "what was sealed is not undone",
      equation: "seal(f) = seal(undoable(f, u))",
      doc: "what was sealed is never undone, whatever follows; what fails before it is sealed is",
      contexts: sequentially,
      given: { f: work(), o: fc.constantFrom(...writeNames) },
      sides: ({ f, o }) => ({ left: Saga.seal(f), right: Saga.seal(Saga.undoable(f, undoOf(o))) })
    }),
    equation({
      id: "seal/before",
      name: "a seal is a point of no return",
      equation: "g >>> seal(f) = seal(g >>> f)",
      doc: "nothing that was done before a seal is undone once it has been passed",
      contexts: sequentially,
      given: { f: half, g: half },
      sides: ({ f, g }) => ({
        left: g.pipe(Step.andThen(Saga.seal(f))),
        right: Saga.seal(g.pipe(Step.andThen(f)))
      })
    }),
    equation({
      id: "pivot",
      name: "a pivot seals",
      equation: "pivot(f) = scope(f) >>> seal(identity)",
      doc: "nothing inside a pivot is undone once it has succeeded",
      contexts: sequentially,
      given: { f: work() },
      sides: ({ f }) => ({
        left: Saga.pivot(f),
        right: Saga.scope(f).pipe(Step.andThen(Saga.seal(Step.identity<number>())))
      })
    }),
    equation({
      id: "stuck",
      name: "what is left when an undo fails",
      equation: "scope(f >>> fail(e)), in which an undo fails = the same in a scope around it",
      doc: "what is owed is reported exactly, whatever scopes it passes",
      contexts: sequentially,
      given: { f: work({ size: 8 }), e: oops },
      faults: alsoUndos,
      relevant: undoes,
      sides: ({ f, e }) => ({ left: thenFailing(f, e), right: Saga.scope(thenFailing(f, e)) })
    })
  ]
)
