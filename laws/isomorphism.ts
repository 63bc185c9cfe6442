/**
 * Isomorphisms: operations that correspond one to one, and steps that are translated along them.
 *
 * The laboratory is compared with one in which every operation has another name, and every input, output and error another
 * shape. A step that is translated does there what it does here.
 * @module
 */
import * as fc from "fast-check"
import type { Correspondence, Counterpart, correspondence } from "../src/architecture/correspondence.ts"
import type { Conversion, Isomorphism } from "../src/architecture/isomorphism.ts"
import { unchecked } from "../src/core/codec.ts"
import { type AnyHandler, type Context, Failure, type Implementation } from "../src/core/implementation.ts"
import { make, type OperationSpecs } from "../src/core/signature.ts"
import type { AnyStep } from "../src/core/step.ts"
import * as Step from "../src/step.ts"
import { agreement, type Ran } from "./agreement.ts"
import { everywhere } from "./context.ts"
import { executes } from "./equation.ts"
import { inProcess } from "./in-process.ts"
import { Lab, type Oops, resourceOf, type Work } from "./lab.ts"
import type { Law } from "./law.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import { plans } from "./plans.ts"
import { type Description, property } from "./property.ts"
import { redirected } from "./redirected.ts"
import type { Subject } from "./subject.ts"
import { work } from "./work.ts"
import type { Answer, World } from "./world.ts"

/** A way to compare operations, and to translate steps. */
export interface Translating {
  readonly name: string
  readonly correspondence: typeof correspondence
  readonly translated: (isomorphism: Isomorphism) => (step: AnyStep) => AnyStep
}

/**
 * The laws of correspondences and translations, in process.
 * @example
 * import { Mapping } from "lawful"
 * import { correspondence } from "lawful/architecture"
 * import { check, isomorphismLaws, type Translating } from "lawful/laws"
 * const translated: Translating["translated"] = ({ mapping }) => Mapping.step(mapping)
 * const report = await check(isomorphismLaws({ name: "translation", correspondence, translated }), { numRuns: 20, seed: 1 })
 * report.counts.failed // => 0
 */
export const isomorphismLaws = (translating: Translating): LawSet => {
  const { translated } = translating
  const there = (step: AnyStep): AnyStep => translated(between(translating))(step)
  const back = (step: AnyStep): AnyStep => translated(between(translating).inverse)(step)
  const here = (step: AnyStep): Ran => ({ subject: inProcess, step })
  const elsewhere = (step: AnyStep): Ran => ({ subject: abroad, step })
  const law = compares(translating)
  return lawSet(
    `isomorphism ${translating.name}`,
    [],
    [
      law(
        {
          id: "isomorphism/back",
          name: "there and back",
          equation: "back(there(f)) = f",
          doc: "a translation loses nothing: neither undos, nor errors, nor time"
        },
        ({ f }) => ({ left: here(back(there(f))), right: here(f) })
      ),
      law(
        {
          id: "isomorphism/meaning",
          name: "a translation means the same",
          equation: "there(f) in the other world = f in this one",
          doc: "an operation is replaced by its counterpart, and every value is converted on its way"
        },
        ({ f }) => ({ left: elsewhere(there(f)), right: here(f) })
      ),
      law(
        {
          id: "isomorphism/sequence",
          name: "translating keeps composition",
          equation: "there(f >>> g) = there(f) >>> there(g)",
          doc: "each operation is translated, whatever stands before it"
        },
        ({ f, g }) => ({
          left: elsewhere(there(f.pipe(Step.andThen(g)))),
          right: elsewhere((there(f) as Work).pipe(Step.andThen(there(g) as Work)))
        })
      ),
      bijection(translating)
    ]
  )
}

const level = { level: "timed", relation: "=", requires: [] } as const
const example = work({ irreversible: true, size: 5 })

const compares =
  ({ name }: Translating) =>
  (
    about: Pick<Description, "id" | "name" | "equation" | "doc">,
    sides: (given: { readonly f: Work; readonly g: Work }) => { readonly left: Ran; readonly right: Ran }
  ): Law =>
    property(
      { ...about, ...level },
      { name, capabilities: inProcess.capabilities },
      fc.record({
        given: fc.record({ f: example, g: work({ size: 3 }) }),
        input: fc.nat({ max: 9 }),
        plan: plans({ errors: true, defects: true, undos: true, synchronous: true }),
        context: fc.constantFrom(...everywhere)
      }),
      ({ given, ...at }, how) =>
        agreement({ ...level, ...sides(given), given: [], relevant: executes }, at, how)
    )

/** The shapes of the other laboratory. */
interface Shaped {
  readonly value: string
}
interface OopsThere {
  readonly _tag: "There"
  readonly was: Oops
}

const value: Conversion<number, Shaped> = {
  to: (number) => ({ value: `${number}` }),
  from: (shaped) => Number(shaped.value),
  samples: [0, 7]
}
const error: Conversion<Oops, OopsThere> = { to: (was) => ({ _tag: "There", was }), from: ({ was }) => was }

const there = (name: string): string => `${name} there`
const operations = [...Lab["~signature"].operations.values()]

/** The other laboratory. */
const LabThere = make(
  "LabThere",
  Object.fromEntries(
    operations.map(({ name, error: declared, effect, delivery, footprint }) => [
      there(name),
      {
        input: unchecked<Shaped>("shaped"),
        output: unchecked<Shaped>("shaped"),
        effect,
        delivery,
        ...(declared === undefined ? {} : { error: unchecked<OopsThere>("oops there") }),
        ...(footprint === undefined ? {} : { footprint })
      }
    ])
  ) as OperationSpecs
)

/** The isomorphism between the laboratories, as the subject makes it. */
const between = ({ correspondence: compare }: Translating): Isomorphism => {
  const counterparts = operations.map(({ name, error: declared }): [string, Counterpart] => [
    name,
    {
      operation: there(name),
      input: value,
      output: value,
      ...(declared === undefined ? {} : { error })
    } as unknown as Counterpart
  ])
  const compared = compare(Lab, LabThere, Object.fromEntries(counterparts))
  if (compared._tag === "Different")
    throw new Error(
      `expected an isomorphism (was ${compared.mismatches.map(({ words }) => words).join("; ")})`
    )
  return compared.isomorphism
}

/** Runs steps over the other laboratory in the same world; of this one there is only what contexts use. */
const abroad: Subject = {
  ...inProcess,
  name: "in-process, over the other laboratory",
  run: (step, input, world, workflows, signal) => {
    const context = redirected(world, (name, ...rest) => {
      if (resourceOf(name) !== "C") throw new Error(`${name} was not translated`)
      return world.perform(name, ...rest)
    })
    return inProcess.run(step, input, context, [...workflows, thereIn(world)], signal)
  }
}

const thereIn = (world: World): Implementation<"LabThere"> => ({
  kind: "implementation",
  signature: LabThere["~signature"],
  handlers: Object.fromEntries(
    operations.map(({ name }) => [
      there(name),
      ((input: Shaped, context: Context<Oops>) => {
        const answer = world.perform(name, value.from(input), context)
        return answer instanceof Promise ? answer.then(shaped) : shaped(answer)
      }) as unknown as AnyHandler
    ])
  )
})

const shaped = (answer: Answer): Shaped | Failure<OopsThere> =>
  answer instanceof Failure ? new Failure(error.to(answer.error)) : value.to(answer)

const spec = {
  input: unchecked<number>("number"),
  output: unchecked<number>("number"),
  effect: "readonly"
} as const
const Four = make("Four", { a: spec, b: spec, c: spec, d: spec })
const Other = make("Other", { p: spec, q: spec, r: spec, s: spec })
const names = ["a", "b", "c", "d"]
const others = ["p", "q", "r", "s"]

const bijection = ({ name, correspondence: compare }: Translating): Law =>
  property(
    {
      ...level,
      id: "isomorphism/bijection",
      name: "one to one",
      equation: "correspondence(p) is an isomorphism = p is a bijection",
      doc: "nothing is missing on either side, nothing is taken twice, and what stands against it is named"
    },
    { name, capabilities: new Set<never>() },
    fc
      .oneof(
        fc.shuffledSubarray(others, { minLength: 4 }),
        fc.array(fc.constantFrom(...others, "nowhere"), { minLength: 4, maxLength: 4 })
      )
      .map((to) => Object.fromEntries(names.map((from, index) => [from, to[index] ?? "nowhere"]))),
    (pairs) => {
      const isBijection = others.every(
        (to) => Object.values(pairs).filter((taken) => taken === to).length === 1
      )
      const compared: Correspondence = compare(Four, Other, pairs)
      const blamed =
        compared._tag === "Different" ? compared.mismatches.map(({ operation }) => operation) : []
      const wanted = others.filter((to) => Object.values(pairs).filter((taken) => taken === to).length !== 1)
      const named = wanted.every((to) => blamed.includes(`Other.${to}`))
      if ((compared._tag === "Isomorphic") === isBijection && named)
        return Promise.resolve({ kind: "holds", relevant: true })
      return Promise.resolve({
        kind: "broken",
        counterexample: {
          given: [["pairs", JSON.stringify(pairs)]],
          left: { term: "correspondence", trace: `${compared._tag} ${blamed.join(", ")}` },
          right: {
            term: "pairs",
            trace: isBijection ? "a bijection" : `not one to one at ${wanted.join(", ")}`
          },
          difference: "What was said of the pairs is not so."
        }
      })
    }
  )
