/**
 * Counterexamples: what one side does and the other does not.
 * @module
 */
import type { AnyStep } from "../src/core/step.ts"
import { type Behaviour, type Behaviours, bySimplicity, seenAt, shortened } from "./behaviour.ts"
import type { Counterexample, Level } from "./law.ts"
import { showStep } from "./show-step.ts"

/** The two sides of an equation. */
export interface Sides {
  readonly left: AnyStep
  readonly right: AnyStep
}

/** The simplest behaviour of one side that the other does not have: all schedules are tried, so none has to be shrunk. */
export const oneWithout = (level: Level, side: Behaviours, other: Behaviours): Behaviour | undefined => {
  const known = new Set(other.all.map((behaviour) => seenAt(level, behaviour)))
  const [odd] = side.all.filter((behaviour) => !known.has(seenAt(level, behaviour))).sort(bySimplicity)
  return odd
}

/** Shows a behaviour of one side that the other side does not have. */
export const counterexampleOf = (
  given: ReadonlyArray<readonly [string, string]>,
  sides: Sides,
  level: Level,
  odd: Behaviour,
  others: Behaviours,
  side: "left" | "right"
): Counterexample => {
  const traces = { odd: showTrace(level, odd), other: closest(level, odd, others) }
  return {
    given,
    left: { term: showStep(sides.left), trace: side === "left" ? traces.odd : traces.other },
    right: { term: showStep(sides.right), trace: side === "right" ? traces.odd : traces.other },
    choices: shortened(odd.choices),
    difference: `No schedule of the ${side === "left" ? "right" : "left"} side (${others.all.length} tried, all there are) does what the ${side} side did.`
  }
}

/** The behaviour that has the longest start in common. */
const closest = (level: Level, odd: Behaviour, others: Behaviours): string => {
  const target = odd.word.map(({ operation, input }) => `${operation}${input}`)
  const common = ({ word }: Behaviour): number => {
    const index = word.findIndex(({ operation, input }, at) => `${operation}${input}` !== target[at])
    return index === -1 ? word.length : index
  }
  const [best] = [...others.all].sort((one, other) => common(other) - common(one) || bySimplicity(one, other))
  return best === undefined ? "nothing" : `closest: ${showTrace(level, best)}`
}

const showTrace = (level: Level, behaviour: Behaviour): string =>
  `${seenAt(level, behaviour)}   choices ${JSON.stringify(shortened(behaviour.choices))}`
