/**
 * Interpreters into Effect that get wrong what only Effect has: interruption, context, clock.
 */
import { Clock, Context, Effect } from "effect"
import type { Subject } from "lawful/laws"
import { subjectOf } from "../in-effect.ts"

/** The clock of the machine. */
const machineClock = Context.get(Context.empty(), Clock.Clock)

/** Lets the fiber end at once when it is interrupted, and what it was doing go on behind its back. */
const disconnected = <A, E>(effect: Effect.Effect<A, E>): Effect.Effect<A, E> =>
  Effect.withFiber(({ context }) => {
    const fiber = Effect.runForkWith(context)(effect)
    return Effect.callback<A, E>((resume) => {
      fiber.addObserver(resume)
      return Effect.sync(() => fiber.interruptUnsafe())
    })
  })

/** Each mutant, and laws that find it. */
export const effectMutants: ReadonlyArray<readonly [mutant: Subject, laws: ReadonlyArray<string>]> = [
  [
    subjectOf("into Effect that interrupts writes", {
      options: { interruptible: ["a1", "a2", "b1", "b2", "c1"] }
    }),
    ["F5/stop", "F5/race", "F3/cancel"]
  ],
  [
    subjectOf("into Effect that interrupts nothing", {
      perform: (name, input, call, perform) => Effect.uninterruptible(perform(name, input, call))
    }),
    ["F5/stop", "F5/race"]
  ],
  [
    subjectOf("into Effect that goes by the clock of the machine", { clock: () => machineClock }),
    ["F5/time", "F3"]
  ],
  [
    subjectOf("into Effect that forgets its context", {
      around: (effect) => Effect.updateContext(effect, () => Context.empty())
    }),
    ["F5/operation", "F3"]
  ],
  [subjectOf("into Effect that hears no interruption", { around: Effect.uninterruptible }), ["F3/cancel"]],
  [subjectOf("into Effect that does not wait for what it undoes", { around: disconnected }), ["F3/cancel"]],
  [
    subjectOf("into Effect that makes synchronous operations asynchronous", {
      perform: (name, input, call, perform) =>
        Effect.andThen(
          Effect.promise(async () => undefined),
          perform(name, input, call)
        )
    }),
    ["F5/race"]
  ],
  [
    subjectOf("into Effect that runs twice", { around: (effect) => Effect.andThen(effect, effect) }),
    ["F5/operation", "F3"]
  ]
]
