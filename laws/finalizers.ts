/**
 * Finalizers: what must happen whatever happens, once.
 * @module
 */
import type { Either } from "fp-ts/lib/Either.js"
import * as fc from "fast-check"
import * as Step from "../src/step.ts"
import { sequentially } from "./context.ts"
import { equation } from "./equation.ts"
import { errorLaws } from "./errors.ts"
import { bare, forward, type Oops, undoOf, type Work, writeNames } from "./lab.ts"
import { type LawSetFor, lawSetFor } from "./law-set-for.ts"
import { dup, type Pair, rethrow } from "./pairs.ts"
import { work } from "./work.ts"

type Tried = Either<Oops, number>

const half = work({ size: 4 })
const write = fc.constantFrom(...writeNames)
const errorsOnly = { defects: false }

/** Runs `f`, then `last` on the input whatever became of `f`, then gives on what became of it. */
const finally_ = (f: Work, last: Work): Work =>
  Step.pure(dup<number>).pipe(
    Step.andThen(Step.first<number>()(Step.attempt(f))),
    Step.andThen(Step.second<Tried>()(last)),
    Step.map(([tried]: Pair<Tried, number>) => tried),
    Step.matchEither({ left: rethrow<Oops>(), right: Step.identity<number>() })
  )

/** The laws of finalizers. */
export const finalizerLaws: LawSetFor = lawSetFor(
  "finalizers",
  [errorLaws],
  [
    equation({
      id: "ensuring/unit",
      name: "a finalizer that does nothing",
      equation: "ensuring(succeed(u))(f) = f",
      doc: "a finalizer does not change what became of the step",
      given: { f: work() },
      sides: ({ f }) => ({ left: f.pipe(Step.ensuring(Step.succeed("done"))), right: f })
    }),
    equation({
      id: "ensuring",
      name: "a finalizer runs once",
      equation: "ensuring(u)(f) = attempt(f) beside the input >>> u on the input >>> fail again or go on",
      doc: "the finalizer runs exactly once, after the step, on the input",
      contexts: sequentially,
      given: { f: work(), o: write },
      faults: errorsOnly,
      sides: ({ f, o }) => ({
        left: f.pipe(Step.ensuring(undoOf(o))),
        right: finally_(f, forward(o))
      })
    }),
    equation({
      id: "bracket/unit",
      name: "a bracket around nothing",
      equation: "bracket(identity, f, succeed(u)) = f",
      doc: "acquiring and releasing nothing is no bracket",
      given: { f: work() },
      sides: ({ f }) => ({ left: Step.bracket(Step.identity<number>(), f, Step.succeed("done")), right: f })
    }),
    equation({
      id: "bracket",
      name: "a resource is released once",
      equation: "bracket(o, f, u) = o >>> ensuring(u)(f)",
      doc: "what was acquired is released exactly once, what was not acquired is not",
      contexts: sequentially,
      given: { f: half, g: half, o: write },
      faults: errorsOnly,
      sides: ({ f, g, o }) => ({
        left: Step.bracket(g.pipe(Step.andThen(bare(o))), f, undoOf(o)),
        right: g.pipe(Step.andThen(bare(o)), Step.andThen(finally_(f, forward(o))))
      })
    })
  ]
)
