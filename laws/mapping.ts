/**
 * Mappings: replacing each operation of a step by a step.
 *
 * A substitution sends operations to steps; a mapper extends it to all steps. Steps being free on their operations there is
 * one way to do so that keeps the structure, and these laws leave no other: they say what becomes of composition, of what is
 * not replaced, and that replacing operations means the same as implementing them by what replaces them. An operation happens
 * or does not, and so does what replaces it: when it stops half-way, it undoes itself.
 * @module
 */
import * as fc from "fast-check"
import type { AnyStep } from "../src/core/step.ts"
import * as Step from "../src/step.ts"
import { everywhere } from "./context.ts"
import { always, equation, type LawFor, undoes } from "./equation.ts"
import { functions } from "./functions.ts"
import { bare, type OperationName, type Work } from "./lab.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import { meaning, type Replace, untouched } from "./mapping-meaning.ts"
import type { Subject } from "./subject.ts"
import { asOne, substituted, substitutions, type Substitution } from "./substitution.ts"
import { work } from "./work.ts"

/** A way to replace the operations of the laboratory in a step; it is asked for the image of each by its name. */
export interface Mapper {
  readonly name: string
  readonly map: (images: Substitution) => (step: AnyStep) => AnyStep
}

/**
 * The laws of a mapper, checked by running what it makes on `subject`.
 * @example
 * import { inProcess, type Mapper, mappingLaws } from "lawful/laws"
 * const leavesAll: Mapper = { name: "leaves all as it is", map: () => (step) => step }
 * const laws = mappingLaws(inProcess, leavesAll).only("F4/identity", "F4/operation")
 * const results = await Promise.all(laws.laws.map((law) => law.run({ numRuns: 30, seed: 1 })))
 * results.map(({ status }) => status) // => ["passed", "failed"]
 */
export const mappingLaws = (subject: Subject, mapper: Mapper): LawSet => {
  const map = (images: Substitution, step: AnyStep): Work => mapper.map(images)(step) as Work
  return lawSet(
    `mapping ${mapper.name}`,
    [],
    [...homomorphism(map), ...untouched(map), ...meaning(map)].map((law) => law(subject))
  )
}

const term = (): fc.Arbitrary<Work> => work({ irreversible: true, size: 5 })
const nothing: Substitution = () => undefined

/** A mapper extends a substitution to composition, and substitutions compose. */
const homomorphism = (map: Replace): ReadonlyArray<LawFor> => [
  equation({
    id: "F4/identity",
    name: "replacing nothing",
    equation: "map({}, f) = f, map(o -> o, f) = f",
    doc: "what has no image, or itself for an image, stays",
    level: "timed",
    contexts: everywhere,
    given: { f: term(), images: fc.constantFrom(nothing, itself) },
    sides: ({ f, images }) => ({ left: map(images, f), right: f })
  }),
  equation({
    id: "F4/operation",
    name: "an operation goes to its image",
    equation: "map(s, o) = one(s(o)), with one = identity for reads, scope for writes, seal for others",
    doc: "a mapper does with operations what it was told; the image is one thing that happens or does not",
    level: "timed",
    contexts: everywhere,
    given: { s: substitutions(), o: fc.constantFrom(...substituted) },
    sides: ({ s, o }) => ({ left: map(s, bare(o)), right: asOne(o, s(o) ?? bare(o)) })
  }),
  equation({
    id: "F4/atomic",
    name: "an image that fails has done nothing",
    equation: "map(s, attempt(o)) >>> read = attempt(one(s(o))) >>> read",
    doc: "what an image did before it failed is undone before anybody sees the failure",
    given: { s: substitutions(), o: fc.constantFrom(...substituted) },
    relevant: undoes,
    sides: ({ s, o }) => ({
      left: lookedAtAfter(map(s, Step.attempt(bare(o)))),
      right: lookedAtAfter(Step.attempt(asOne(o, s(o) ?? bare(o))))
    })
  }),
  equation({
    id: "F4/pure",
    name: "a pure function stays",
    equation: "map(s, pure(p)) = pure(p)",
    doc: "a mapper is about operations only",
    given: { s: substitutions(), p: functions },
    relevant: always,
    sides: ({ s, p }) => ({ left: map(s, Step.pure(p)), right: Step.pure(p) })
  }),
  equation({
    id: "F4/sequence",
    name: "mapping keeps composition",
    equation: "map(s, f >>> g) = map(s, f) >>> map(s, g)",
    doc: "each occurrence is replaced, whatever came before it",
    level: "timed",
    contexts: everywhere,
    given: { s: substitutions(), f: term(), g: term() },
    sides: ({ s, f, g }) => ({
      left: map(s, f.pipe(Step.andThen(g))),
      right: map(s, f).pipe(Step.andThen(map(s, g)))
    })
  }),
  equation({
    id: "F4/composition",
    name: "substitutions compose",
    equation: "map(r, map(s, f)) = map(o -> map(r, s(o)), f)",
    doc: "mapping in two stages is mapping in one; images are mapped once, not again and again",
    level: "timed",
    contexts: everywhere,
    given: { s: substitutions(), r: substitutions(), f: work({ irreversible: true, size: 4 }) },
    sides: ({ s, r, f }) => ({
      left: map(r, map(s, f)),
      right: map((name) => map(r, s(name) ?? bare(name)), f)
    })
  })
]

const lookedAtAfter = (step: AnyStep): AnyStep => (step as Work).pipe(Step.as(0), Step.andThen(bare("readA")))

const itself: Substitution = Object.defineProperty((name: OperationName) => bare(name), "name", {
  value: "o -> o"
})
