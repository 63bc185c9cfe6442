/**
 * A task is a description: whatever the step, making one does nothing, and each call is a run.
 */
import * as fc from "fast-check"
import { faultless, labIn, type Work, work, World } from "lawful/laws"
import { toReaderTaskEither, toTask, toTaskEither } from "lawful/fp-ts"
import { describe, expect, it } from "vitest"

const steps = work({ sequential: true, timeless: true, raceless: true, startsWithEffect: true })
const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** The ways in which a step becomes a task, in a world. */
const ways: Readonly<Record<string, (step: Work, world: World) => () => Promise<unknown>>> = {
  toTask: (step, world) => toTask([labIn(world)], { clock: world.clock }).interpret(step)(1),
  toTaskEither: (step, world) => toTaskEither([labIn(world)], { clock: world.clock }).interpret(step)(1),
  toReaderTaskEither: (step, world) =>
    toReaderTaskEither([], [], { clock: world.clock }).interpret(step)(1)({ Lab: labIn(world) })
}

/** Lets everything happen that can. */
const finish = async (world: World): Promise<void> => {
  for (await soon(); world.enabled.length > 0; await soon()) world.enabled[0]?.fire()
}

describe.each(Object.entries(ways))("%s", (_, taskOf) => {
  it("does nothing while it makes a task, whatever the step", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (step) => {
        const world = new World(faultless)

        taskOf(step, world)
        await finish(world)

        expect(world.word).toEqual([])
      }),
      { numRuns: 40, seed: 3 }
    )
  })

  it("starts a run of its own each time that the task is called", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (step) => {
        const world = new World(faultless)
        const task = taskOf(step, world)
        const called = async () => {
          const before = world.word.length
          const ended = task().catch(() => undefined)
          await finish(world)
          await ended
          return world.word.slice(before).map(({ key }) => key)
        }

        const [one, two] = [await called(), await called()]

        expect(two).not.toEqual([])
        expect(two.filter((key) => one.includes(key))).toEqual([])
      }),
      { numRuns: 40, seed: 3 }
    )
  })
})
