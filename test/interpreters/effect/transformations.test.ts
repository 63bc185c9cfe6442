/**
 * What the transformations to and from effects keep of starting and stopping.
 */
import { Effect, Fiber } from "effect"
import * as t from "io-ts"
import { implement, inProcess, run, Saga, Signature, Step, stoppable } from "lawful"
import { effectToPromise, effectToStoppable, promiseToEffect, stoppableToEffect } from "lawful/effect"
import { Transformation } from "lawful/transformations"
import { describe, expect, it } from "vitest"

const Shop = Signature.make("Shop", {
  reserve: { input: t.void, output: t.void, effect: "undoable", delivery: "idempotent" },
  release: { input: t.void, output: t.void, effect: "undo", delivery: "idempotent" }
})

/** A shop that writes down what is done, and a step that reserves and then waits for long. */
const shop = () => {
  const done: Array<string> = []
  const implementation = implement(Shop, {
    reserve: () => void done.push("reserve"),
    release: async () => {
      await new Promise((resolve) => setImmediate(resolve))
      done.push("release")
    }
  })
  return { done, implementation }
}
const waiting = Saga.undoable(Shop.reserve, Shop.release).pipe(Step.andThen(Step.sleep(3_600_000)))

describe("an effect of a stoppable promise", () => {
  it("starts with the effect, each time anew", async () => {
    const { done, implementation } = shop()
    const effect = Transformation.through(stoppableToEffect)(stoppable([implementation])).interpret(
      Shop.reserve
    )(undefined)

    expect(done).toEqual([])
    await Effect.runPromise(Effect.andThen(effect, effect))

    expect(done).toEqual(["reserve", "reserve"])
  })

  it("cancels the run when it is interrupted, and ends when all is undone", async () => {
    const { done, implementation } = shop()
    const effects = Transformation.through(stoppableToEffect)(stoppable([implementation]))
    const fiber = Effect.runFork(effects.interpret(waiting)(undefined))
    await new Promise((resolve) => setImmediate(resolve))

    await Effect.runPromise(Fiber.interrupt(fiber))

    expect(done).toEqual(["reserve", "release"])
  })

  it("is cancelled by the signal after the way there and back", async () => {
    const { done, implementation } = shop()
    const { signal, abort } = stopper()
    const there = Transformation.through(stoppableToEffect)(stoppable([implementation]))
    const outcome = Transformation.through(effectToStoppable)(there).interpret(waiting)(undefined)(signal)
    await new Promise((resolve) => setImmediate(resolve))

    abort()

    expect((await outcome)._tag).toBe("Cancelled")
    expect(done).toEqual(["reserve", "release"])
  })
})

describe("an effect of a promise", () => {
  it("was started before, and goes on when it is interrupted", async () => {
    const { done, implementation } = shop()
    const effect = Transformation.through(promiseToEffect)(inProcess([implementation])).interpret(
      Shop.reserve
    )(undefined)

    expect(done).toEqual(["reserve"])
    await Effect.runPromise(Effect.andThen(effect, effect))

    expect(done).toEqual(["reserve"])
  })
})

describe("a promise of an effect", () => {
  it("starts at once", () => {
    const done: Array<string> = []

    void effectToPromise.at(Effect.sync(() => done.push("ran")))

    expect(done).toEqual(["ran"])
  })

  it("gives back all of an outcome that became an effect", async () => {
    const { implementation } = shop()
    const failing = Saga.undoable(Shop.reserve, Shop.release).pipe(
      Step.andThen(Step.fail({ _tag: "No" as const }))
    )
    const interpreter = inProcess([implementation])
    const back = Transformation.andThen(effectToPromise)(promiseToEffect)

    const outcome = await Transformation.through(back)(interpreter).interpret(failing)(undefined)

    expect(outcome).toEqual(await run(failing, [implementation])(undefined))
    expect(outcome).toMatchObject({ _tag: "Failed", undone: ["Shop.reserve"] })
  })
})

const stopper = () => {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort() }
}
