/**
 * Natural transformations between carriers: naturality, and morphisms of monads.
 *
 * A transformation that is natural looks at how a value ends and not at what it holds; one that keeps `of` and `chain` may be
 * applied to each part of a composition or to the whole. Then steps that are run through it are what they were. Values are
 * not made up: they are what an interpreter makes of random steps, with the faults of a plan, and what is compared is what can
 * be observed of them together with the operations that were executed on the way.
 * @module
 */
import * as fc from "fast-check"
import type { Provider } from "../src/core/implementation.ts"
import type { Interpreter } from "../src/core/interpreter.ts"
import type { Kleisli, Morphism, Target } from "../src/core/target.ts"
import { canonical } from "../src/transformations/canonical.ts"
import type { Monad } from "../src/transformations/carrier.ts"
import type { Transformation } from "../src/transformations/transformation.ts"
import { showExecuted } from "./behaviour.ts"
import { type Fault, faultPlans } from "./faults.ts"
import { functions } from "./functions.ts"
import { labIn } from "./in-process.ts"
import { Lab, type Oops, type Work } from "./lab.ts"
import type { Law } from "./law.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import { type Description, type Finding, property } from "./property.ts"
import { showStep } from "./show-step.ts"
import { work } from "./work.ts"
import { World } from "./world.ts"

/** A transformation under test. */
export interface NaturalOptions<F extends Target, G extends Target> {
  readonly transformation: Transformation<F, G>
  readonly from: Monad<F>
  readonly to: Monad<G>
  /** Makes values of the carrier before; the laboratory is what their operations do. */
  readonly interpreter: (lab: Provider<"Lab">) => Interpreter<Kleisli<F>, "Lab">
  /** Starts a value, if need be, and gives what can be observed of its end. */
  readonly observe: (value: Morphism<G, number, number, Oops, never>) => unknown
}

/**
 * The laws of a natural transformation between carriers.
 * @example
 * import { check, naturalLaws } from "lawful/laws"
 * import { inProcess, type Promised } from "lawful"
 * import { promisedMonad, Transformation } from "lawful/transformations"
 * const laws = naturalLaws({
 *   transformation: Transformation.identity<Promised>(),
 *   from: promisedMonad,
 *   to: promisedMonad,
 *   interpreter: (lab) => inProcess([lab]),
 *   observe: (outcome) => outcome
 * })
 * const report = await check(laws, { numRuns: 20, seed: 1 })
 * report.counts.passed // => 3
 */
export const naturalLaws = <F extends Target, G extends Target>({
  transformation,
  from,
  to,
  interpreter,
  observe
}: NaturalOptions<F, G>): LawSet => {
  const at = transformation.at<number, number, Oops, never>
  const law = (
    description: Pick<Description, "id" | "name" | "equation" | "doc">,
    sides: (arrows: Arrows<F>, example: Example) => Sides<G>
  ): Law =>
    property(
      { ...description, level: "word", relation: "=", requires: [] },
      { name: transformation.name, capabilities: new Set<never>() },
      examples,
      async (example) => {
        const seen = async (side: keyof Sides<G>): Promise<Seen> => {
          const world = new World({ faults: example.faults, synchronous: Object.keys(Lab) })
          const { interpret } = interpreter(labIn(world))
          const arrow = (step: Work): Arrow<F> => interpret<number, number, Oops, "Lab">(step)
          const end = await observe(sides({ f: arrow(example.f), g: arrow(example.g) }, example)[side]())
          return { end: canonical(end), word: world.word.map(showExecuted).join(" ; ") }
        }
        return compared(example, await seen("left"), await seen("right"))
      }
    )
  return lawSet(
    `natural ${transformation.name}`,
    [],
    [
      law(
        {
          id: "F5/natural",
          name: "naturality",
          equation: "to(map(p, f(a))) = map(p, to(f(a)))",
          doc: "it does not look at outputs: changing one before and after is the same"
        },
        ({ f }, { p, a }) => ({
          left: () => at(from.map(p)<number, Oops, never>(f(a))),
          right: () => to.map(p)<number, Oops, never>(at(f(a)))
        })
      ),
      law(
        {
          id: "F5/unit",
          name: "what is there already stays",
          equation: "to(of(a)) = of(a)",
          doc: "a value that needs no work needs none afterwards, and does not fail"
        },
        (_, { a }) => ({
          left: () => at(from.of(a)),
          right: () => to.of(a)
        })
      ),
      law(
        {
          id: "F5/bind",
          name: "composition of functions is kept",
          equation: "to(chain(g, f(a))) = chain(to . g, to(f(a)))",
          doc: "transforming a composition is composing what was transformed, failures and what is executed included"
        },
        ({ f, g }, { a }) => ({
          left: () => at(from.chain<number, number, number, Oops, never>(g)(f(a))),
          right: () => to.chain<number, number, number, Oops, never>((value) => at(g(value)))(at(f(a)))
        })
      )
    ]
  )
}

type Arrow<F extends Target> = (input: number) => Morphism<F, number, number, Oops, never>

interface Arrows<F extends Target> {
  readonly f: Arrow<F>
  readonly g: Arrow<F>
}

interface Sides<G extends Target> {
  readonly left: () => Morphism<G, number, number, Oops, never>
  readonly right: () => Morphism<G, number, number, Oops, never>
}

interface Example {
  readonly f: Work
  readonly g: Work
  readonly p: (value: number) => number
  readonly a: number
  readonly faults: ReadonlyArray<Fault>
}

interface Seen {
  readonly end: string
  readonly word: string
}

/** One thing after the other, and no waiting: what is said of branches and time is said of whole runtimes. */
const straight = (): fc.Arbitrary<Work> => work({ sequential: true, raceless: true, timeless: true, size: 5 })

const examples: fc.Arbitrary<Example> = fc.record({
  f: straight(),
  g: straight(),
  p: functions,
  a: fc.nat({ max: 9 }),
  faults: faultPlans({ errors: true, defects: true, undos: true, synchronous: false }).map(
    ({ faults }) => faults
  )
})

const compared = ({ f, g, a, faults }: Example, left: Seen, right: Seen): Finding =>
  left.end === right.end && left.word === right.word
    ? { kind: "holds", relevant: true }
    : {
        kind: "broken",
        counterexample: {
          given: [
            ["f", showStep(f)],
            ["g", showStep(g)],
            ["a", `${a}`],
            ["faults", canonical(faults)]
          ],
          left: { term: "inside", trace: shown(left) },
          right: { term: "outside", trace: shown(right) },
          difference: `${left.end === right.end ? "What is executed" : "How it ends"} differs.`
        }
      }

const shown = ({ end, word }: Seen): string => `${end} after ${word === "" ? "nothing" : word}`
