/**
 * The weight of branches side by side.
 *
 * Branches are done when enough of them have completed, and fail when enough of them have failed; what the others have done
 * until then is anything. Both are elementary symmetric polynomials in the weights of the branches.
 * @module
 */
import type { Join } from "../../core/node.ts"
import { type Exits, partial } from "./exits.ts"
import type { Semiring } from "./semiring.ts"

/** How many branches decide. */
export interface Rule {
  /** So many that complete. */
  readonly need: number
  /** So many that fail. */
  readonly fail: number
}

/** How many of so many branches decide. */
export const ruleOf = (join: Join, count: number): Rule => {
  switch (join.kind) {
    case "tuple":
    case "record":
      return { need: count, fail: 1 }
    case "race":
      return { need: 1, fail: 1 }
    case "quorum":
      return { need: join.need, fail: Math.min(join.tolerate, count - join.need) + 1 }
  }
}

/** The exits of branches side by side; a race of nobody never ends. */
export const besides = <T>(
  semiring: Semiring<T>,
  { need, fail }: Rule,
  branches: ReadonlyArray<Exits<T>>
): Exits<T> => {
  const parts = branches.map((branch) => partial(semiring, branch))
  const decided = (count: number, exit: "completed" | "failed"): T =>
    choose(
      semiring,
      count,
      branches.map((branch) => branch[exit]),
      parts
    )
  return {
    completed: decided(need, "completed"),
    failed: decided(fail, "failed"),
    stopped: parts.reduce(semiring.beside, semiring.one)
  }
}

/** The exit of each branch beside all the others stopped anywhere: how a race ends, by its winner. */
export const winners = <T>(semiring: Semiring<T>, branches: ReadonlyArray<Exits<T>>): ReadonlyArray<T> => {
  const { beside, one } = semiring
  const parts = branches.map((branch) => partial(semiring, branch))
  const before = prefixes(beside, one, parts)
  const after = [...prefixes(beside, one, [...parts].reverse())].reverse()
  return branches.map(({ completed }, index) =>
    beside(before[index] as T, beside(completed, after[index] as T))
  )
}

const prefixes = <T>(beside: (one: T, other: T) => T, one: T, parts: ReadonlyArray<T>): ReadonlyArray<T> => {
  const all: Array<T> = []
  let sum = one
  for (const part of parts) {
    all.push(sum)
    sum = beside(sum, part)
  }
  return all
}

/** Beyond so many combinations the weight of a quorum is bounded by that of all its branches. */
const MOST = 1_000_000

/** The sum over all ways to choose so many branches: `chosen` of these beside `others` of the rest. */
const choose = <T>(
  { zero, one, plus, beside }: Semiring<T>,
  count: number,
  chosen: ReadonlyArray<T>,
  others: ReadonlyArray<T>
): T => {
  if (count > chosen.length) return zero
  // Counting what is left out is as good, and there may be less of it.
  const outside = chosen.length - count < count
  const [counted, rest] = outside ? [others, chosen] : [chosen, others]
  const width = outside ? chosen.length - count : count
  if (width * chosen.length > MOST) return others.reduce(beside, one)
  let sums: ReadonlyArray<T> = [one, ...Array.from({ length: width }, () => zero)]
  for (const [index, weight] of counted.entries())
    sums = sums.map((sum, chosenSoFar) =>
      plus(
        beside(sum, rest[index] as T),
        chosenSoFar === 0 ? zero : beside(sums[chosenSoFar - 1] as T, weight)
      )
    )
  return sums[width] as T
}
