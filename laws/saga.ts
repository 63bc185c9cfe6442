/**
 * Sagas: what is owed, when it is undone and in which order.
 *
 * Source: Bruni, Melgratti, Montanari, "Theoretical foundations for compensations in flow composition languages", POPL 2005.
 * @module
 */
import type { Either } from "fp-ts/lib/Either.js"
import * as fc from "fast-check"
import * as Saga from "../src/combinators/saga.ts"
import type { Operation } from "../src/core/operation.ts"
import type { Step as StepOf } from "../src/core/step.ts"
import * as Step from "../src/step.ts"
import { equation, everywhere, sequentially, undoes } from "./equation.ts"
import { errorLaws } from "./errors.ts"
import { functions } from "./functions.ts"
import { bare, Lab, type Oops, undoable, undoOf, type Work, type WriteName, writeNames } from "./lab.ts"
import { type LawSetFor, lawSetFor } from "./law-set-for.ts"
import { after, before, dup, left, type Pair, rethrow, right } from "./pairs.ts"
import { parallelLaws } from "./parallel.ts"
import { work } from "./work.ts"

type Tried = Either<Oops, number>

const half = work({ size: 4 })
const write = fc.constantFrom(...writeNames)
const oops: fc.Arbitrary<Oops> = fc.record({ _tag: fc.constantFrom("Low", "High"), of: fc.constant("test") })
const alsoUndos = { undos: true }
const nothingFails = { errors: false, defects: false }
const failing = (error: Oops): StepOf<unknown, never, Oops> => Step.fail(error)
const thenFailing = (f: Work, error: Oops): Work => f.pipe(Step.andThen(failing(error)))
const sum: fc.Arbitrary<Either<number, number>> = fc
  .tuple(fc.boolean(), fc.nat({ max: 9 }))
  .map(([which, n]) => (which ? right(n) : left(n)))

/** An undo as a step of its own. */
const masked = (name: WriteName): Work => undoOf(name) as unknown as Work
/** The types forbid what can fail after a seal; the law holds for it all the same. */
const cannotFail = (step: Work): StepOf<number, number, never, "Lab"> => step as unknown as StepOf<number, number, never, "Lab">

/** Runs `u` on the input once `f` has failed, then fails again. */
const undoneOnFailure = (f: Work, u: Work): Work =>
  Step.pure(dup<number>).pipe(
    Step.andThen(Step.first<number>()(Step.attempt(f))),
    Step.andThen(Step.second<Tried>()(u)),
    Step.map(([tried]: Pair<Tried, number>) => tried),
    Step.matchEither({ left: rethrow<Oops>(), right: Step.identity<number>() })
  )

/** The laws of sagas. */
export const sagaLaws: LawSetFor = lawSetFor("saga", [errorLaws, parallelLaws], [
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
    id: "S6/undoable",
    name: "a scope around one operation",
    equation: "scope(undoable(o, u)) = undoable(o, u)",
    doc: "an operation with its undo is a scope by itself",
    given: { f: half, o: write },
    faults: alsoUndos,
    relevant: undoes,
    sides: ({ f, o }) => ({
      left: f.pipe(Step.andThen(Saga.scope(undoable(o)))),
      right: f.pipe(Step.andThen(undoable(o)))
    })
  }),
  equation({
    id: "S7",
    name: "scopes side by side",
    equation: "scope(parallel(scope(f), scope(g))) = scope(parallel(f, g)), if they are sequential and touch different resources",
    doc: "independent branches are undone independently",
    level: "resources",
    requires: ["parallel"],
    contexts: sequentially,
    given: {
      f: work({ size: 3, resource: "A", timeless: true, startsWithEffect: true, reversible: true, sequential: true }),
      g: work({ size: 3, resource: "B", timeless: true, startsWithEffect: true, reversible: true, sequential: true })
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
    id: "undo/order",
    name: "reversed order",
    equation: "scope(undoable(o1, u1) >>> undoable(o2, u2) >>> fail(e)) = o1 >>> o2 >>> u2 >>> u1 >>> fail(e)",
    doc: "later before earlier, each undo once, each on the output of its operation",
    contexts: sequentially,
    given: { one: write, two: write, e: oops },
    faults: nothingFails,
    sides: ({ one, two, e }) => ({
      left: Saga.scope(undoable(one).pipe(Step.andThen(thenFailing(undoable(two), e)))),
      right: Step.begin<number>().pipe(
        Step.bind("first", ({ input }) => input, bare(one)),
        Step.bind("second", (state) => state.first, bare(two)),
        Step.tap((state) => state.second, masked(two)),
        Step.tap((state) => state.first, masked(one)),
        Step.andThen(failing(e))
      )
    })
  }),
  equation({
    id: "undo/failed",
    name: "what failed is not undone",
    equation: "undoable(f >>> fail(e), u) = scope(f >>> fail(e))",
    doc: "an undo runs only if its action succeeded; what the action did before it failed is undone by its parts",
    given: { f: work(), o: write, e: oops },
    faults: alsoUndos,
    sides: ({ f, o, e }) => ({
      left: Saga.undoable(thenFailing(f, e), undoOf(o)),
      right: Saga.scope(thenFailing(f, e))
    })
  }),
  equation({
    id: "undo/replaced",
    name: "one undo for several writes",
    equation: "undoable(f, u) = undoable(seal(f), u)",
    doc: "the undo of the whole replaces the undos of its parts",
    contexts: everywhere,
    given: { f: work(), o: write },
    relevant: undoes,
    sides: ({ f, o }) => ({
      left: Saga.undoable(f, undoOf(o)),
      right: Saga.undoable(Saga.seal(f), undoOf(o))
    })
  }),
  equation({
    id: "undo/using",
    name: "the input of an undo",
    equation: "undoableUsing(f, p, u) = undoable(f beside its input, map(p) >>> u)",
    doc: "the input of an undo is made from input and output of the action",
    contexts: everywhere,
    given: { f: work(), o: write },
    relevant: undoes,
    sides: ({ f, o }) => {
      const pick = (input: number, output: number): number => input * 3 + output
      const beside = before(Step.pure(dup<number>).pipe(Step.andThen(Step.first<number>()(f))), (both) => both)
      return {
        left: Saga.undoableUsing(f, pick, undoOf(o)),
        right: before(
          Saga.undoable(
            beside,
            after(([output, input]: Pair<number, number>) => pick(input, output), undoOf(o))
          ),
          ([output]: Pair<number, number>) => output
        )
      }
    }
  }),
  equation({
    id: "undo/start",
    name: "an undo owed from the start",
    equation: "scope(undoableFromStart(f >>> fail(e), u)) = attempt(scope(f >>> fail(e))) >>> u on the input >>> fail again",
    doc: "an undo that is registered first runs once, whatever became of the action",
    contexts: sequentially,
    given: { f: work(), o: write, e: oops },
    faults: { defects: false },
    sides: ({ f, o, e }) => ({
      left: Saga.scope(Saga.undoableFromStart(thenFailing(f, e), undoOf(o))),
      right: undoneOnFailure(Saga.scope(thenFailing(f, e)), masked(o))
    })
  }),
  equation({
    id: "undo/start/success",
    name: "an undo owed from the start of a success",
    equation: "undoableFromStart(f, u) = undoableUsing(f, (input) => input, u), if f cannot fail",
    doc: "when nothing goes wrong it makes no difference when an undo is registered",
    contexts: sequentially,
    given: { f: work({ infallible: true }), o: write },
    faults: nothingFails,
    relevant: undoes,
    sides: ({ f, o }) => ({
      left: Saga.undoableFromStart(f, undoOf(o)),
      right: Saga.undoableUsing(f, (input) => input, undoOf(o))
    })
  }),
  equation({
    id: "seal",
    name: "a seal drops debts",
    equation: "seal(f) = undoable(f, succeed(nothing))",
    doc: "what was sealed is never undone; what fails before it is sealed is",
    contexts: everywhere,
    given: { f: work(), g: half },
    sides: ({ f, g }) => ({
      left: Saga.seal(f).pipe(Step.andThen(cannotFail(g))),
      right: Saga.undoable(f, Step.succeed("nothing")).pipe(Step.andThen(g))
    })
  }),
  equation({
    id: "pivot",
    name: "a pivot seals",
    equation: "pivot(f) = seal(f)",
    doc: "nothing inside a pivot is undone once it has succeeded",
    contexts: everywhere,
    given: { f: work(), g: half },
    sides: ({ f, g }) => ({
      left: Saga.pivot(f).pipe(Step.andThen(cannotFail(g))),
      right: Saga.seal(f).pipe(Step.andThen(cannotFail(g)))
    })
  }),
  equation({
    id: "readonly",
    name: "a read owes nothing",
    equation: "readonly(o) = o",
    doc: "declaring that an operation changes nothing gives it no undo and takes none away",
    contexts: sequentially,
    given: { o: write, f: half },
    sides: ({ o, f }) => ({
      left: f.pipe(Step.andThen(Saga.readonly(Lab[o] as Operation<number, number, Oops, "Lab", never>))),
      right: f.pipe(Step.andThen(bare(o)))
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
])
