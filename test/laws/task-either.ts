/**
 * The interpreters of lawful/fp-ts as subjects of laws, and what could be wrong with them.
 */
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import { CancelledRun, Failure, type Outcome, type Provider, type Step, StuckRun } from "lawful"
import { toReaderTaskEither, toTask, toTaskEither } from "lawful/fp-ts"
import {
  adequacyLaws,
  type Call,
  inProcess,
  Lab,
  labIn,
  type LawSet,
  type Oops,
  type Subject,
  type World
} from "lawful/laws"

type Untyped = Step<unknown, unknown, unknown, never>
type Run = Subject["run"]

const optionsIn = (world: World) => ({ clock: world.clock, random: () => 0.5, newId: () => "run" })
const callOf = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal })
const providersIn = (world: World, workflows: ReadonlyArray<Provider<string, unknown>>) =>
  [labIn(world), ...workflows] as unknown as ReadonlyArray<Provider<string>>

/** Reads what a task gives, or rejects with, as the outcome of its run; a Left and a defect say no more than what they are. */
const outcomeOf = async (task: TaskEither<unknown, unknown>): Promise<Outcome<unknown, unknown>> => {
  try {
    const either = await task()
    return E.isRight(either)
      ? { _tag: "Completed", output: either.right }
      : { _tag: "Failed", error: either.left, also: [], undone: [] }
  } catch (cause) {
    if (cause instanceof StuckRun || cause instanceof CancelledRun) return cause.outcome
    return { _tag: "Defect", cause, at: "", also: [], undone: [] }
  }
}

const subject = (name: string, run: Run): Subject => ({ ...inProcess, name, run })

/** Runs steps as tasks of outcomes. */
export const task: Subject = subject("fp-ts Task", (step, input, world, workflows, signal) =>
  toTask(providersIn(world, workflows), optionsIn(world)).interpret(step as Untyped)(input, callOf(signal))()
)

/** Runs steps as TaskEithers. */
export const taskEither: Subject = subject("fp-ts TaskEither", (step, input, world, workflows, signal) =>
  outcomeOf(
    toTaskEither(providersIn(world, workflows), optionsIn(world)).interpret(step as Untyped)(
      input,
      callOf(signal)
    )
  )
)

/** Runs steps as ReaderTaskEithers, whose environment has what they require. */
const reading = (name: string, laboratory: (world: World) => unknown): Subject =>
  subject(name, (step, input, world, workflows, signal) => {
    const called = Object.fromEntries(workflows.map((workflow, index) => [`workflow:${index}`, workflow]))
    const reader = toReaderTaskEither([Lab], [], optionsIn(world)).interpret(step as Untyped)
    return outcomeOf(reader(input, callOf(signal))({ Lab: laboratory(world), ...called }))
  })

/** The services in the environment are what `implement` makes. */
export const readerTaskEither: Subject = reading("fp-ts ReaderTaskEither", labIn)

/** The services in the environment are written with TaskEither, so that none of them answers at once. */
export const readerOfServices: Subject = reading(
  "fp-ts ReaderTaskEither of services",
  (world): Readonly<Record<string, Operation>> =>
    Object.fromEntries(
      [...Lab["~signature"].operations.keys()].map((name): readonly [string, Operation] => [
        name,
        (input, call) => async () => {
          const answer = await world.perform(name, input, call)
          return answer instanceof Failure ? E.left(answer.error) : E.right(answer)
        }
      ])
    )
)

type Operation = (input: number, call: Call) => TaskEither<Oops, number>

/** The adequacy of what gives an Either. */
export const adequacyOf = (either: Subject): LawSet =>
  adequacyLaws(either).without("F3/report", unsaid).without("F3/cancel", unsaid)

const unsaid =
  "a Left holds the typed error, and not what was undone or went wrong besides; `toTask` says that"
