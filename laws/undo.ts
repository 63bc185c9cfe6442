/**
 * Writes paired with their undo: when an undo is owed, what it gets, and in which order undos run.
 * @module
 */
import type { Either } from "fp-ts/lib/Either.js"
import * as fc from "fast-check"
import * as Saga from "../src/combinators/saga.ts"
import type { Operation } from "../src/core/operation.ts"
import type { Step as StepOf } from "../src/core/step.ts"
import * as Step from "../src/step.ts"
import { everywhere, sequentially } from "./context.ts"
import { equation, undoes } from "./equation.ts"
import { bare, forward, Lab, type Oops, undoable, undoOf, type Work, writeNames } from "./lab.ts"
import { type LawSetFor, lawSetFor } from "./law-set-for.ts"
import { after, before, dup, type Pair, rethrow } from "./pairs.ts"
import { sagaLaws } from "./saga.ts"
import { work } from "./work.ts"

type Tried = Either<Oops, number>

const half = work({ size: 4 })
const write = fc.constantFrom(...writeNames)
const oops: fc.Arbitrary<Oops> = fc.record({ _tag: fc.constantFrom("Low", "High"), of: fc.constant("test") })
const alsoUndos = { undos: true }
const nothingFails = { errors: false, defects: false }
const failing = (error: Oops): StepOf<unknown, never, Oops> => Step.fail(error)
const thenFailing = (f: Work, error: Oops): Work => f.pipe(Step.andThen(failing(error)))

/** Runs `u` on the input once `f` has failed, then fails again. */
const undoneOnFailure = (f: Work, u: Work): Work =>
  Step.pure(dup<number>).pipe(
    Step.andThen(Step.first<number>()(Step.attempt(f))),
    Step.andThen(Step.second<Tried>()(u)),
    Step.map(([tried]: Pair<Tried, number>) => tried),
    Step.matchEither({ left: rethrow<Oops>(), right: Step.identity<number>() })
  )

/** The laws of undoable writes. */
export const undoLaws: LawSetFor = lawSetFor(
  "undo",
  [sagaLaws],
  [
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
      id: "undo/order",
      name: "reversed order",
      equation:
        "scope(undoable(o1, u1) >>> undoable(o2, u2) >>> fail(e)) = o1 >>> o2 >>> u2 >>> u1 >>> fail(e)",
      doc: "later before earlier, each undo once, each on the output of its operation",
      contexts: sequentially,
      given: { one: write, two: write, e: oops },
      faults: nothingFails,
      sides: ({ one, two, e }) => ({
        left: Saga.scope(undoable(one).pipe(Step.andThen(thenFailing(undoable(two), e)))),
        right: Step.begin<number>().pipe(
          Step.bind("first", ({ input }) => input, bare(one)),
          Step.bind("second", (state) => state.first, bare(two)),
          Step.tap((state) => state.second, forward(two)),
          Step.tap((state) => state.first, forward(one)),
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
      equation: "undoable(undoable(f, v), u) = undoable(f, u)",
      doc: "the undo of the whole replaces the undos of its parts",
      contexts: everywhere,
      given: { f: work(), o: write, p: write },
      relevant: undoes,
      sides: ({ f, o, p }) => ({
        left: Saga.undoable(Saga.undoable(f, undoOf(p)), undoOf(o)),
        right: Saga.undoable(f, undoOf(o))
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
        const beside = before(
          Step.pure(dup<number>).pipe(Step.andThen(Step.first<number>()(f))),
          (both) => both
        )
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
      equation:
        "scope(undoableFromStart(f >>> fail(e), u)) = attempt(scope(f >>> fail(e))) >>> u on the input >>> fail again",
      doc: "an undo that is registered first runs once, whatever became of the action",
      contexts: sequentially,
      given: { f: work(), o: write, e: oops },
      faults: { defects: false },
      sides: ({ f, o, e }) => ({
        left: Saga.scope(Saga.undoableFromStart(thenFailing(f, e), undoOf(o))),
        right: undoneOnFailure(Saga.scope(thenFailing(f, e)), forward(o))
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
    })
  ]
)
