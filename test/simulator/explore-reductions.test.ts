/**
 * The reductions of an exploration lose nothing: every way to end, in every world, is found without them and with them.
 */
import * as fc from "fast-check"
import { type AnyStep, Step } from "lawful"
import { Lab, showStep, work } from "lawful/laws"
import { Fault } from "lawful/simulator"
import { describe, expect, it } from "vitest"
import { type AnyOptions, Search } from "../../src/simulator/explore/search.ts"
import { type LabState, labWorld } from "./lab-world.ts"

const low = { _tag: "Low", of: "explored" } as const
const faults = [
  Fault.fails(Lab.a1, low),
  Fault.fails(Lab.b2, low, { call: 1 }),
  Fault.throws(Lab.a2),
  Fault.losesAnswer(Lab.b1)
]

interface Found {
  readonly ends: ReadonlySet<string>
  readonly states: number
  readonly exhaustive: boolean
}

const endsOf = async (
  step: AnyStep,
  crashes: number,
  cancellations: number,
  reduced: boolean
): Promise<Found> => {
  const ends = new Set<string>()
  const options = {
    world: labWorld,
    faults,
    crashes,
    cancellations,
    maxStates: 4_000,
    samples: 0,
    onProgress: () => undefined
  } as unknown as AnyOptions
  const search = new Search(step, [3], options, {
    reduced,
    monitors: [
      {
        name: "takes down the ends",
        atEnd: ({ world }, end) => {
          const how = "error" in end ? end.error : "output" in end ? end.output : ""
          ends.add(
            `${end._tag} ${JSON.stringify(how)} ${["A", "B", "C"].map((name) => (world as LabState)[name]).join(" ")}`
          )
          return undefined
        }
      }
    ]
  })
  const { states, exhaustive } = await search.run()
  return { ends, states, exhaustive }
}

const part = work({ size: 4, irreversible: true })
const terms = fc.oneof(
  work({ size: 6, irreversible: true }),
  fc.tuple(part, part).map((sides): AnyStep => Step.all(sides)),
  fc.tuple(part, part).map(([f, g]): AnyStep => Step.race({ f, g }))
)

const runs = Number(process.env["LAWS_RUNS"] ?? 25)

describe("an exploration with reductions", () => {
  it.each([
    ["without crashes", 0, 0],
    ["with a crash", 1, 0],
    ["with a cancellation", 0, 1]
  ])(
    "finds every end, %s",
    async (_, crashes, cancellations) => {
      let visited = 0
      let saved = 0
      const property = fc.asyncProperty(terms, async (step) => {
        const naive = await endsOf(step, crashes, cancellations, false)
        fc.pre(naive.exhaustive)
        const reduced = await endsOf(step, crashes, cancellations, true)
        visited += reduced.states
        saved += naive.states - reduced.states
        expect([...reduced.ends].sort(), showStep(step)).toEqual([...naive.ends].sort())
      })
      await fc.assert(property, { numRuns: runs, seed: 7, maxSkipsPerRun: 50 })

      expect(visited).toBeGreaterThan(runs)
      expect(saved).toBeGreaterThan(0)
    },
    120_000
  )
})
