/**
 * Transformations of runtimes: the same steps, run by something else.
 *
 * A transformation sends every run of one interpreter to a run of another one. It is a morphism when nothing that can be
 * observed is lost: pure functions, composition, branches, and stopping are kept. Steps being free on their operations it
 * follows for all steps when it holds for operations and for each way to combine; here both are checked, the parts because
 * they say what is wrong, the whole because it is what is claimed.
 * @module
 */
import * as fc from "fast-check"
import { unchecked } from "../src/core/codec.ts"
import * as Event from "../src/core/event.ts"
import type { AnyStep } from "../src/core/step.ts"
import * as Step from "../src/step.ts"
import { agreement } from "./agreement.ts"
import type { Behaviours } from "./behaviour.ts"
import { type Context, everywhere, sequentially } from "./context.ts"
import { always, executes, fails, undoes } from "./equation.ts"
import type { FaultOptions } from "./faults.ts"
import { functions } from "./functions.ts"
import { bare, type Oops, undoable, undoableFromStart, type Work, writeNames } from "./lab.ts"
import type { Law, Level, Relation } from "./law.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import { plans } from "./plans.ts"
import { property } from "./property.ts"
import type { Capability, Subject } from "./subject.ts"
import { work } from "./work.ts"

/** A change of runtime, by what runs steps before and after it. */
export interface TransformationOptions {
  /** `A to B` when left out. */
  readonly name?: string
  readonly from: Subject
  readonly to: Subject
  /** What an observer has to see alike; `resources` when left out: the order of independent operations does not count. */
  readonly level?: Level
  /** `refines`: the new runtime may lack schedules that the old one had, but has no new ones. `=` when left out. */
  readonly relation?: Relation
  /** Which faults there are besides those of the laws; a runtime that keeps calls waiting has none that answer at once. */
  readonly faults?: Partial<FaultOptions>
}

/**
 * The laws of a change of runtime: what the new one does with a step is what the old one does with it.
 * @example
 * import { check, inProcess, transformationLaws } from "lawful/laws"
 * const laws = transformationLaws({ name: "nothing", from: inProcess, to: inProcess })
 * const report = await check(laws.only("F5/operation", "F5/parallel"), { numRuns: 20, seed: 1 })
 * report.counts.passed // => 2
 */
export const transformationLaws = (options: TransformationOptions): LawSet => {
  const { from, to, name = `${from.name} to ${to.name}` } = options
  return lawSet(
    `transformation ${name}`,
    [],
    [...parts, whole].map((about) => square(about, options))
  )
}

/** Which steps a law is about. */
interface About {
  readonly id: string
  readonly name: string
  readonly equation: string
  readonly doc: string
  readonly requires?: ReadonlyArray<Capability>
  readonly steps: fc.Arbitrary<AnyStep>
  readonly contexts?: ReadonlyArray<Context>
  readonly faults?: Partial<FaultOptions>
  readonly level?: Level
  readonly relevant?: (left: Behaviours, right: Behaviours) => boolean
}

/** The new runtime on the left: when the relation is `refines`, what it does has to be something that the old one does. */
const square = (about: About, { from, to, ...options }: TransformationOptions): Law => {
  const { relation = "=" } = options
  const { id, name, equation, doc, requires = [], relevant = executes } = about
  const level = about.level ?? options.level ?? "resources"
  const both = {
    name: `${from.name} or ${to.name}`,
    capabilities: new Set([...to.capabilities].filter((capability) => from.capabilities.has(capability)))
  }
  const examples = fc.record({
    step: about.steps,
    input: fc.nat({ max: 9 }),
    plan: plans({
      errors: true,
      defects: true,
      undos: false,
      synchronous: true,
      ...about.faults,
      ...options.faults
    }),
    context: fc.constantFrom(...(about.contexts ?? everywhere))
  })
  return property({ id, name, equation, doc, requires, level, relation }, both, examples, (example, how) => {
    const { step, ...at } = example
    const left = { subject: to, step }
    const right = { subject: from, step }
    return agreement({ level, relation, left, right, given: [], relevant }, at, how)
  })
}

/** A part that is small enough for all schedules of two of them to be tried. */
const branch: fc.Arbitrary<Work> = work({ size: 3, timeless: true, raceless: true })

const failing: Work = Step.failWith((of: number): Oops => ({ _tag: "Low", of: `${of}` }))

const Told = Event.make("Told", { payload: unchecked<number>("number") })

const parts: ReadonlyArray<About> = [
  {
    id: "F5/pure",
    name: "pure functions are kept",
    equation: "to(pure(p)) = from(pure(p))",
    doc: "a value that is there already is a value there",
    steps: functions.map(Step.pure),
    relevant: always
  },
  {
    id: "F5/operation",
    name: "operations are kept",
    equation: "to(o) = from(o)",
    doc: "values, typed errors and defects of implementations stay what they are; synchronous ones stay synchronous",
    steps: fc.constantFrom<AnyStep>(
      ...writeNames.flatMap((name) => [bare(name), undoable(name), undoableFromStart(name)]),
      bare("readA"),
      bare("readB"),
      bare("sendB")
    )
  },
  {
    id: "F5/sequence",
    name: "composition is kept",
    equation: "to(f >>> g) = from(f >>> g)",
    doc: "a step starts when the one before it has ended, and not at all when it failed",
    steps: work({ sequential: true, raceless: true, startsWithEffect: true, size: 8 }),
    contexts: sequentially,
    level: "word"
  },
  {
    id: "F5/parallel",
    name: "branches are kept",
    equation: "to(all([f, g])) = from(all([f, g]))",
    doc: "all branches start, overlap in every way, and their outputs come in the order of the term",
    requires: ["parallel"],
    steps: fc.tuple(branch, branch).map(([f, g]) => Step.all([f, g]))
  },
  {
    id: "F5/stop",
    name: "stopping is kept",
    equation: "to(all([f, g >>> fail(e)])) = from(all([f, g >>> fail(e)]))",
    doc: "a failure reaches the branches beside it at once: nothing starts there any more, what was started is awaited and undone",
    requires: ["parallel"],
    steps: fc
      .tuple(branch, fc.constantFrom(...writeNames))
      .map(([f, name]) => Step.all([f, bare(name).pipe(Step.andThen(failing))])),
    level: "word"
  },
  {
    id: "F5/race",
    name: "races are kept",
    equation: "to(race({ f, g })) = from(race({ f, g }))",
    doc: "the first to settle wins, the other is stopped and undone",
    requires: ["parallel", "race"],
    steps: fc.tuple(branch, branch).map(([f, g]) => Step.race({ f, g })),
    level: "word"
  },
  {
    id: "F5/forEach",
    name: "items are kept",
    equation: "to(forEach(f)) = from(forEach(f))",
    doc: "bounds, the order of outputs, and the empty list",
    requires: ["parallel"],
    steps: fc
      .tuple(work({ size: 2, timeless: true, raceless: true }), fc.nat({ max: 2 }), fc.nat({ max: 3 }))
      .map(([f, bound, length]) =>
        Step.pure((value: number) => Array.from({ length }, (_, index) => value + index)).pipe(
          Step.andThen(
            Step.forEach<number, number, { readonly concurrency: number }>({ concurrency: bound + 1 })(f)
          )
        )
      )
  },
  {
    id: "F5/undo",
    name: "rollbacks are kept",
    equation: "to(scope(f >>> fail(e))) = from(scope(f >>> fail(e)))",
    doc: "what is owed is undone once and in reversed order; an undo that throws leaves the run stuck with the same debts",
    steps: work({ sequential: true, raceless: true, size: 8 }),
    contexts: ["in a scope that then fails"],
    faults: { undos: true },
    level: "word",
    relevant: undoes
  },
  {
    id: "F5/time",
    name: "time is kept",
    equation: "to(f) = from(f), at the same times",
    doc: "delays, deadlines and waiting between attempts",
    requires: ["timers", "parallel", "race"],
    steps: fc
      .tuple(branch, fc.nat({ max: 9 }), branch, fc.nat({ max: 9 }))
      .map(([f, pause, g, deadline]) =>
        f.pipe(Step.pause(pause), Step.andThen(Step.race({ g, late: Step.sleep(deadline) })))
      ),
    level: "timed"
  },
  {
    id: "F5/events",
    name: "events are kept",
    equation: "to(all([f >>> emit(e), waitFor(e) >>> g])) = from(all([f >>> emit(e), waitFor(e) >>> g]))",
    doc: "an event reaches who waits for it",
    requires: ["parallel", "events"],
    steps: fc
      .tuple(branch, branch)
      .map(([f, g]) =>
        Step.all([f.pipe(Step.andThen(Step.emit(Told))), Step.waitFor(Told).pipe(Step.andThen(g))])
      )
  }
]

const whole: About = {
  id: "F5",
  name: "all steps are kept",
  equation: "to(f) = from(f)",
  doc: "the square: changing the runtime and then running is running and then changing the runtime",
  requires: ["parallel", "race", "timers"],
  steps: work({ irreversible: true }),
  faults: { undos: true },
  relevant: (left, right) => executes(left) || fails(left, right)
}
