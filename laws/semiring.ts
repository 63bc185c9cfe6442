/**
 * Semirings: what makes it sound to weigh steps.
 *
 * That `times` distributes over `plus` is why a continuation may be pulled into the arms of a choice, and that `zero`
 * annihilates is why nothing follows a failure.
 *
 * Source: Mohri, "Semiring Frameworks and Algorithms for Shortest-Distance Problems", JALC 2002.
 * @module
 */
import * as fc from "fast-check"
import type { Semiring } from "../src/interpreters/describe/semiring.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import type { Law } from "./law.ts"
import { property } from "./property.ts"

/** A semiring under test. */
export interface SemiringOptions<T> {
  readonly name: string
  readonly semiring: Semiring<T>
  readonly weights: fc.Arbitrary<T>
  /** Shows a weight; two weights are equal when they are shown alike. */
  readonly show: (weight: T) => string
}

/**
 * The laws of a semiring with a product for what happens side by side, and with repetition.
 * @example
 * import * as fc from "fast-check"
 * import { most } from "lawful/describe"
 * import { check, semiringLaws } from "lawful/laws"
 * const report = await check(semiringLaws({ name: "most", semiring: most, weights: fc.nat(), show: String }), { seed: 1 })
 * report.counts.failed // => 0
 */
export const semiringLaws = <T>({ name, semiring, weights, show }: SemiringOptions<T>): LawSet =>
  lawSet(
    `semiring ${name}`,
    [],
    equationsOf<T>().map(
      ([id, equation, doc, left, right]): Law =>
        property(
          {
            id: `semiring/${id}`,
            name: id.replaceAll("-", " "),
            equation,
            level: "outcome",
            relation: "=",
            requires: [],
            doc
          },
          { name, capabilities: new Set<never>() },
          fc.tuple(weights, weights, weights),
          ([a, b, c]) => {
            const sides = [left(semiring, a, b, c), right(semiring, a, b, c)] as const
            const [one, other] = [show(sides[0]), show(sides[1])]
            if (one === other) return Promise.resolve({ kind: "holds", relevant: true })
            return Promise.resolve({
              kind: "broken",
              counterexample: {
                given: [
                  ["a", show(a)],
                  ["b", show(b)],
                  ["c", show(c)]
                ],
                left: { term: equation.split(" = ")[0] ?? "", trace: one },
                right: { term: equation.split(" = ")[1] ?? "", trace: other },
                difference: "The two sides differ."
              }
            })
          }
        )
    )
  )

type Side<T> = (semiring: Semiring<T>, a: T, b: T, c: T) => T

type Equation<T> = readonly [id: string, equation: string, doc: string, left: Side<T>, right: Side<T>]

const equationsOf = <T>(): ReadonlyArray<Equation<T>> => [
  ...monoid<T>("plus", "zero", "the order of alternatives makes no difference"),
  [
    "plus-idempotent",
    "a + a = a",
    "an alternative to itself is none",
    ({ plus }, a) => plus(a, a),
    (_, a) => a
  ],
  [
    "plus-commutative",
    "a + b = b + a",
    "alternatives have no order",
    ({ plus }, a, b) => plus(a, b),
    ({ plus }, a, b) => plus(b, a)
  ],
  ...monoid<T>("times", "one", "how a chain is nested makes no difference"),
  ...distributive<T>(
    "times",
    "nothing follows what has no way, and a continuation may be pulled into alternatives"
  ),
  ...monoid<T>("beside", "one", "how branches are nested makes no difference"),
  [
    "beside-commutative",
    "a | b = b | a",
    "branches have no order",
    ({ beside }, a, b) => beside(a, b),
    ({ beside }, a, b) => beside(b, a)
  ],
  ...distributive<T>("beside", "a branch without a way leaves none to the whole"),
  [
    "star",
    "star(a) = one + a * star(a)",
    "a loop ends, or takes a turn and goes on",
    ({ star }, a) => star(a),
    ({ plus, one, times, star }, a) => plus(one, times(a, star(a)))
  ],
  [
    "spread",
    "spread(a) = one + (a | spread(a))",
    "any number of items is none, or one beside any number",
    ({ spread }, a) => spread(a),
    ({ plus, one, beside, spread }, a) => plus(one, beside(a, spread(a)))
  ]
]

type Product = "plus" | "times" | "beside"

const signs: Readonly<Record<Product, string>> = { plus: "+", times: "*", beside: "|" }

const monoid = <T>(of: Product, unit: "zero" | "one", doc: string): ReadonlyArray<Equation<T>> => [
  [
    `${of}-associative`,
    `(a ${signs[of]} b) ${signs[of]} c = a ${signs[of]} (b ${signs[of]} c)`,
    doc,
    (all, a, b, c) => all[of](all[of](a, b), c),
    (all, a, b, c) => all[of](a, all[of](b, c))
  ],
  [
    `${of}-left-unit`,
    `${unit} ${signs[of]} a = a`,
    `${unit} adds nothing`,
    (all, a) => all[of](all[unit], a),
    (_, a) => a
  ],
  [
    `${of}-right-unit`,
    `a ${signs[of]} ${unit} = a`,
    `${unit} adds nothing`,
    (all, a) => all[of](a, all[unit]),
    (_, a) => a
  ]
]

const distributive = <T>(of: "times" | "beside", doc: string): ReadonlyArray<Equation<T>> => [
  [
    `${of}-left-distributive`,
    `a ${signs[of]} (b + c) = (a ${signs[of]} b) + (a ${signs[of]} c)`,
    doc,
    (all, a, b, c) => all[of](a, all.plus(b, c)),
    (all, a, b, c) => all.plus(all[of](a, b), all[of](a, c))
  ],
  [
    `${of}-right-distributive`,
    `(a + b) ${signs[of]} c = (a ${signs[of]} c) + (b ${signs[of]} c)`,
    doc,
    (all, a, b, c) => all[of](all.plus(a, b), c),
    (all, a, b, c) => all.plus(all[of](a, c), all[of](b, c))
  ],
  [
    `${of}-left-zero`,
    `zero ${signs[of]} a = zero`,
    doc,
    (all, a) => all[of](all.zero, a),
    ({ zero }) => zero
  ],
  [
    `${of}-right-zero`,
    `a ${signs[of]} zero = zero`,
    doc,
    (all, a) => all[of](a, all.zero),
    ({ zero }) => zero
  ]
]
