/**
 * Events: sent before or after the wait, consumed once or seen by all, as their mode says.
 * @module
 */
import * as fc from "fast-check"
import { unchecked } from "../src/core/codec.ts"
import * as Event from "../src/core/event.ts"
import type { Step as StepOf } from "../src/core/step.ts"
import * as Step from "../src/step.ts"
import { always, equation } from "./equation.ts"
import { type LawSetFor, lawSetFor } from "./law-set-for.ts"
import { parallelLaws } from "./parallel.ts"

const payload = unchecked<number>("number")
const Queued = Event.make("Queued", { payload })
const Shown = Event.make("Shown", { payload, mode: "broadcast" })
const Shouted = Event.make("Shouted", { payload, mode: "transient" })
const Reached = Event.milestone("Reached")

type Ask<B> = StepOf<number, B, never, string>

const level = "outcome"
const requires = ["events", "parallel", "timers"] as const
const given = { kept: fc.boolean() }
const persistent = (kept: boolean) => (kept ? Queued : Shown)
const late = <B>(step: StepOf<number, B, never, string>): Ask<B> =>
  Step.identity<number>().pipe(Step.pause(5), Step.andThen(step))
/** Waits for a while at most: gives `"nothing"` when no event comes. */
const orNothing = (step: Ask<number>): Ask<unknown> =>
  Step.race({ got: step, nothing: Step.sleep(20) }).pipe(
    Step.map((won) => (won._tag === "got" ? won.value : "nothing"))
  )

/** The laws of events. */
export const eventLaws: LawSetFor = lawSetFor(
  "events",
  [parallelLaws],
  [
    equation({
      id: "W1",
      name: "sending before or after the wait",
      equation:
        "all({ got: waitFor(e), sent: later(emit(e)) }) = all({ got: later(waitFor(e)), sent: emit(e) })",
      doc: "a queued or broadcast event is not lost when nobody waits yet",
      level,
      requires,
      given,
      relevant: always,
      sides: ({ kept }) => {
        const event = persistent(kept)
        return {
          left: Step.all({ got: Step.waitFor(event), sent: late(Step.emit(event)) }),
          right: Step.all({ got: late(Step.waitFor(event)), sent: Step.emit(event) })
        }
      }
    }),
    equation({
      id: "emit",
      name: "sending, then waiting",
      equation: "tap(identity, emit(e)) >>> waitFor(e) = identity, unless e is transient",
      doc: "the payload comes out as it went in",
      level,
      requires,
      given,
      relevant: always,
      sides: ({ kept }) => {
        const event = persistent(kept)
        return {
          left: Step.identity<number>().pipe(
            Step.tap((n: number) => n, Step.emit(event)),
            Step.andThen(Step.waitFor(event))
          ),
          right: Step.identity<number>()
        }
      }
    }),
    equation({
      id: "W2/queue",
      name: "a queued event wakes one wait",
      equation: "one emit, two waits = one wait goes on, the other does not",
      doc: "an event is consumed once",
      level,
      requires: [...requires, "race"],
      given: { before: fc.boolean() },
      relevant: always,
      sides: ({ before }) => ({
        left: Step.all({
          sent: before ? Step.emit(Queued) : late(Step.emit(Queued)),
          one: orNothing(Step.waitFor(Queued)),
          two: orNothing(Step.waitFor(Queued))
        }),
        right: Step.all({
          sent: Step.succeed(undefined),
          one: Step.identity<number>(),
          two: Step.succeed("nothing")
        })
      })
    }),
    equation({
      id: "W2/order",
      name: "first in, first out",
      equation: "emit(a) >>> emit(b) >>> waitFor >>> waitFor = [a, b]",
      doc: "queued events keep their order",
      level,
      requires,
      given: {},
      relevant: always,
      sides: () => ({
        left: Step.begin<number>().pipe(
          Step.tap(({ input }) => input, Step.emit(Queued)),
          Step.tap(({ input }) => input + 1, Step.emit(Queued)),
          Step.bind("one", ({ input }) => input, Step.waitFor(Queued)),
          Step.bind("two", ({ input }) => input, Step.waitFor(Queued))
        ),
        right: Step.pure((input: number) => ({ input, one: input, two: input + 1 }))
      })
    }),
    equation({
      id: "W2/broadcast",
      name: "a broadcast event wakes every wait",
      equation: "one emit, two waits = both waits go on",
      doc: "a broadcast event is not consumed",
      level,
      requires: [...requires, "race"],
      given: { before: fc.boolean() },
      relevant: always,
      sides: ({ before }) => ({
        left: Step.all({
          sent: before ? Step.emit(Shown) : late(Step.emit(Shown)),
          one: orNothing(Step.waitFor(Shown)),
          two: orNothing(Step.waitFor(Shown))
        }),
        right: Step.all({
          sent: Step.succeed(undefined),
          one: Step.identity<number>(),
          two: Step.identity<number>()
        })
      })
    }),
    equation({
      id: "W2/transient",
      name: "a transient event wakes who waits",
      equation: "emit before the wait = nothing, emit after = every wait goes on",
      doc: "a transient event is for those who wait at that moment",
      level,
      requires: [...requires, "race"],
      given: { before: fc.boolean() },
      relevant: always,
      sides: ({ before }) => ({
        left: Step.all({
          sent: before ? Step.emit(Shouted) : late(Step.emit(Shouted)),
          one: orNothing(Step.waitFor(Shouted)),
          two: orNothing(Step.waitFor(Shouted))
        }),
        right: Step.all({
          sent: Step.succeed(undefined),
          one: before ? Step.succeed("nothing") : Step.identity<number>(),
          two: before ? Step.succeed("nothing") : Step.identity<number>()
        })
      })
    }),
    equation({
      id: "events/key",
      name: "correlation",
      equation: "waitFor(e, key) ignores events with another key",
      doc: "an event is for the run that has its key",
      level,
      requires: [...requires, "race"],
      given: { other: fc.boolean() },
      relevant: always,
      sides: ({ other }) => ({
        left: Step.all({
          sent: Step.emit(Queued, () => (other ? "other" : "mine")),
          got: orNothing(Step.waitFor(Queued, () => "mine"))
        }),
        right: Step.all({
          sent: Step.succeed(undefined),
          got: other ? Step.succeed("nothing") : Step.identity<number>()
        })
      })
    }),
    equation({
      id: "reach",
      name: "reaching twice",
      equation: "reach(m) >>> reach(m) >>> waitFor(m) = reach(m) >>> waitFor(m) = succeed(undefined)",
      doc: "a milestone stays reached",
      level,
      requires,
      given: { twice: fc.boolean() },
      relevant: always,
      sides: ({ twice }) => {
        const once: StepOf<unknown, void, never, string> = Step.reach(Reached)
        const reached = twice ? once.pipe(Step.andThen(once)) : once
        return {
          left: reached.pipe(Step.andThen(Step.waitFor(Reached)), Step.andThen(Step.waitFor(Reached))),
          right: Step.succeed(undefined)
        }
      }
    })
  ]
)
