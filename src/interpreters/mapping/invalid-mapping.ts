/**
 * Finds what is wrong with the images of operations.
 *
 * The types refuse most of it; this catches what they cannot see (which writes have an undo, what is written behind the back
 * of a type) and what reached a mapping through casts or plain JavaScript.
 * @module
 */
import { examine } from "../../core/check.ts"
import { type OperationDefinition, operationName } from "../../core/operation.ts"
import type { ProblemCode } from "../../core/problem.ts"
import type { AnyStep } from "../../core/step.ts"
import { writesOf } from "./writes.ts"

/** The codes of mistakes in mappings; each is explained in docs/reference/errors.md. */
export type MappingProblemCode =
  | ProblemCode
  | "mapping/unknown-operation"
  | "mapping/missing-image"
  | "mapping/not-a-step"
  | "mapping/image-can-fail"
  | "mapping/image-writes"
  | "mapping/image-irreversible"
  | "mapping/half-done"

/** One mistake in a mapping. */
export interface MappingProblem {
  readonly code: MappingProblemCode
  /** The operation, and the id of the node in its image. */
  readonly place: string
  readonly message: string
}

/** Thrown by `Mapping.make` and `Mapping.partial`: all mistakes at once. */
export class InvalidMapping extends Error {
  override readonly name = "InvalidMapping"
  readonly code = "mapping/invalid"
  readonly problems: ReadonlyArray<MappingProblem>
  constructor(signature: string, problems: ReadonlyArray<MappingProblem>) {
    const lines = problems.map(({ code, place, message }) => `  at ${place}: ${message} (${code})`)
    super(
      `The mapping of ${signature} has ${problems.length} ${problems.length === 1 ? "mistake" : "mistakes"}:\n${lines.join("\n")}\n(mapping/invalid)`
    )
    this.problems = problems
  }
}

/** What is wrong with a step that is to stand for an operation. */
export const problemsOf = (operation: OperationDefinition, image: AnyStep): ReadonlyArray<MappingProblem> => {
  const name = operationName(operation)
  const { problems, summary } = examine(image)
  const { writes, halfDone } = writesOf(image)
  const found: Array<MappingProblem> = problems.map((problem) => ({
    ...problem,
    place: `${name}/${problem.place}`
  }))
  const report = (code: MappingProblemCode, id: string, message: string): void => {
    found.push({ code, place: `${name}/${id}`, message })
  }
  const { effect, error } = operation
  const [write] = writes
  if (error === undefined && summary.fallible !== undefined)
    report(
      "mapping/image-can-fail",
      summary.fallible,
      `"${summary.fallible}" can fail, and ${name} ${effect === "undo" ? "is an undo: it must not fail" : "declares no errors"}. Catch its error, or retry it with a schedule that never ends.`
    )
  if (effect === "readonly" && write !== undefined)
    report(
      "mapping/image-writes",
      write,
      `"${write}" writes, and ${name} is readonly. Declare ${name} as a write, or the use of "${write}" harmless with Saga.readonly.`
    )
  if (effect === "undoable" && summary.irreversible !== undefined)
    report(
      "mapping/image-irreversible",
      summary.irreversible,
      `"${summary.irreversible}" is irreversible, and ${name} can be undone. Give the write an undo, or declare ${name} irreversible.`
    )
  if (effect === "undoable" && halfDone !== undefined)
    report(
      "mapping/half-done",
      halfDone,
      `the write "${halfDone}" has no undo, and is not the last thing that is done: when the image stops behind it, the write stays. Wrap it in Saga.undoable, or in Saga.readonly if it need not be undone.`
    )
  return found
}
