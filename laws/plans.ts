/**
 * Fault plans that shrink one fault at a time: what a counterexample still holds is needed to break the law.
 * @module
 */
import * as fc from "fast-check"
import { type FaultOptions, faultless, type FaultPlan, faultPlans } from "./faults.ts"

/** Random fault plans, the same as those of {@link faultPlans}. */
export const plans = (options: FaultOptions): fc.Arbitrary<FaultPlan> => new Plans(faultPlans(options))

/** Simpler plans, the simplest first. */
export function* simplerPlans(plan: FaultPlan): Generator<FaultPlan> {
  const { faults, synchronous } = plan
  if (faults.length > 0 && synchronous.length > 0) yield faultless
  if (faults.length > 0) yield { ...plan, faults: [] }
  if (synchronous.length > 0) yield { ...plan, synchronous: [] }
  for (const fault of faults) yield { ...plan, faults: faults.filter((other) => other !== fault) }
  for (const name of synchronous)
    yield { ...plan, synchronous: synchronous.filter((other) => other !== name) }
  for (const fault of faults)
    if (fault.occurrence > 0)
      yield {
        ...plan,
        faults: faults.map((other) => (other === fault ? { ...fault, occurrence: 0 } : other))
      }
}

/** Shrinks a plan by looking at it, whatever it was made by. */
class Plans extends fc.Arbitrary<FaultPlan> {
  readonly #random: fc.Arbitrary<FaultPlan>

  constructor(random: fc.Arbitrary<FaultPlan>) {
    super()
    this.#random = random
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<FaultPlan> {
    return new fc.Value(this.#random.generate(random, bias).value, undefined)
  }

  override canShrinkWithoutContext(value: unknown): value is FaultPlan {
    return typeof value === "object" && value !== null && "faults" in value && "synchronous" in value
  }

  override shrink(plan: FaultPlan): fc.Stream<fc.Value<FaultPlan>> {
    return fc.stream(simplerPlans(plan)).map((simpler) => new fc.Value(simpler, undefined))
  }
}
