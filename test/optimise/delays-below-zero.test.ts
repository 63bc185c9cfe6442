import { Step } from "lawful"
import { optimise } from "lawful/optimise"
import { simulate, type Trace, world } from "lawful/simulator"
import { expect, test } from "vitest"

/** When the run was over. */
const timeOf = (trace: Trace): number => Math.max(0, ...trace.map(({ at }) => at))

const nowhere = { world: world({}, () => []) }

test.each([
  [-50, 60],
  [60, -50],
  [-5, -5]
])("a sum of the delays %d and %d takes as long as the two", async (first, second) => {
  const both = Step.sleep(first).pipe(Step.andThen(Step.sleep(second)))

  const before = await simulate(both, undefined, nowhere)
  const after = await simulate(optimise(both, { keep: "nothing" }), undefined, nowhere)

  expect(timeOf(after.trace)).toBe(timeOf(before.trace))
})
