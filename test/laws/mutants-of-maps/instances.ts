/**
 * Instances of the type classes of fp-ts that are none, each with the laws that find out.
 *
 * Types refuse most of what one could get wrong; these have the right types where both halves of a pair have one type. An
 * instance that does things in the opposite order is none of them: the opposite of a category is a category.
 */
import type { AnyStep, Step } from "lawful"
import { Alt, Applicative, Category, Choice, Functor, Profunctor, Strong } from "lawful/fp-ts"
import { type Instances, Lab } from "lawful/laws"
import { pure, sealed, sequence } from "../mutants/rewrite.ts"

const right: Instances = { Category, Functor, Profunctor, Strong, Choice, Applicative, Alt }

/** What is wrong on purpose has the types of what is right. */
const as = <A, B, E, R>(step: AnyStep): Step<A, B, E, R> => step as Step<A, B, E, R>

/** Adds one to every number that it meets. */
const more = (value: unknown): unknown => (typeof value === "number" ? value + 1 : value)

const strong = (name: string, first: (step: AnyStep) => AnyStep, laws: ReadonlyArray<string>): Mutant => [
  name,
  { ...right, Strong: { ...Strong, first: (step) => as(first(step)) } },
  laws
]

const choice = (name: string, left: (step: AnyStep) => AnyStep, laws: ReadonlyArray<string>): Mutant => [
  name,
  { ...right, Choice: { ...Choice, left: (step) => as(left(step)) } },
  laws
]

type Mutant = readonly [name: string, instances: Instances, laws: ReadonlyArray<string>]

const typedFirst = (step: AnyStep): AnyStep => Strong.first(as<unknown, unknown, unknown, unknown>(step))
const typedLeft = (step: AnyStep): AnyStep => Choice.left(as<unknown, unknown, unknown, unknown>(step))

export const instanceMutants: ReadonlyArray<Mutant> = [
  [
    "composes with the first step done twice",
    {
      ...right,
      Category: { ...Category, compose: (g, f) => as(sequence(f, sequence(f, g))) }
    },
    ["Category/left", "Category/associativity"]
  ],
  [
    "has an identity that does something",
    { ...right, Category: { ...Category, id: () => as(Lab.a1) } },
    ["Category/left", "Category/right"]
  ],
  [
    "forgets debts where an output is mapped",
    { ...right, Functor: { ...Functor, map: (step, f) => as(sequence(sealed(step), pure(f))) } },
    ["Functor/identity"]
  ],
  [
    "maps outputs twice",
    {
      ...right,
      Functor: { ...Functor, map: (step, f) => as(sequence(step, sequence(pure(f), pure(f as never)))) }
    },
    ["Functor/composition"]
  ],
  [
    "forgets debts where inputs and outputs are mapped",
    {
      ...right,
      Profunctor: {
        ...Profunctor,
        promap: (step, f, g) => as(sequence(pure(f), sequence(sealed(step), pure(g))))
      }
    },
    ["Profunctor/identity"]
  ],
  [
    "maps inputs twice",
    {
      ...right,
      Profunctor: {
        ...Profunctor,
        promap: (step, f, g) => as(sequence(pure(f), sequence(pure(f as never), sequence(step, pure(g)))))
      }
    },
    ["Profunctor/composition"]
  ],
  strong(
    "carries the input, too",
    (step) =>
      sequence(
        typedFirst(step),
        pure(([b]: ReadonlyArray<unknown>) => [b, b])
      ),
    ["Strong/mirror", "Strong/natural", "Strong/associativity"]
  ),
  strong(
    "changes what is beside the carried value",
    (step) =>
      sequence(
        typedFirst(step),
        pure(([b, c]: ReadonlyArray<unknown>) => [more(b), c])
      ),
    ["Strong/mirror", "Strong/project"]
  ),
  choice("changes the side that it works on", (step) => sequence(typedLeft(step), pure(moreOn("Left"))), [
    "Choice/mirror",
    "Choice/inject"
  ]),
  choice("changes the other side", (step) => sequence(typedLeft(step), pure(moreOn("Right"))), [
    "Choice/mirror",
    "Choice/natural",
    "Choice/associativity"
  ]),
  [
    "does what gives the function twice",
    {
      ...right,
      Applicative: {
        ...Applicative,
        ap: (functions, step) =>
          Applicative.ap(
            Applicative.ap(
              Applicative.map(functions, (f) => () => f),
              functions
            ),
            step
          )
      }
    },
    ["Applicative/composition", "Applicative/interchange"]
  ],
  [
    "forgets debts where a function is applied",
    {
      ...right,
      Applicative: { ...Applicative, ap: (functions, step) => Applicative.ap(functions, as(sealed(step))) }
    },
    ["Applicative/identity"]
  ],
  [
    "changes what is there already",
    { ...right, Applicative: { ...Applicative, of: (value) => as(pure(() => more(value))) } },
    ["Applicative/homomorphism"]
  ],
  [
    "tries the first alternative twice",
    { ...right, Alt: { ...Alt, alt: (step, other) => Alt.alt(step, () => Alt.alt(step, other)) } },
    ["Alt/associativity"]
  ],
  [
    "changes the output of the first alternative",
    { ...right, Alt: { ...Alt, alt: (step, other) => Alt.alt(as(sequence(step, pure(more))), other) } },
    ["Alt/distributivity"]
  ]
]

type Sum =
  | { readonly _tag: "Left"; readonly left: unknown }
  | { readonly _tag: "Right"; readonly right: unknown }

const moreOn =
  (side: Sum["_tag"]) =>
  (either: Sum): unknown => {
    if (either._tag !== side) return either
    return either._tag === "Left"
      ? { ...either, left: more(either.left) }
      : { ...either, right: more(either.right) }
  }
