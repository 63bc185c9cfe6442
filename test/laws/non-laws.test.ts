/**
 * What is not promised (semantics 1.4): each has a counterexample, and the search finds it.
 */
import * as fc from "fast-check"
import * as t from "io-ts"
import { Event, Saga, Step } from "lawful"
import {
  equation,
  type EquationOptions,
  executes,
  inProcess,
  type Work,
  work,
  type WorkOptions
} from "lawful/laws"
import { advance, begin, programOf } from "lawful/machine"
import { describe, expect, it } from "vitest"

const pair = fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 }))
const first = Step.first<number>()
const second = Step.second<number>()
const small: WorkOptions = { size: 3, raceless: true, timeless: true }
const f = work({ ...small, startsWithEffect: true })
const onA = work({ ...small, resource: "A", startsWithEffect: true })
const onB = work({ ...small, resource: "B", startsWithEffect: true })
const waiting = { synchronous: false, defects: false }
const boom = Step.fail({ _tag: "Low", of: "test" })

const Ready = Event.make("Ready", { payload: t.number })

type NonLaw<P> = Pick<EquationOptions<P>, "given" | "sides"> & Partial<EquationOptions<P>>

const nonLaw = <P>(id: string, options: NonLaw<P>): readonly [string, ReturnType<typeof equation>] => [
  id,
  equation({
    id,
    name: "not a law",
    equation: id,
    doc: "must be broken",
    level: "resources",
    faults: waiting,
    contexts: ["alone"],
    relevant: executes,
    ...options
  })
]

const nonLaws = [
  nonLaw("N1 interchange of any two steps", {
    given: { f, g: f },
    input: pair,
    sides: ({ f, g }: { f: Work; g: Work }) => ({
      left: first(f).pipe(Step.andThen(second(g))),
      right: second(g).pipe(Step.andThen(first(f)))
    })
  }),
  nonLaw("N2 interchange of independent steps that can fail", {
    given: { f: onA, g: onB },
    input: pair,
    sides: ({ f, g }: { f: Work; g: Work }) => ({
      left: first(f).pipe(Step.andThen(second(g))),
      right: second(g).pipe(Step.andThen(first(f)))
    })
  }),
  nonLaw("N3 parallel is sequence, word for word", {
    given: { f: onA, g: onB },
    input: pair,
    level: "word",
    faults: { ...waiting, errors: false },
    sides: ({ f, g }: { f: Work; g: Work }) => ({
      left: Step.parallel([f, g]),
      right: first(f).pipe(Step.andThen(second(g)))
    })
  }),
  nonLaw("N4 exchange as an equality", {
    given: { f, g: f },
    input: pair,
    faults: { ...waiting, errors: false },
    sides: ({ f, g }: { f: Work; g: Work }) => ({
      left: Step.parallel([f, f]).pipe(Step.andThen(Step.parallel([g, g]))),
      right: Step.parallel([f.pipe(Step.andThen(g)), f.pipe(Step.andThen(g))])
    })
  }),
  nonLaw("N5 a step before a copy is two steps after it", {
    given: { f },
    sides: ({ f }: { f: Work }) => ({
      left: f.pipe(Step.map((value): readonly [number, number] => [value, value])),
      right: Step.all([f, f])
    })
  }),
  nonLaw("N6 a step whose output is dropped is no step", {
    given: { f },
    sides: ({ f }: { f: Work }) => ({ left: f.pipe(Step.as("dropped")), right: Step.succeed("dropped") })
  }),
  nonLaw("N7 failure is a right zero", {
    given: { f },
    sides: ({ f }: { f: Work }) => ({ left: f.pipe(Step.andThen(boom)), right: boom })
  }),
  nonLaw("N8 attempting a scope is attempting what is in it", {
    given: { f },
    sides: ({ f }: { f: Work }) => ({
      left: Saga.scope(f).pipe(Step.attempt),
      right: f.pipe(Step.attempt)
    })
  }),
  nonLaw("N9 what follows a race may be raced", {
    given: { f, g: f, h: f },
    level: "word",
    sides: ({ f, g, h }: { f: Work; g: Work; h: Work }) => ({
      left: Step.race({ f, g }).pipe(
        Step.mapInput((n: number) => n),
        Step.map(({ value }) => value),
        Step.andThen(h)
      ),
      right: Step.race({ f: f.pipe(Step.andThen(h)), g: g.pipe(Step.andThen(h)) }).pipe(
        Step.map(({ value }) => value)
      )
    })
  }),
  nonLaw("N10 a scope of a composition is a composition of scopes", {
    given: { f, g: f },
    sides: ({ f, g }: { f: Work; g: Work }) => ({
      left: Saga.scope(f.pipe(Step.andThen(g))).pipe(Step.attempt),
      right: Saga.scope(f).pipe(Step.andThen(Saga.scope(g)), Step.attempt)
    })
  }),
  nonLaw("N11 undoing branches together is undoing each on its own", {
    given: { f: onA, g: onA },
    level: "word",
    faults: { ...waiting, errors: true },
    sides: ({ f, g }: { f: Work; g: Work }) => ({
      left: Saga.scope(Step.all([f, g])),
      right: Saga.scope(Step.all([Saga.scope(f), Saga.scope(g)]))
    })
  }),
  nonLaw("N12 a retried step is the step", {
    given: { f },
    sides: ({ f }: { f: Work }) => ({ left: f.pipe(Step.retry(1)), right: f })
  }),
  nonLaw("N14 a time limit for two steps is one for each", {
    given: { f, g: f },
    level: "timed",
    faults: { ...waiting, errors: false },
    sides: ({ f, g }: { f: Work; g: Work }) => {
      const [one, two] = [f.pipe(Step.pause(2)), g.pipe(Step.pause(2))]
      return {
        left: one.pipe(Step.andThen(two), Step.timeout(3)),
        right: one.pipe(Step.timeout(3), Step.andThen(two.pipe(Step.timeout(3))))
      }
    }
  }),
  nonLaw("N16 a pair is determined by its projections", {
    given: { h: f.map((step) => step.pipe(Step.map((value): readonly [number, number] => [value, value]))) },
    sides: ({ h }) => ({
      left: h,
      right: Step.all([h.pipe(Step.map(([one]) => one)), h.pipe(Step.map(([, other]) => other))])
    })
  }),
  nonLaw("N13 a race of races is a race", {
    given: { f, g: f, h: f },
    level: "word",
    sides: ({ f, g, h }: { f: Work; g: Work; h: Work }) => ({
      left: Step.race({ a: Step.race({ f, g }), h }).pipe(Step.as("done")),
      right: Step.race({ f, b: Step.race({ g, h }) }).pipe(Step.as("done"))
    })
  }),
  nonLaw("N17 mapping errors by the identity is nothing, for branches beside one that fails", {
    given: { f, g: f },
    contexts: ["beside a branch that fails"],
    level: "word",
    sides: ({ f, g }: { f: Work; g: Work }) => ({
      left: Step.all([f, g]).pipe(Step.mapError((error) => error)),
      right: Step.all([f, g])
    })
  }),
  nonLaw("N18 work may be moved across waiting", {
    given: { f: onB },
    input: pair,
    sides: ({ f }: { f: Work }) => {
      const waits = Step.waitFor(Ready).pipe(Step.mapInput((n: number) => n))
      const sends = f.pipe(Step.andThen(Step.emit(Ready)))
      return {
        left: first(waits).pipe(Step.andThen(Step.second<number>()(sends)), Step.as("done")),
        right: Step.parallel([waits, sends]).pipe(Step.as("done"))
      }
    }
  }),
  nonLaw("a retry of n is a retry of n + 1", {
    given: { f },
    sides: ({ f }: { f: Work }) => ({ left: f.pipe(Step.retry(1)), right: f.pipe(Step.retry(2)) })
  })
]

describe("a law that is deliberately not promised", () => {
  it.each(nonLaws)("%s: has a counterexample", async (_, law) => {
    const result = await law(inProcess).run({ numRuns: 300, seed: 11, shrink: false })

    expect(result.status).toBe("failed")
  })

  it("N15 rewriting what is running: has a counterexample", () => {
    const [one, two] = [Step.sleep(1).pipe(Step.label("one")), Step.sleep(1).pipe(Step.label("two"))]
    const beside = programOf(Step.all([one, two]))
    const inOrder = programOf(one.pipe(Step.andThen(two)))

    const running = begin(beside, undefined, 0)
    const event = { kind: "fired", at: { node: "one/sleep", trail: [] }, time: 1 } as const

    expect(() => advance(inOrder, running, event)).toThrow("(machine/other-term)")
  })
})
