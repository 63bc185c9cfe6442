/**
 * A simulation is one of the runs.
 */
import * as fc from "fast-check"
import {
  type Experiment,
  faultPlans,
  inProcess,
  labIn,
  observe,
  seenAt,
  type Subject,
  type Work,
  work
} from "lawful/laws"
import { Crash, Fault, showTrace, simulate } from "lawful/simulator"
import { expect, it } from "vitest"
import { Lab } from "../../laws/lab.ts"
import { World } from "../../laws/world.ts"

const seed = Number(process.env["LAWS_SEED"] ?? 20_261_122)
const synchronous = Object.keys(Lab)
const plans = faultPlans({ errors: true, defects: true, undos: true, synchronous: false }).map((plan) => ({
  ...plan,
  synchronous
}))

/** Runs steps in a simulation; whoever asks is told when it is over. */
const simulated = (chosen: number, crashes: ReadonlyArray<Crash.Crash> = []): Subject => {
  let over: Promise<unknown> = Promise.resolve()
  return {
    ...inProcess,
    name: "simulator",
    run: (step, input, world) => {
      const outcome = simulate(step as Work, input as number, {
        implementations: [labIn(world)],
        seed: chosen,
        crashes
      }).then((simulation) => simulation.outcome as Awaited<ReturnType<Subject["run"]>>)
      over = outcome
      return outcome
    },
    idle: async () => {
      await over
    }
  }
}

it("A step without branches does in a simulation what it does in a run, whatever fails", async () => {
  let failed = 0
  await fc.assert(
    fc.asyncProperty(
      work({ size: 12, sequential: true, irreversible: true }),
      plans,
      fc.nat(9),
      fc.nat(1_000),
      async (step, plan, input, chosen) => {
        const experiment: Experiment = { step, input, plan, workflows: [] }
        const { behaviour: real } = await observe(inProcess, experiment, [])
        const { behaviour } = await observe(simulated(chosen), experiment, [])
        if (!real.outcome.startsWith("Completed")) failed++
        expect(seenAt("word", behaviour)).toBe(seenAt("word", real))
      }
    ),
    { numRuns: 400, seed }
  )
  expect(failed).toBeGreaterThan(50)
})

it("A crash between two events changes nothing that anyone could see", async () => {
  await fc.assert(
    fc.asyncProperty(
      work({ size: 12, sequential: true, irreversible: true }),
      plans,
      fc.nat(9),
      fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 }),
      async (step, plan, input, points) => {
        const experiment: Experiment = { step, input, plan, workflows: [] }
        const { behaviour: calm } = await observe(simulated(0), experiment, [])
        const crashes = points.map((events) => Crash.after(events))
        const { behaviour } = await observe(simulated(0, crashes), experiment, [])
        expect(seenAt("word", behaviour)).toBe(seenAt("word", calm))
      }
    ),
    { numRuns: 300, seed }
  )
})

it("A step of any form has one trace for each seed, and always the same", async () => {
  await fc.assert(
    fc.asyncProperty(work({ size: 12 }), plans, fc.nat(9), fc.nat(50), async (step, plan, input, chosen) => {
      const shown = async (): Promise<string> => {
        const { trace } = await simulate(step, input, {
          implementations: [labIn(new World(plan))],
          seed: chosen
        })
        return showTrace(trace)
      }
      expect(await shown()).toBe(await shown())
    }),
    { numRuns: 200, seed }
  )
})

const operation = fc.constantFrom(
  Lab.a1,
  Lab.a2,
  Lab.b1,
  Lab.b2,
  Lab.readA,
  Lab.undoA1,
  Lab.undoB1,
  Lab.sendB
)
const call = fc.constantFrom({}, { call: 1 }, { call: 2 })
const faults = fc.array(
  fc.oneof(
    fc.tuple(operation, fc.nat(20), call).map(([one, by, which]) => Fault.slow(one, by, which)),
    fc.tuple(operation, call).map(([one, which]) => Fault.losesAnswer(one, which)),
    fc.tuple(operation, call).map(([one, which]) => Fault.comesTwice(one, which)),
    fc.tuple(operation, call).map(([one, which]) => Fault.throws(one, which))
  ),
  { maxLength: 4 }
)
const crashes = fc.array(
  fc.oneof(
    fc.integer({ min: 1, max: 15 }).map((events) => Crash.after(events)),
    fc.tuple(operation, fc.nat(5)).map(([one, downFor]) => Crash.during(one, { downFor })),
    fc.tuple(fc.nat(20), fc.nat(5)).map(([time, downFor]) => Crash.at(time, { downFor }))
  ),
  { maxLength: 4 }
)

it("A step of any form ends, and the same way each time, whatever is slow, lost, doubled or crashes", async () => {
  const ends = new Set<string>()
  await fc.assert(
    fc.asyncProperty(
      work({ size: 14, irreversible: true }),
      plans,
      fc.nat(9),
      fc.nat(50),
      faults,
      crashes,
      async (step, plan, input, chosen, wrong, points) => {
        const simulated = () =>
          simulate(step, input, {
            implementations: [labIn(new World(plan))],
            seed: chosen,
            faults: wrong,
            crashes: points
          })
        const { outcome, waiting, trace } = await simulated()
        ends.add(outcome._tag)
        expect(waiting).toEqual([])
        expect(["Waiting", "Unfinished"]).not.toContain(outcome._tag)
        expect(showTrace((await simulated()).trace)).toBe(showTrace(trace))
      }
    ),
    { numRuns: 300, seed }
  )
  expect(ends).toEqual(new Set(["Completed", "Failed", "Defect", "Stuck"]))
})
