/**
 * The interpreter into Effect keeps every law, means what the machine means, and is the in-process interpreter on another
 * runtime. `LAWS_RUNS` and `LAWS_SEED` search further.
 */
import { Effect, type Exit, Layer } from "effect"
import * as fc from "fast-check"
import { inEffect, layerOf } from "lawful/effect"
import {
  adequacyLaws,
  allSets,
  describeLaws,
  inProcess,
  interpreterLaws,
  Lab,
  labIn,
  type LawSet,
  type Subject,
  transformationLaws,
  work,
  World
} from "lawful/laws"
import { describe, expect, it } from "vitest"
import { effect, functionsInEffect } from "./in-effect.ts"
import { effectMutants } from "./mutants-of-maps/effects.ts"

const numRuns = Number(process.env["LAWS_RUNS"] ?? 40)
const seed = Number(process.env["LAWS_SEED"] ?? 20_261_122)

describeLaws(interpreterLaws(effect), { describe, it }, { numRuns, seed })
describeLaws(adequacyLaws(effect), { describe, it }, { numRuns, seed, timeout: numRuns * 600 })
describeLaws(transformationLaws({ from: inProcess, to: effect }), { describe, it }, { numRuns, seed })
describeLaws(
  transformationLaws({ from: inProcess, to: functionsInEffect }),
  { describe, it },
  { numRuns, seed }
)

describe.each(effectMutants)("an interpreter $name", (mutant: Subject, laws) => {
  const sets: ReadonlyArray<LawSet> = [
    adequacyLaws(mutant),
    transformationLaws({ from: inProcess, to: mutant })
  ]

  it.each(laws)("breaks %s", async (id) => {
    const law = sets
      .flatMap(allSets)
      .flatMap((set) => set.laws)
      .find((one) => one.id === id)

    const result = await law?.run({ numRuns: 400, seed: 5, shrink: false })

    expect(result?.status).toBe("failed")
  })
})

type Interpret = typeof inEffect.interpret

/** An effect is a description: making it does nothing, and each time it is executed it does the same, in a world of its own. */
const describes = (interpret: Interpret) =>
  fc.asyncProperty(work({ timeless: true }), fc.nat({ max: 3 }), async (step, times) => {
    const worlds: Array<World> = []
    const lab = Layer.suspend(() => {
      const world = new World({ faults: [], synchronous: Object.keys(Lab) })
      worlds.push(world)
      return layerOf(labIn(world))
    })

    const made = interpret(step)(1)
    const before = worlds.length
    for (let time = 0; time <= times; time++) await Effect.runPromiseExit(Effect.provide(made, lab))

    expect(before).toBe(0)
    expect(worlds.map(({ word }) => word.length)).toEqual(worlds.map(() => worlds[0]?.word.length))
  })

/** Gives what it gave the first time, as a promise does. */
const once: Interpret = (runnable) => (input, options) => {
  const effect = inEffect.interpret(runnable)(input, options)
  let known: Exit.Exit<unknown, unknown> | undefined
  return Effect.suspend(
    () =>
      (known as typeof effect | undefined) ??
      Effect.onExit(effect, (exit) => Effect.sync(() => void (known = exit)))
  )
}

it("an interpreter whose effects remember how they ended is found", async () => {
  await expect(fc.assert(describes(once), { numRuns, seed })).rejects.toThrow("Property failed")
})

it("an effect of a run does nothing before it is executed, and everything each time", async () => {
  await fc.assert(describes(inEffect.interpret), { numRuns, seed })
})
