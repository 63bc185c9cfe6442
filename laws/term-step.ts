/**
 * From terms to steps, through the public combinators.
 * @module
 */
import type { Either } from "fp-ts/lib/Either.js"
import * as Schedule from "../src/core/schedule.ts"
import * as Saga from "../src/combinators/saga.ts"
import type { Step as StepOf } from "../src/core/step.ts"
import * as Step from "../src/step.ts"
import { mix, oddEven } from "./functions.ts"
import { bare, type Oops, undoable, undoableFromStart, undoOf, type Work } from "./lab.ts"
import { called, emitting, policies, signals, undosOf, until, waiting } from "./outside.ts"
import { readOf, type Term } from "./term.ts"

/** Makes the step that a term describes. */
export const stepOfTerm = (term: Term): Work => {
  const [f = identity, g = identity, h = identity] = term.parts.map(stepOfTerm)
  const { constant, write } = term
  // The generator vouches for what the types forbid: pivots stand where nothing is proved about them.
  const vouched = (step: StepOf<number, unknown, unknown, unknown, unknown>): Work =>
    Step.map(mix(constant))(step as Work)
  switch (term.form) {
    case "identity":
      return identity
    case "pure":
      return Step.pure(mix(constant))
    case "write":
      return bare(write)
    case "read":
      return bare(readOf(write))
    case "undoable":
      return undoable(write)
    case "undoableUsing":
      return Saga.undoableUsing(bare(write), (input, output) => mix(output)(input), undoOf(write))
    case "undoableFromStart":
      return undoableFromStart(write)
    case "send":
      return bare("sendB")
    case "fail":
      return Step.failWith((of: number): Oops => ({ _tag: constant % 2 === 0 ? "Low" : "High", of: `${of}` }))
    case "sleep":
      return vouched(Step.sleep(constant))
    case "emit":
      return emitting(either(signals, constant))
    case "wait":
      return waiting(either(signals, constant), constant)
    case "call":
      return vouched(Step.call(either(called, constant)))
    case "sequence":
      return f.pipe(Step.andThen(g))
    case "bind":
      return vouched(Step.begin<number>().pipe(Step.bind("more", ({ input }) => input + 1, f)))
    case "tap":
      return identity.pipe(Step.tap((value: number) => value + 1, f))
    case "first":
      return vouched(
        Step.pure((value: number) => [value, constant] as const).pipe(Step.andThen(Step.first<number>()(f)))
      )
    case "if":
      return Step.if(oddEven(constant), f, g)
    case "match":
      return Step.pure(third).pipe(Step.match({ zero: held(f), one: held(g), two: held(h) }))
    case "some":
      return vouched(Step.some({ f: [oddEven(constant), f], g: [oddEven(constant + 1), g] }))
    case "all":
      return vouched(Step.all([f, g]))
    case "parallel":
      return vouched(
        Step.pure((value: number) => [value, value + 1] as const).pipe(Step.andThen(Step.parallel([f, g])))
      )
    case "race":
      return vouched(Step.race({ f, g }))
    case "quorum":
      return vouched(Step.quorum(2, { f, g, h }, { tolerate: constant % 2 }))
    case "timeout":
      return vouched(
        f.pipe(
          Step.timeout(constant),
          Step.mapError((error): Oops => (error._tag === "TimedOut" ? { _tag: "High", of: "time" } : error))
        )
      )
    case "forEach":
      return vouched(
        Step.pure((value: number) => Array.from({ length: constant % 3 }, (_, index) => value + index)).pipe(
          Step.andThen(forEach(1 + (constant % 2), f))
        )
      )
    case "iterate":
      return counted(constant % 3, turn(f))
    case "attempt":
      return vouched(Step.attempt(f))
    case "catchAll":
      return f.pipe(
        Step.catchAll(Step.pure(({ error, input }: CaughtOops) => mix(input)(error)).pipe(Step.andThen(g)))
      )
    case "catchTag":
      return f.pipe(
        Step.catchTag(
          "Low",
          Step.pure(({ error, input }: CaughtOops) => mix(input)(error)).pipe(Step.andThen(g))
        )
      )
    case "orElse":
      return f.pipe(Step.orElse(g))
    case "mapError":
      return f.pipe(
        Step.mapError(
          (error): Oops => ({ _tag: error._tag === "Low" ? "High" : "Low", of: `not ${error.of}` })
        )
      )
    case "retry":
      return f.pipe(Step.retry(constant % 3))
    case "scope":
      return Saga.scope(f)
    case "seal":
      return Saga.seal(changing(term, f)) as Work
    case "pivot":
      return Saga.pivot(changing(term, f)) as Work
    case "undoing":
      return Saga.undoable(f, undoOf(write))
    case "bracket":
      return Step.bracket(bare(write), f, undoOf(write))
    case "ensuring":
      return f.pipe(Step.ensuring(undoOf(write)))
    case "label":
      return f.pipe(Step.label(`part ${constant}`))
    case "until":
      return vouched(
        Step.pure((value: number) => Array.from({ length: constant % 4 }, (_, index) => value + index)).pipe(
          Step.andThen(until(1 + (constant % 3), 1 + (constant >> 2), f))
        )
      )
    case "undoingWith":
      return Saga.undoable(f, (undosOf[constant % 3] ?? undoOf)(write), policies[constant % 4])
    case "retryLater":
      return f.pipe(Step.retry(Schedule.times(1 + (constant % 2))(Schedule.constant(constant))))
  }
}

/** Whether a read that is a point of no return by itself is waited for or abandoned is for each interpreter to say. */
const changing = ({ parts: [part] }: Term, step: Work): Work =>
  part?.form === "read" ? step.pipe(Step.map(mix(0))) : step

const either = <T>(pair: readonly [T, T], constant: number): T => pair[constant % 2 === 0 ? 0 : 1]

const identity: Work = Step.identity<number>()

/** Runs a step for each item, so many at a time. */
export const forEach = (
  concurrency: number,
  step: Work
): StepOf<ReadonlyArray<number>, ReadonlyArray<number>, Oops, "Lab"> =>
  Step.forEach<number, number, { readonly concurrency: number }>({ concurrency })(step)

/** What a counted loop goes round with. */
export interface Counted {
  readonly left: number
  readonly value: number
}

/** One turn of a loop: runs `step`, and goes round again as long as turns are left. */
export const turn = (step: Work): StepOf<Counted, Either<Counted, number>, Oops, "Lab"> =>
  Step.pure(({ left, value }: Counted) => [value, left] as const).pipe(
    Step.andThen(Step.first<number>()(step)),
    Step.map(
      ([value, left]): Either<Counted, number> =>
        left > 0 ? { _tag: "Left", left: { left: left - 1, value } } : { _tag: "Right", right: value }
    )
  )

/** A loop of `more` turns after the first. */
export const counted = (more: number, body: StepOf<Counted, Either<Counted, number>, Oops, "Lab">): Work =>
  Step.pure((value: number): Counted => ({ left: more, value })).pipe(Step.andThen(Step.iterate(body)))

type CaughtOops = { readonly error: Oops; readonly input: number }

type Third = { readonly _tag: "zero" | "one" | "two"; readonly value: number }

const third = (value: number): Third => ({
  _tag: (["zero", "one", "two"] as const)[value % 3] ?? "zero",
  value
})

const held = (step: Work) => step.pipe(Step.mapInput(({ value }: Third) => value))
