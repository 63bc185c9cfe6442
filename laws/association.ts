/**
 * Dependency graphs: what is drawn of a step is what it may do, however it is written.
 *
 * A graph is a meaning like any other, of steps in sets of edges; so the laws of composition are checked on it as they are on
 * interpreters. Where an equation drops what can never happen, a graph keeps it: it does not know what is decided.
 * @module
 */
import * as fc from "fast-check"
import { type DependencyGraph, union } from "../src/architecture/dependency-graph.ts"
import { unchecked } from "../src/core/codec.ts"
import type { Provider } from "../src/core/implementation.ts"
import type { AnyStep, Step as StepOf } from "../src/core/step.ts"
import * as Workflow from "../src/core/workflow.ts"
import * as Step from "../src/step.ts"
import { arrowLaws } from "./arrow.ts"
import { observe } from "./behaviour.ts"
import { alike, canonical, differenceOf } from "../src/transformations/canonical.ts"
import { categoryLaws } from "./category.ts"
import { choiceLaws } from "./choice.ts"
import { type Drawing, drawn } from "./drawn.ts"
import { showPlan } from "./faults.ts"
import { inProcess } from "./in-process.ts"
import { Lab, type Work } from "./lab.ts"
import type { Law } from "./law.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import { calledWith } from "./outside.ts"
import { parallelLaws } from "./parallel.ts"
import { plans } from "./plans.ts"
import { type Finding, property } from "./property.ts"
import { showStep } from "./show-step.ts"
import { work } from "./work.ts"

/**
 * The laws of a drawing of steps: composition becomes union, equal steps are drawn alike, and what runs do is drawn.
 * @example
 * import { dependenciesOf } from "lawful/architecture"
 * import { associationLaws } from "lawful/laws"
 * const laws = associationLaws({ name: "graph", of: (body) => dependenciesOf([{ name: "it", body }]) })
 * const results = await Promise.all(laws.laws.map((law) => law.run({ numRuns: 30, seed: 1 })))
 * results.map(({ status }) => status) // => ["passed", "passed", "passed", "passed"]
 */
export const associationLaws = (drawing: Drawing): LawSet => {
  const subject = drawn(drawing)
  const choice = ["D1", "match", "if/constant", "some/none"].reduce(
    (set, id) =>
      set.without(id, "an arm that is never taken is drawn: the graph does not know what is decided"),
    choiceLaws(subject)
  )
  return lawSet(
    `association ${drawing.name}`,
    [categoryLaws(subject), arrowLaws(subject), choice, parallelLaws(subject)],
    [composition(drawing), branches(drawing), soundness(drawing), waiting(drawing)]
  )
}

const any: fc.Arbitrary<Work> = work({ irreversible: true, all: true })

const description = { level: "word", relation: "=", requires: [] } as const
const on = ({ name }: Drawing) => ({ name, capabilities: new Set<never>() })

const composition = (drawing: Drawing): Law =>
  property(
    {
      ...description,
      id: "association/union",
      name: "composition goes to union",
      equation: "graph(f >>> g) = graph(f) + graph(g), graph(identity) = nothing",
      doc: "a chain depends on what its parts depend on, and on nothing else; places are kept"
    },
    on(drawing),
    fc.record({ f: any, g: any }),
    ({ f, g }) =>
      sameGraphs(
        f.pipe(Step.andThen(Step.identity<number>()), Step.andThen(g)),
        drawing.of(f.pipe(Step.andThen(Step.identity<number>()), Step.andThen(g))),
        union(drawing.of(f), drawing.of(g))
      )
  )

const branches = (drawing: Drawing): Law =>
  property(
    {
      ...description,
      id: "association/branches",
      name: "branches go to union",
      equation: "graph(all([f, g])) = graph(if(c, f, g)) = graph(f) + graph(g)",
      doc: "it makes no difference whether both are done or one of them"
    },
    on(drawing),
    fc.record({ f: any, g: any, both: fc.boolean() }),
    ({ f, g, both }) => {
      const step: AnyStep = both ? Step.all([f, g]) : Step.if((value: number) => value > 4, f, g)
      return sameGraphs(step, drawing.of(step), union(drawing.of(f), drawing.of(g)))
    }
  )

const soundness = (drawing: Drawing): Law =>
  property(
    {
      ...description,
      id: "association/sound",
      name: "what is done is drawn",
      equation: "every operation that a run performs is an edge, with its place",
      doc: "undos and releases, handlers and turns of loops among them"
    },
    on(drawing),
    fc.record({
      f: any,
      bodies: fc.tuple(work({ size: 2 }), work({ size: 2 })),
      input: fc.nat({ max: 9 }),
      plan: plans({ errors: true, defects: true, undos: true, synchronous: true }),
      choices: fc.array(fc.nat({ max: 3 }), { maxLength: 8 })
    }),
    async ({ f, bodies, input, plan, choices }) => {
      const experiment = { step: f, input, plan, workflows: calledWith(bodies) }
      const { word } = (await observe(inProcess, experiment, choices)).behaviour
      const places = new Set(drawing.of(f).edges.flatMap(({ to, at }) => (to === "service:Lab" ? at : [])))
      // Called workflows have graphs of their own.
      const own = word.filter(({ key }) => key.startsWith("3:run:"))
      const missing = own.map(({ key }) => placeIn(key)).find((place) => !places.has(place))
      if (missing === undefined) return { kind: "holds", relevant: own.length > 0 }
      return broken(
        f,
        [
          ["input", `${input}`],
          ["faults", showPlan(plan)]
        ],
        `performs ${missing}`,
        `calls service Lab (${[...places].join(", ")})`,
        "A run has performed what is not drawn."
      )
    }
  )

/** The id of the node in a key, without turns, renewals, and the numbers of what stands in a bare step twice. */
const placeIn = (key: string): string =>
  key
    .slice("3:run:".length)
    .replaceAll(/\[[^\]]*\]|#\d+/g, "")
    .replace(/~\d+$/, "")

const number = unchecked<number>("number")
const Endless = Workflow.make("endless", {
  version: 1,
  effect: "readonly",
  input: number,
  output: number,
  body: Step.sleep(Infinity).pipe(Step.as(0))
})

const starting: fc.Arbitrary<Work> = fc
  .array(fc.constantFrom("call", "detach", "read"), { minLength: 1, maxLength: 3 })
  .map((kinds) =>
    kinds
      .map((kind, index): AnyStep => {
        const step: AnyStep =
          kind === "call" ? Step.call(Endless) : kind === "read" ? Lab.readA : Step.detach(Endless)
        return (step as StepOf<number, number>).pipe(Step.label(`${index}`))
      })
      .reduce((first, next) => (first as Work).pipe(Step.as(1), Step.andThen(next as Work)) as AnyStep)
  ) as unknown as fc.Arbitrary<Work>

const waiting = (drawing: Drawing): Law =>
  property(
    {
      ...description,
      id: "association/waits",
      name: "synchronous is what is waited for",
      equation: "a run waits for a workflow that does not end = there is a synchronous edge to it",
      doc: "a detached workflow is an asynchronous edge"
    },
    on(drawing),
    starting,
    async (step) => {
      const workflows: ReadonlyArray<Provider<string, unknown>> = [Endless]
      const experiment = { step, input: 1, plan: { faults: [], synchronous: [] }, workflows }
      const { outcome } = (await observe(inProcess, experiment, [])).behaviour
      const edges = drawing.of(step).edges.filter(({ to }) => to === "workflow:endless")
      const waits = outcome.startsWith("waits")
      if (edges.some(({ kind }) => kind === "synchronous") === waits)
        return { kind: "holds", relevant: edges.length > 0 }
      return broken(
        step,
        [],
        outcome,
        canonical(edges),
        "The kind of the edge does not tell whether it is waited for."
      )
    }
  )

const sameGraphs = (step: AnyStep, one: DependencyGraph, other: DependencyGraph): Promise<Finding> =>
  Promise.resolve(
    alike(one, other)
      ? { kind: "holds", relevant: one.edges.length > 0 }
      : broken(step, [], canonical(one), canonical(other), `The graphs differ: ${differenceOf(one, other)}.`)
  )

const broken = (
  step: AnyStep,
  given: ReadonlyArray<readonly [string, string]>,
  found: string,
  expected: string,
  difference: string
): Finding => ({
  kind: "broken",
  counterexample: {
    given,
    left: { term: showStep(step), trace: found },
    right: { term: "its graph", trace: expected },
    difference
  }
})
