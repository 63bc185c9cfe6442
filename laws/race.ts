/**
 * Races and quorums.
 * @module
 */
import * as fc from "fast-check"
import { unchecked } from "../src/core/codec.ts"
import * as Event from "../src/core/event.ts"
import type { Step as StepOf } from "../src/core/step.ts"
import * as Step from "../src/step.ts"
import { everywhere, sequentially } from "./context.ts"
import { always, equation } from "./equation.ts"
import { type LawSetFor, lawSetFor } from "./law-set-for.ts"
import { before } from "./pairs.ts"
import { parallelLaws } from "./parallel.ts"
import { work } from "./work.ts"

const waiting = { synchronous: false }
const branch = work({ size: 3 })
const starting = work({ size: 3, startsWithEffect: true })
const requires = ["race", "timers"] as const
const One = Event.make("One", { payload: unchecked<number>("number") })
const Two = Event.make("Two", { payload: unchecked<number>("number") })

/** The laws of races. */
export const raceLaws: LawSetFor = lawSetFor(
  "race",
  [parallelLaws],
  [
    equation({
      id: "R1",
      name: "symmetry",
      equation: "race({ f, g }) = race({ g, f }), if both start with an operation",
      doc: "no branch is preferred; the loser is stopped and undone whichever it is",
      requires,
      contexts: everywhere,
      given: { f: starting, g: starting },
      faults: waiting,
      sides: ({ f, g }) => ({ left: Step.race({ f, g }), right: Step.race({ g, f }) })
    }),
    equation({
      id: "R2",
      name: "racing against never",
      equation: "race({ f, never }) = f tagged f",
      doc: "a branch that never ends does not matter and does not stay",
      requires,
      given: { f: work() },
      sides: ({ f }) => ({
        left: Step.race({ f, never: Step.sleep(Infinity) }),
        right: before(f, (value) => ({ _tag: "f", value }))
      })
    }),
    equation({
      id: "race/tie",
      name: "a tie",
      equation: "race({ f: succeed(a), g }) = succeed(a) tagged f",
      doc: "the first branch that need not wait wins, and the others are not started",
      requires,
      relevant: always,
      contexts: everywhere,
      given: { g: branch, a: fc.nat() },
      sides: ({ g, a }) => ({
        left: Step.race({ f: Step.succeed(a), g }),
        right: Step.succeed({ _tag: "f", value: a })
      })
    }),
    equation({
      id: "quorum/all",
      name: "a quorum of all",
      equation: "quorum(2, { f, g }) = all({ f, g }), if they cannot fail",
      doc: "when every branch is needed, every branch is waited for",
      requires,
      contexts: sequentially,
      given: {
        f: work({ size: 3, infallible: true }),
        g: work({ size: 3, infallible: true })
      },
      faults: { errors: false, defects: false },
      sides: ({ f, g }) => ({ left: Step.quorum(2, { f, g }), right: Step.all({ f, g }) })
    }),
    equation({
      id: "quorum/race",
      name: "a quorum of one",
      equation: "quorum(1, { f, g }, { tolerate: 0 }) = race({ f, g }) up to the tag",
      doc: "the first branch that settles decides, also when it fails",
      requires,
      contexts: everywhere,
      given: { f: branch, g: branch },
      sides: ({ f, g }) => ({
        left: Step.quorum(1, { f, g }, { tolerate: 0 }),
        right: before(Step.race({ f, g }), (won) => ({ [won._tag]: won.value }))
      })
    }),
    equation({
      id: "quorum/orElse",
      name: "a quorum tolerates failures",
      equation: "quorum(1, { f: fail(e), g }) = g as the only output",
      doc: "a failure that is tolerated stops nobody",
      requires,
      given: { g: work({ infallible: true }) },
      faults: { errors: false },
      sides: ({ g }) => ({
        left: Step.quorum(1, { f: Step.fail({ _tag: "Low", of: "test" }), g }),
        right: before(g, (value) => ({ g: value }))
      })
    }),
    equation({
      id: "waitForAny",
      name: "deferred choice is a race",
      equation: "waitForAny({ one, two }) = race({ one: waitFor(one), two: waitFor(two) })",
      doc: "the environment decides",
      level: "outcome",
      requires: ["race", "events"],
      relevant: always,
      given: { which: fc.boolean(), late: fc.boolean() },
      sides: ({ which, late }) => {
        const sent = Step.emit(which ? One : Two)
        const emitted = late ? after(3, sent) : sent
        return {
          left: Step.all({ emitted, got: Step.waitForAny({ one: One, two: Two }) }),
          right: Step.all({ emitted, got: Step.race({ one: Step.waitFor(One), two: Step.waitFor(Two) }) })
        }
      }
    })
  ]
)

const after = (
  delay: number,
  step: StepOf<number, void, never, string>
): StepOf<number, void, never, string> => Step.identity<number>().pipe(Step.pause(delay), Step.andThen(step))
