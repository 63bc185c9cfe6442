/**
 * The semirings of descriptions, semirings with one bug each, and the laws that find it.
 */
import * as fc from "fast-check"
import {
  every,
  everyOf,
  fewest,
  greatest,
  longest,
  most,
  possible,
  type Semiring,
  shortest,
  some,
  someOf,
  thingsIn,
  thingsOf,
  together
} from "lawful/describe"
import { type LawSet, semiringLaws } from "lawful/laws"

const numbers = (zero: number): fc.Arbitrary<number> =>
  fc.oneof(
    { arbitrary: fc.nat({ max: 9 }), weight: 6 },
    { arbitrary: fc.constantFrom(zero, Infinity), weight: 1 }
  )

const names = fc.subarray(["a", "b", "c"])

const pairs = together<{ readonly one: number; readonly other: boolean }>({ one: most, other: possible })

const numeric = (name: string, semiring: Semiring<number>): LawSet =>
  semiringLaws({ name, semiring, weights: numbers(semiring.zero), show: String })

/** Those that are sound. */
export const soundSemirings: ReadonlyArray<LawSet> = [
  ...Object.entries({ most, fewest, longest, shortest, greatest }).map(([name, semiring]) =>
    numeric(name, semiring)
  ),
  semiringLaws({ name: "possible", semiring: possible, weights: fc.boolean(), show: String }),
  semiringLaws({
    name: "some",
    semiring: someOf<string>(),
    weights: fc.option(names.map((all) => some(all))),
    show: (weight) => (weight === null ? "no way" : [...thingsIn(weight)].sort().join(" "))
  }),
  semiringLaws({
    name: "every",
    semiring: everyOf<string>(),
    // Out of one log, as those along a chain are, or each of its own.
    weights: fc.option(
      fc.oneof(
        names.map((all) => every(all)),
        fc.nat({ max: 2 }).map((size) => ({ log: abc.log, size }))
      )
    ),
    show: (weight) => (weight === null ? "no way" : [...thingsOf(weight)].sort().join(" "))
  }),
  semiringLaws({
    name: "together",
    semiring: pairs,
    weights: fc.record({ one: numbers(-Infinity), other: fc.boolean() }),
    show: (weight) => `${weight.one} ${weight.other}`
  })
]

const abc = every(["a", "b", "c"])

const mutants: Readonly<Record<string, readonly [Partial<Semiring<number>>, ReadonlyArray<string>]>> = {
  "averages alternatives": [
    { plus: (one, other) => (one + other) / 2 },
    ["plus-associative", "plus-left-unit", "plus-right-unit"]
  ],
  "adds up alternatives": [
    { plus: (one, other) => Math.max(one, 0) + Math.max(other, 0) },
    ["plus-idempotent", "times-left-distributive", "beside-right-distributive"]
  ],
  "takes the first alternative": [{ plus: (one) => one }, ["plus-left-unit", "plus-commutative"]],
  "takes a way out": [
    { times: (one, other) => one - other },
    ["times-associative", "times-left-unit", "times-left-distributive"]
  ],
  "forgets what comes first": [{ times: (_, other) => other }, ["times-right-unit", "times-left-zero"]],
  "forgets what comes next": [{ times: (one) => one }, ["times-left-unit", "times-right-zero"]],
  "multiplies powers": [
    { times: (one, other) => (one === -Infinity || other === -Infinity ? -Infinity : one + other * other) },
    ["times-left-unit", "times-associative"]
  ],
  "squares what it has": [
    { times: (one, other) => (one - 4) * (one - 4) + other },
    ["times-right-distributive", "times-left-zero"]
  ],
  "forgets the branches beside": [
    { beside: (one) => one },
    ["beside-left-unit", "beside-commutative", "beside-right-zero"]
  ],
  "forgets the first branch": [{ beside: (_, other) => other }, ["beside-right-unit", "beside-left-zero"]],
  "weighs a branch by those beside": [
    { beside: (one, other) => one - 2 * other },
    ["beside-associative", "beside-left-distributive"]
  ],
  "squares the first branch": [
    { beside: (one, other) => (one - 4) * (one - 4) + other },
    ["beside-right-distributive"]
  ],
  "takes one turn": [{ star: (weight) => weight }, ["star"]],
  "takes one item": [{ spread: (weight) => weight }, ["spread"]]
}

/** Those that are not, each with the laws that find it. */
export const semiringMutants: ReadonlyArray<readonly [string, LawSet, ReadonlyArray<string>]> =
  Object.entries(mutants).map(([name, [wrong, laws]]) => [
    name,
    numeric(name, { ...most, ...wrong }),
    laws.map((law) => `semiring/${law}`)
  ])
