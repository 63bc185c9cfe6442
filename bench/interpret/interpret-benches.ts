import type { Bench } from "../bench.ts"
import { runHeats } from "../race/run-race.ts"
import type { TargetName } from "./side.ts"

/** An order workflow, interpreted, beside the same workflow as one writes it for the target by hand. */
const interpreting = (target: TargetName): Bench => ({
  name: `interpret/${target}`,
  unit: "us/run",
  measure: async () => {
    const { lawful = Number.NaN, handwritten = Number.NaN } = await runHeats(
      "interpret/lane",
      target,
      ["lawful", "handwritten"] as const,
      "handwritten"
    )
    return { figures: { lawful: lawful / 1000, handwritten: handwritten / 1000 } }
  }
})

export const interpretBenches: readonly Bench[] = [interpreting("effect"), interpreting("fp-ts")]
