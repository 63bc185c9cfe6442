/**
 * The clock of Effect as one of runs: what waits is a fiber that sleeps.
 * @module
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { Clock as RunClock } from "../in-process/clock.ts"

/** The clock of a context; a `TestClock` when that is what it holds. */
export const clockIn = (context: Context.Context<never>): RunClock => {
  const clock = Context.get(context, Clock.Clock)
  return {
    now: () => clock.currentTimeMillisUnsafe(),
    after: (delay, wake) => {
      const fiber = Effect.runForkWith(context)(clock.sleep(Duration.millis(delay)))
      fiber.addObserver((exit) => {
        if (exit._tag === "Success") wake()
      })
      return () => fiber.interruptUnsafe()
    }
  }
}
