/**
 * Natural transformations between runtimes, and ways to get them wrong.
 */
import { Effect } from "effect"
import { inProcess, type Outcome, type Promised, type Step, stoppable, type Target } from "lawful"
import {
  effectMonad,
  effectToPromise,
  effectToStoppable,
  promiseToEffect,
  stoppableToEffect,
  taskEitherToEffect
} from "lawful/effect"
import {
  delayedToTaskEither,
  promiseToTaskEither,
  taskEitherMonad,
  taskEitherToPromise,
  toTaskEither
} from "lawful/fp-ts"
import {
  type Composition,
  compositionLaws,
  inProcess as inProcessSubject,
  labIn,
  type LawSet,
  naturalLaws,
  type Subject,
  transformationLaws
} from "lawful/laws"
import { type Delayed, type Monad, promisedMonad, readerMonad, Transformation } from "lawful/transformations"

type Ended = Promise<Outcome<number, unknown>>

const delayedMonad: Monad<Delayed<Promised>> = readerMonad<void, Promised>(promisedMonad)

/** What a promise rejects with counts as much as what it gives. */
const ended = (task: () => Promise<unknown>): Promise<unknown> =>
  task().catch((cause: unknown) => ({ rejected: String(cause) }))

/** The ends of runs, as they can be told by who gets an outcome and by who gets a TaskEither. */
const told = async (promise: Ended): Promise<unknown> => {
  const outcome = await promise
  return outcome._tag === "Completed" || outcome._tag === "Failed"
    ? { ...outcome, also: [], undone: [] }
    : outcome._tag
}

const promised = (transformation: Transformation<Promised, Promised>): LawSet =>
  naturalLaws({
    transformation,
    from: promisedMonad,
    to: promisedMonad,
    interpreter: (lab) => inProcess([lab]),
    observe: (promise) => promise
  })

const delayed = (transformation: Transformation<Delayed<Promised>, Delayed<Promised>>): LawSet =>
  naturalLaws({
    transformation,
    from: delayedMonad,
    to: delayedMonad,
    interpreter: (lab) => Transformation.delayed(inProcess([lab])),
    observe: (task) => task()
  })

/** Exits as they can be compared: what an effect dies of counts as well. */
const exited = async (effect: Effect.Effect<number, unknown>): Promise<unknown> => {
  const exit = await Effect.runPromiseExit(effect)
  return exit._tag === "Success" ? exit : exit.cause.reasons.map((reason) => JSON.stringify(reason))
}

const stoppableMonad = readerMonad<AbortSignal, Promised>(promisedMonad)

export const naturalSets: ReadonlyArray<LawSet> = [
  naturalLaws({
    transformation: promiseToEffect,
    from: promisedMonad,
    to: effectMonad,
    interpreter: (lab) => inProcess([lab]),
    observe: exited
  }),
  naturalLaws({
    transformation: stoppableToEffect,
    from: stoppableMonad,
    to: effectMonad,
    interpreter: (lab) => stoppable([lab]),
    observe: exited
  }),
  naturalLaws({
    transformation: taskEitherToEffect,
    from: taskEitherMonad,
    to: effectMonad,
    interpreter: (lab) => toTaskEither([lab]),
    observe: exited
  }),
  naturalLaws({
    transformation: effectToPromise,
    from: effectMonad,
    to: promisedMonad,
    interpreter: (lab) => Transformation.through(stoppableToEffect)(stoppable([lab])),
    observe: (outcome) => outcome
  }),
  naturalLaws({
    transformation: effectToStoppable,
    from: effectMonad,
    to: stoppableMonad,
    interpreter: (lab) => Transformation.through(stoppableToEffect)(stoppable([lab])),
    observe: (start) => start(new AbortController().signal)
  }),
  promised(Transformation.identity()),
  delayed(Transformation.identity()),
  naturalLaws({
    transformation: promiseToTaskEither,
    from: promisedMonad,
    to: taskEitherMonad,
    interpreter: (lab) => inProcess([lab]),
    observe: ended
  }),
  naturalLaws({
    transformation: delayedToTaskEither,
    from: delayedMonad,
    to: taskEitherMonad,
    interpreter: (lab) => Transformation.delayed(inProcess([lab])),
    observe: ended
  }),
  naturalLaws({
    transformation: taskEitherToPromise,
    from: taskEitherMonad,
    to: promisedMonad,
    interpreter: (lab) => toTaskEither([lab]),
    observe: told
  })
]

/** A transformation of promises that does with outcomes what it likes; its types are a lie, which is the mutation. */
const lying = (
  change: (outcome: Outcome<unknown, unknown>) => unknown
): Transformation<Promised, Promised> => ({
  name: "lies",
  at: (promise) => promise.then(change) as unknown as typeof promise
})

const failed = (error: unknown): Outcome<never, unknown> => ({ _tag: "Failed", error, also: [], undone: [] })

/** Each with the laws that find it. */
export const naturalMutants: ReadonlyArray<
  readonly [name: string, set: LawSet, laws: ReadonlyArray<string>]
> = [
  [
    "looks at outputs",
    promised(
      lying((outcome) =>
        outcome._tag === "Completed" && typeof outcome.output === "number"
          ? { ...outcome, output: outcome.output % 2 }
          : outcome
      )
    ),
    ["F5/natural", "F5/unit", "F5/bind"]
  ],
  [
    "takes what completed for failed",
    promised(lying((outcome) => (outcome._tag === "Completed" ? failed("no") : outcome))),
    ["F5/unit"]
  ],
  [
    "starts everything twice",
    delayed({ name: "twice", at: (task) => () => task().then(() => task()) }),
    ["F5/bind"]
  ]
]

const composition = (mutant: Partial<Composition>): LawSet =>
  compositionLaws({ ...Transformation, ...mutant })

const { andThen, around, inside } = Transformation

/** The second before the first: it only has a type where both are from a carrier to itself. */
const reversed = ((second: Transformation<Target, Target>) => (first: Transformation<Target, Target>) =>
  andThen(first)(second)) as unknown as Composition["andThen"]

/** Each with the laws that find it. */
export const compositionMutants: ReadonlyArray<
  readonly [name: string, set: LawSet, laws: ReadonlyArray<string>]
> = [
  ["is composed in the other order", composition({ andThen: reversed }), ["F5/vertical", "F5/whisker"]],
  [
    "is the identity, and empties lists",
    composition({
      identity: () => ({ name: "empty", at: () => [] })
    }),
    ["F5/identity", "F5/whisker"]
  ],
  [
    "is left out when it is around another",
    composition({
      horizontal: ((functor: Parameters<Composition["inside"]>[0]) =>
        inside(functor)) as unknown as Composition["horizontal"]
    }),
    ["F5/horizontal"]
  ],
  [
    "is applied twice when it is around another",
    composition({
      horizontal: ((functor: never, outer: never) => (inner: never) =>
        andThen(around(outer))(
          andThen(around(outer))(inside(functor)(inner))
        )) as unknown as Composition["horizontal"]
    }),
    ["F5/horizontal", "F5/interchange"]
  ]
]

/** In process, and through Effect and back. */
export const thereAndBack: Subject = {
  ...inProcessSubject,
  name: "through effects and back",
  run: (step, input, world, workflows, signal = new AbortController().signal) => {
    const providers = [labIn(world), ...workflows]
    const effects = stoppable(providers, { clock: world.clock, random: () => 0.5, newId: () => "run" })
    const back = Transformation.through(Transformation.andThen(effectToStoppable)(stoppableToEffect))(effects)
    return back.interpret(step as Step<unknown, unknown, unknown>)(input)(signal)
  }
}

export const thereAndBackLaws: LawSet = transformationLaws({ from: inProcessSubject, to: thereAndBack })
