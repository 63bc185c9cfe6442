/**
 * What the laws of races found: a branch of a race that is stopped from outside must not hide how it ended.
 */
import { Saga, Step } from "lawful"
import { type FaultPlan, inProcess, observe } from "lawful/laws"
import { describe, expect, it } from "vitest"
import { bare, undoable, type Work } from "../../laws/lab.ts"

const contests: Readonly<Record<string, (f: Work) => Work>> = {
  race: (f) => Step.race({ f, never: Step.sleep(Infinity) }) as unknown as Work,
  timeout: (f) => f.pipe(Step.timeout(Infinity)) as Work,
  quorum: (f) => Step.quorum(1, { f, never: Step.sleep(Infinity) }) as unknown as Work,
  "forEach until": (f) =>
    Step.pure((n: number) => [n]).pipe(
      Step.andThen(Step.forEach<number, number, { until: () => boolean }>({ until: () => true })(f))
    ) as unknown as Work
}

/** Beside a branch that fails while `f` is under way. */
const stopped = async (f: Work, plan: FaultPlan): Promise<string> => {
  const failing = undoable("b1").pipe(Step.andThen(Step.fail({ _tag: "Boom" })))
  const { behaviour } = await observe(
    inProcess,
    { step: Step.all([f, failing]), input: 0, plan, workflows: [] },
    [1, 0, 0, 0, 0]
  )
  return behaviour.outcome
}

describe.each(Object.entries(contests))("a branch of a %s that is stopped from outside", (_, contest) => {
  it("shows its defect", async () => {
    const plan: FaultPlan = { faults: [{ operation: "a1", occurrence: 0, kind: "defect" }], synchronous: [] }

    expect(await stopped(contest(bare("a1")), plan)).toBe("Defect Error: a1 threw")
  })

  it("shows what it could not undo", async () => {
    const plan: FaultPlan = {
      faults: [{ operation: "undoA1", occurrence: 0, kind: "defect" }],
      synchronous: []
    }
    const saga = Saga.scope(undoable("a1").pipe(Step.andThen(bare("a2"))))

    expect(await stopped(contest(saga), plan)).toMatch(/^Stuck owing \[\d+/)
  })
})
