/**
 * Composition of natural transformations, in both directions.
 *
 * Transformations follow one another (vertically) and stand inside one another (horizontally). Both are checked on
 * transformations that do not commute: of lists, and of functions of a number.
 * @module
 */
import * as fc from "fast-check"
import type { Target } from "../src/core/target.ts"
import { canonical } from "../src/transformations/canonical.ts"
import { type Compose, type Functor, type Reader, readerFunctor } from "../src/transformations/carrier.ts"
import * as Transformation from "../src/transformations/transformation.ts"
import type { Law } from "./law.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import { type Description, type Finding, property } from "./property.ts"

/** The operations whose laws these are. */
export type Composition = Pick<
  typeof Transformation,
  "identity" | "andThen" | "inside" | "around" | "horizontal"
>

/** A list of outputs. */
export interface Listed extends Target {
  readonly morphism: ReadonlyArray<this["B"]>
}

type Lists = Transformation.Transformation<Listed, Listed>
type Readers = Transformation.Transformation<Reader<number>, Reader<number>>
type Nested = Compose<Reader<number>, Listed>

/**
 * The laws of composing transformations; of those of this library when nothing else is given.
 * @example
 * import { check, compositionLaws } from "lawful/laws"
 * const report = await check(compositionLaws(), { numRuns: 20, seed: 1 })
 * report.counts.passed // => 5
 */
export const compositionLaws = (composition: Composition = Transformation): LawSet => {
  const { identity, andThen, inside, around, horizontal } = composition
  const beside = (outer: Readers, inner: Lists): Transformation.Transformation<Nested, Nested> =>
    horizontal(reader, outer)(inner)
  return lawSet(
    "composition of transformations",
    [],
    [
      law(
        {
          id: "F5/vertical",
          name: "vertical composition is associative",
          equation: "andThen(u)(andThen(t)(s)) = andThen(andThen(u)(t))(s)",
          doc: "several changes of runtime can be made into one in any order of pairing"
        },
        ({ s, t, u }) => [
          onList(andThen(u)(andThen(t)(s))),
          onList(andThen(andThen(u)(t))(s)),
          onList(chained(s, t, u))
        ]
      ),
      law(
        {
          id: "F5/identity",
          name: "changing nothing is the unit",
          equation: "andThen(identity)(t) = t = andThen(t)(identity)",
          doc: "the identity can be left out"
        },
        ({ t }) => [onList(andThen(identity<Listed>())(t)), onList(andThen(t)(identity<Listed>())), onList(t)]
      ),
      law(
        {
          id: "F5/horizontal",
          name: "inside first or around first",
          equation: "horizontal(o)(t) = around(o) . inside(t) = inside(t) . around(o)",
          doc: "a change of context and a change of runtime do not get into each other's way"
        },
        ({ o, t }) => {
          const [outside, within] = [around<Listed, Reader<number>, Reader<number>>(o), inside(reader)(t)]
          return [
            onReader(beside(o, t)),
            onReader(andThen(outside)(within)),
            onReader(andThen(within)(outside))
          ]
        }
      ),
      law(
        {
          id: "F5/interchange",
          name: "interchange",
          equation: "horizontal(andThen(p)(o))(andThen(t)(s)) = andThen(horizontal(p)(t))(horizontal(o)(s))",
          doc: "two changes inside and two around can be composed in rows or in columns"
        },
        ({ s, t, o, p }) => [
          onReader(beside(andThen(p)(o), andThen(t)(s))),
          onReader(andThen(beside(p, t))(beside(o, s)))
        ]
      ),
      law(
        {
          id: "F5/whisker",
          name: "whiskering keeps composition",
          equation: "inside(andThen(t)(s)) = andThen(inside(t))(inside(s)), inside(identity) = identity",
          doc: "what is done inside of a context can be done in one go or in two"
        },
        ({ s, t }) => [
          onReader(inside(reader)(andThen(t)(s))),
          onReader(andThen(inside(reader)(t))(inside(reader)(s))),
          onReader(andThen(inside(reader)(identity<Listed>()))(inside(reader)(chained(s, t))))
        ]
      )
    ]
  )
}

interface Example {
  readonly s: Lists
  readonly t: Lists
  readonly u: Lists
  readonly o: Readers
  readonly p: Readers
  readonly list: ReadonlyArray<number>
  readonly context: number
}

const reader: Functor<Reader<number>> = readerFunctor<number>()

const lists: fc.Arbitrary<Lists> = fc.oneof(
  fc.constant(onLists("reverse", (list) => [...list].reverse())),
  fc.nat({ max: 4 }).map((count) => onLists(`take ${count}`, (list) => list.slice(0, count))),
  fc.constant(onLists("twice", (list) => [...list, ...list]))
)

function onLists(name: string, at: <B>(list: ReadonlyArray<B>) => ReadonlyArray<B>): Lists {
  return Transformation.make<Listed, Listed>(name, at)
}

const readers: fc.Arbitrary<Readers> = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.nat({ max: 5 }))
  .map(([factor, sum]) => ({
    ...Transformation.local((context: number) => context * factor + sum),
    name: `c -> c * ${factor} + ${sum}`
  }))

const examples: fc.Arbitrary<Example> = fc.record({
  s: lists,
  t: lists,
  u: lists,
  o: readers,
  p: readers,
  list: fc.array(fc.nat({ max: 9 }), { maxLength: 6 }),
  context: fc.nat({ max: 9 })
})

type Way = (example: Example) => unknown

const onList =
  (transformation: Lists): Way =>
  ({ list }) =>
    transformation.at(list)

/** A list that depends on the context, so that both matter. */
const onReader =
  (transformation: Transformation.Transformation<Nested, Nested>): Way =>
  ({ list, context }) =>
    transformation.at<unknown, number, never, never>((given) => list.map((item) => item * 10 + given))(
      context
    )

/** What the components do one after the other, which is what composition is compared with. */
const chained = (...all: ReadonlyArray<Lists>): Lists => ({
  name: "one after the other",
  at: (list) => all.reduce((held, { at }) => at(held), list)
})

const law = (
  description: Pick<Description, "id" | "name" | "equation" | "doc">,
  ways: (example: Example) => ReadonlyArray<Way>
): Law =>
  property(
    { ...description, level: "outcome", relation: "=", requires: [] },
    { name: "transformations", capabilities: new Set<never>() },
    examples,
    async (example) => {
      const [first = "", ...others] = ways(example).map((way) => canonical(way(example)))
      const odd = others.find((other) => other !== first)
      return Promise.resolve(
        odd === undefined ? { kind: "holds", relevant: true } : broken(example, first, odd)
      )
    }
  )

const broken = ({ s, t, u, o, p, list, context }: Example, one: string, other: string): Finding => ({
  kind: "broken",
  counterexample: {
    given: [
      ...Object.entries({ s, t, u, o, p }).map(([key, { name }]) => [key, name] as const),
      ["list", canonical(list)],
      ["context", `${context}`]
    ],
    left: { term: "one way", trace: one },
    right: { term: "the other", trace: other },
    difference: "Two ways to compose the same transformations differ."
  }
})
