/**
 * Behaviours: what can be observed of a run, and all of them over all schedules.
 * @module
 */
import type { Provider } from "../src/core/implementation.ts"
import type { Outcome } from "../src/core/outcome.ts"
import type { AnyStep } from "../src/core/step.ts"
import type { FaultPlan } from "./faults.ts"
import type { Level } from "./law.ts"
import type { Subject } from "./subject.ts"
import { type Executed, World } from "./world.ts"

/** What a step is run on. */
export interface Experiment {
  readonly step: AnyStep
  readonly input: unknown
  readonly plan: FaultPlan
  readonly workflows: ReadonlyArray<Provider<string, unknown>>
  /** Makes the world of a run; a {@link World} in which operations take no time when left out. */
  readonly world?: (plan: FaultPlan) => World
}

/** What was observed in one run. Node ids are erased: laws move nodes. */
export interface Behaviour {
  readonly outcome: string
  readonly word: ReadonlyArray<Executed>
  readonly world: string
  readonly elapsed: number
  /** Operations that were still under way when the run had ended: always a mistake. */
  readonly abandoned: ReadonlyArray<string>
  readonly choices: ReadonlyArray<number>
}

/** All behaviours of an experiment, or some of them when there are too many schedules. */
export interface Behaviours {
  readonly all: ReadonlyArray<Behaviour>
  readonly exhaustive: boolean
}

/** One run, and how many ways there were to go on at each choice. */
interface Run {
  readonly behaviour: Behaviour
  readonly degrees: ReadonlyArray<number>
}

/** Runs that go on for so long are taken for endless. */
const LONGEST = 400

/** Runs a step under one schedule: at each turn, the choice modulo what is enabled; missing choices are 0. */
export const observe = async (
  subject: Subject,
  experiment: Experiment,
  choices: ReadonlyArray<number>
): Promise<Run> => {
  const world = experiment.world?.(experiment.plan) ?? new World(experiment.plan)
  let outcome: Outcome<unknown, unknown> | undefined
  let thrown: unknown
  const running = subject.run(experiment.step, experiment.input, world, experiment.workflows).then(
    (ended) => {
      outcome = ended
    },
    (cause: unknown) => {
      thrown = cause
    }
  )
  void running
  const taken: Array<number> = []
  const degrees: Array<number> = []
  let blocked = false
  while (taken.length < LONGEST) {
    await subject.idle()
    if (outcome !== undefined || thrown !== undefined) break
    const { enabled } = world
    blocked = enabled.length === 0
    if (blocked) break
    const choice = (choices[taken.length] ?? 0) % enabled.length
    taken.push(choice)
    degrees.push(enabled.length)
    enabled[choice]?.fire()
  }
  const shown =
    thrown !== undefined
      ? `rejected: ${thrown instanceof Error ? thrown.message : JSON.stringify(thrown)}`
      : outcome === undefined
        ? blocked
          ? "waits forever"
          : "does not end"
        : showOutcome(outcome)
  const states = [...world.states].sort(([one], [other]) => (one < other ? -1 : 1))
  return {
    degrees,
    behaviour: {
      outcome: shown,
      word: world.word,
      world: states.map(([name, state]) => `${name}=${state}`).join(" "),
      elapsed: world.clock.now(),
      abandoned: world.running.filter((label) => !label.startsWith("read")),
      choices: taken
    }
  }
}

/** Runs a step under every schedule, or under the first `most` in depth-first order. */
export const explore = async (
  subject: Subject,
  experiment: Experiment,
  most: number
): Promise<Behaviours> => {
  const all: Array<Behaviour> = []
  let choices: ReadonlyArray<number> | undefined = []
  while (choices !== undefined && all.length < most) {
    const { behaviour, degrees } = await observe(subject, experiment, choices)
    all.push(behaviour)
    choices = nextChoices(behaviour.choices, degrees)
  }
  return { all, exhaustive: choices === undefined }
}

const nextChoices = (
  taken: ReadonlyArray<number>,
  degrees: ReadonlyArray<number>
): ReadonlyArray<number> | undefined => {
  for (let index = taken.length - 1; index >= 0; index--) {
    const choice = taken[index] ?? 0
    if (choice + 1 < (degrees[index] ?? 0)) return [...taken.slice(0, index), choice + 1]
  }
  return undefined
}

/** Sorts by how hard a schedule is to follow: fewest choices other than 0 first, then the shortest. */
export const bySimplicity = (one: Behaviour, other: Behaviour): number =>
  turnsOff(one) - turnsOff(other) ||
  shortened(one.choices).length - shortened(other.choices).length ||
  one.choices.length - other.choices.length

const turnsOff = ({ choices }: Behaviour): number => choices.filter((choice) => choice !== 0).length

/** A schedule without what goes without saying: a missing choice is 0. */
export const shortened = (choices: ReadonlyArray<number>): ReadonlyArray<number> =>
  choices.filter((_, index) => choices.slice(index).some((choice) => choice !== 0))

/** What an observer at a level sees of a behaviour; two behaviours are equal at the level when this is. */
export const seenAt = (level: Level, behaviour: Behaviour): string => {
  const { outcome, world, word, elapsed, abandoned } = behaviour
  const lost = abandoned.length === 0 ? "" : ` still running: ${abandoned.join(" ")}`
  switch (level) {
    case "outcome":
      return `${outcome}${lost}`
    case "world":
      return `${outcome}${lost} in ${world}`
    case "effects":
      return `${outcomeOrFailure(outcome)}${lost} leaving ${resources.map((name) => leftOn(name, word)).join(" | ")}`
    case "resources":
      return `${outcome}${lost} after ${resources.map((name) => projection(word, name)).join(" | ")}`
    case "word":
      return `${outcome}${lost} after ${word.map(showExecuted).join(" ; ")}`
    case "timed":
      return `${outcome}${lost} at ${elapsed} after ${word.map((one) => `${showExecuted(one)}@${one.at}`).join(" ; ")}`
  }
}

const resources: ReadonlyArray<string> = ["A", "B", "C"]

/** What went wrong does not count, but that something did. */
const outcomeOrFailure = (outcome: string): string =>
  outcome.startsWith("Failed") || outcome.startsWith("Defect") ? "Failed" : outcome

/** The writes of a resource that succeeded and were not undone. An undo of what has not happened changes nothing. */
const leftOn = (resource: string, word: ReadonlyArray<Executed>): string => {
  const left: Array<Executed> = []
  for (const one of word) {
    const { operation, fault } = one
    if (one.resource !== resource || fault !== undefined || operation.startsWith("read")) continue
    if (!operation.startsWith("undo")) left.push(one)
    else {
      const undone = left
        .map((other) => `undo${other.operation}`.toLowerCase())
        .lastIndexOf(operation.toLowerCase())
      if (undone >= 0) left.splice(undone, 1)
    }
  }
  return left.map(showExecuted).join(" ; ")
}

/** Reads of one resource commute with each other, and what they gave shows in what follows: only writes are compared. */
const projection = (word: ReadonlyArray<Executed>, resource: string): string =>
  word
    .filter((one) => one.resource === resource && !one.operation.startsWith("read"))
    .map(showExecuted)
    .join(" ; ")

/** `a1(3)`, `a1(3)!` when it failed, `a1(3)!!` when it threw. */
export const showExecuted = ({ operation, input, fault }: Executed): string =>
  `${operation}(${input})${fault === undefined ? "" : fault === "error" ? "!" : "!!"}`

/** What is compared of an outcome: no ids, and of several failures the primary one. */
const showOutcome = (outcome: Outcome<unknown, unknown>): string => {
  switch (outcome._tag) {
    case "Completed":
      return `Completed ${JSON.stringify(outcome.output)}`
    case "Failed":
      return `Failed ${JSON.stringify(outcome.error)}`
    case "Defect":
      return `Defect ${String(outcome.cause)}`
    case "Cancelled":
      return "Cancelled"
    case "Stuck":
      return `Stuck owing ${JSON.stringify(outcome.owed.map((debt) => debt.input))}`
  }
}
