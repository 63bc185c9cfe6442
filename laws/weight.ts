/**
 * Weights: steps that mean the same weigh the same.
 *
 * Weighing is an interpreter with a constant target, so the equations of steps are equations of weights, as far as they do
 * not look into a pure function.
 * @module
 */
import * as fc from "fast-check"
import type { Exits } from "../src/interpreters/describe/exits.ts"
import type { AnyStep, Step as StepOf } from "../src/core/step.ts"
import * as Step from "../src/step.ts"
import * as Saga from "../src/combinators/saga.ts"
import { functions } from "./functions.ts"
import type { Oops, Work } from "./lab.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import type { Law } from "./law.ts"
import { property } from "./property.ts"
import { showStep } from "./show-step.ts"
import { work } from "./work.ts"

/** A way to weigh steps. */
export interface Weigher<T> {
  readonly name: string
  readonly weigh: (step: AnyStep) => Exits<T>
  /** Shows a weight; two weights are equal when they are shown alike. */
  readonly show: (weight: T) => string
}

/**
 * The laws of a way to weigh steps.
 * @example
 * import { most, weigh } from "lawful/describe"
 * import { check, weightLaws } from "lawful/laws"
 * const weigher = { name: "requests", weigh: weigh(most, { request: () => 1 }), show: String }
 * const report = await check(weightLaws(weigher), { seed: 1 })
 * report.counts.failed // => 0
 */
export const weightLaws = <T>({ name, weigh, show }: Weigher<T>): LawSet => {
  const shown = (step: AnyStep): string => {
    const { completed, failed, stopped } = weigh(step)
    return `completed ${show(completed)}, failed ${show(failed)}, stopped ${show(stopped)}`
  }
  return lawSet(
    `weight ${name}`,
    [],
    equations.map(
      ({ id, equation, doc, sides }): Law =>
        property(
          { id: `weight/${id}`, name: doc, equation, level: "outcome", relation: "=", requires: [], doc },
          { name, capabilities: new Set<never>() },
          fc.record({ f: any, g: any, h: any, p: functions, q: functions }),
          (given) => {
            const [left, right] = sides(given)
            const [one, other] = [shown(left), shown(right)]
            if (one === other) return Promise.resolve({ kind: "holds", relevant: true })
            return Promise.resolve({
              kind: "broken",
              counterexample: {
                given: [
                  ["f", showStep(given.f)],
                  ["g", showStep(given.g)],
                  ["h", showStep(given.h)]
                ],
                left: { term: showStep(left), trace: one },
                right: { term: showStep(right), trace: other },
                difference: "The two sides do not weigh the same."
              }
            })
          }
        )
    )
  )
}

const any = work({ irreversible: true, all: true, size: 5 })

interface Given {
  readonly f: Work
  readonly g: Work
  readonly h: Work
  readonly p: (value: unknown) => number
  readonly q: (value: unknown) => number
}

interface Equation {
  readonly id: string
  readonly equation: string
  readonly doc: string
  readonly sides: (given: Given) => readonly [AnyStep, AnyStep]
}

const identity: Work = Step.identity<number>()
const oops: StepOf<unknown, never, Oops> = Step.fail<Oops>({ _tag: "Low", of: "" })
const isOdd = (value: number): boolean => value % 2 === 1

const equations: ReadonlyArray<Equation> = [
  {
    id: "C1",
    equation: "identity >>> f = f",
    doc: "an identity before a step weighs nothing",
    sides: ({ f }) => [identity.pipe(Step.andThen(f)), f]
  },
  {
    id: "C2",
    equation: "f >>> identity = f",
    doc: "an identity after a step weighs nothing",
    sides: ({ f }) => [f.pipe(Step.andThen(identity)), f]
  },
  {
    id: "C3",
    equation: "(f >>> g) >>> h = f >>> (g >>> h)",
    doc: "nesting weighs nothing, also when it is named",
    sides: ({ f, g, h }) => [
      f.pipe(Step.andThen(g), Step.label("n"), Step.andThen(h)),
      f.pipe(Step.andThen(g.pipe(Step.andThen(h), Step.label("n"))))
    ]
  },
  {
    id: "C4",
    equation: "pure(p) >>> pure(q) = pure(q . p)",
    doc: "pure functions weigh nothing",
    sides: ({ p, q }) => [Step.pure(p).pipe(Step.andThen(Step.pure(q))), Step.pure((value) => q(p(value)))]
  },
  {
    id: "A5",
    equation: "first(f) >>> pure(fst) = f",
    doc: "carrying a value past a step weighs nothing",
    sides: ({ f }) => [Step.first<number>()(f), f]
  },
  {
    id: "D2",
    equation: "if(c, f, f) = f",
    doc: "a choice between a step and itself is none",
    sides: ({ f }) => [Step.if(isOdd, f, f), f]
  },
  {
    id: "D3",
    equation: "if(c, f, g) >>> h = if(c, f >>> h, g >>> h)",
    doc: "a continuation may be pulled into the arms",
    sides: ({ f, g, h }) => [
      Step.if(isOdd, f, g).pipe(Step.andThen(h)),
      Step.if(isOdd, f.pipe(Step.andThen(h)), g.pipe(Step.andThen(h)))
    ]
  },
  {
    id: "D1",
    equation: "succeed(left(1)) >>> matchEither(f, g) = pure(p) >>> f",
    doc: "a choice by a constant is no choice",
    sides: ({ f, g, p }) => [
      Step.succeed({ _tag: "Left", left: 1 } as const).pipe(
        Step.matchEither({ left: f, right: g } as never) as never
      ),
      Step.pure(p).pipe(Step.andThen(f))
    ]
  },
  {
    id: "E1",
    equation: "fail(e) >>> f = fail(e)",
    doc: "nothing follows a failure",
    sides: ({ f }) => [oops.pipe(Step.andThen(f as never)), oops]
  },
  {
    id: "E2",
    equation: "attempt(fail(e)) = succeed(left(e))",
    doc: "a failure that is caught is none",
    sides: () => [Step.attempt(oops), Step.succeed({ _tag: "Left", left: 1 })]
  },
  {
    id: "E5",
    equation: "attempt(f) >>> matchEither({ left: fail, right: identity }) = f",
    doc: "an attempt that is taken back is none: each side of it goes to its own arm",
    sides: ({ f }) => [Step.mapError((error: Oops) => error)(f), f]
  },
  {
    id: "E6",
    equation: "attempt(attempt(f)) = attempt(f) >>> pure(right)",
    doc: "an attempt cannot fail",
    sides: ({ f, p }) => [Step.attempt(Step.attempt(f)), Step.attempt(f).pipe(Step.map(p))]
  },
  {
    id: "R1",
    equation: "retry(0)(f) = f",
    doc: "no retry is no retry",
    sides: ({ f }) => [f.pipe(Step.retry(0)), f]
  },
  {
    id: "R2",
    equation: "retry(n + 1)(f) = f | retry(n)(f)",
    doc: "a retry is a fallback to itself",
    sides: ({ f }) => [f.pipe(Step.retry(3)), f.pipe(Step.orElse(f.pipe(Step.retry(2))))]
  },
  {
    id: "S1",
    equation: "scope(scope(f)) = scope(f)",
    doc: "a scope in a scope is one",
    sides: ({ f }) => [Saga.scope(Saga.scope(f)), Saga.scope(f)]
  },
  {
    id: "P7",
    equation: "all([f, g]) = all([g, f])",
    doc: "branches have no order",
    sides: ({ f, g }) => [Step.all([f, g]), Step.all([g, f])]
  },
  {
    id: "RACE",
    equation: "quorum(1, { f, g }, { tolerate: 0 }) = race({ f, g }), quorum(2, { f, g }) = all([f, g])",
    doc: "a race and all are quorums",
    sides: ({ f, g, p }) => [
      Step.all([Step.race({ f, g }), Step.all([f, g]), Step.pure(p)]),
      Step.all([Step.quorum(1, { f, g }, { tolerate: 0 }), Step.quorum(2, { f, g }), Step.pure(p)])
    ]
  }
]
