/**
 * What could be wrong with workflows as tasks, each with the laws that find it.
 */
import type { Outcome } from "lawful"
import {
  adequacyLaws,
  inProcess,
  type LawSet,
  type Subject,
  transformationLaws,
  type World
} from "lawful/laws"
import { adequacyOf, readerTaskEither, task, taskEither } from "../task-either.ts"

type Ended = Outcome<unknown, unknown>
type Mutant = readonly [name: string, sets: () => ReadonlyArray<LawSet>, laws: ReadonlyArray<string>]

/** A runtime that tells outcomes wrongly. */
const telling = (name: string, told: (outcome: Ended) => Ended, laws: ReadonlyArray<string>): Mutant => {
  const subject: Subject = {
    ...taskEither,
    name,
    run: async (...given) => told(await taskEither.run(...given))
  }
  return [name, () => [transformationLaws({ from: inProcess, to: subject }), adequacyOf(subject)], laws]
}

const nothingElse = { also: [], undone: [] }

/** Every run reads the environment of the first one. */
const staleReader = (): Subject => {
  let first: World | undefined
  return {
    ...readerTaskEither,
    name: "a reader that keeps its first environment",
    run: (step, input, world, workflows, signal) =>
      readerTaskEither.run(step, input, (first ??= world), workflows, signal)
  }
}

export const taskEitherMutants: ReadonlyArray<Mutant> = [
  telling(
    "a TaskEither that is Left for a defect",
    (outcome) =>
      outcome._tag === "Defect" ? { _tag: "Failed", error: outcome.cause, ...nothingElse } : outcome,
    ["F5/operation", "F5/sequence", "F3"]
  ),
  telling(
    "a TaskEither that rejects with typed errors",
    (outcome) =>
      outcome._tag === "Failed" ? { _tag: "Defect", cause: outcome.error, at: "", ...nothingElse } : outcome,
    ["F5/operation", "F5/sequence", "F3"]
  ),
  telling(
    "a TaskEither that swallows defects",
    (outcome) => (outcome._tag === "Defect" ? { _tag: "Completed", output: undefined } : outcome),
    ["F5/operation", "F3"]
  ),
  telling(
    "a TaskEither that keeps to itself what a stuck run owes",
    (outcome) => (outcome._tag === "Stuck" ? { ...outcome, owed: [] } : outcome),
    ["F5/undo", "F3"]
  ),
  [
    "a reader that keeps its first environment",
    () => [transformationLaws({ from: inProcess, to: staleReader() })],
    ["F5/operation", "F5/sequence", "F5"]
  ],
  [
    "a task that nobody can cancel",
    () => [
      adequacyLaws({
        ...task,
        run: (step, input, world, workflows) => task.run(step, input, world, workflows)
      })
    ],
    ["F3/cancel"]
  ]
]
