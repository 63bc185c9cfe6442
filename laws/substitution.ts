/**
 * Substitutions for the operations of the laboratory, and the implementations that they stand for.
 *
 * An operation is done or not done, changes the world as its declared effect says, and owes nothing by itself. An image that
 * stands for it has to do likewise: what stands for a write owes nothing, what stands for an undo cannot fail, what stands for
 * a read only reads.
 * @module
 */
import * as fc from "fast-check"
import { Failure } from "../src/core/implementation.ts"
import type { Outcome } from "../src/core/outcome.ts"
import type { AnyStep } from "../src/core/step.ts"
import * as Step from "../src/step.ts"
import { mix } from "./functions.ts"
import { bare, type Oops, type OperationName, undoNames, writeNames } from "./lab.ts"
import { redirected } from "./redirected.ts"
import { showStep } from "./show-step.ts"
import type { Subject } from "./subject.ts"
import { type WorkOptions, work } from "./work.ts"
import type { Answer } from "./world.ts"

/** What stands for an operation of the laboratory; `undefined` leaves it as it is. */
export type Substitution = (operation: OperationName) => AnyStep | undefined

/** The operations that substitutions of the laws replace. */
export const substituted: ReadonlyArray<OperationName> = [
  ...writeNames,
  ...undoNames,
  "readA",
  "readB",
  "sendB"
]

const reads: ReadonlyArray<OperationName> = ["readA", "readB"]

/** The operations that may stand for an operation. */
const alikeTo = (operation: OperationName): ReadonlyArray<OperationName> => {
  const kinds: ReadonlyArray<ReadonlyArray<OperationName>> = [writeNames, undoNames, reads]
  const alike = kinds.find((names) => names.includes(operation)) ?? []
  // What is generated shrinks towards the first: the operation itself.
  return [operation, ...alike.filter((name) => name !== operation)]
}

/** Replaces each operation by one of the same kind. */
export const renamings: fc.Arbitrary<Readonly<Record<string, OperationName>>> = fc.record(
  Object.fromEntries(substituted.map((name) => [name, fc.constantFrom(...alikeTo(name))]))
)

/** Renamings that keep different operations apart. */
export const permutations: fc.Arbitrary<Readonly<Record<string, OperationName>>> = fc
  .tuple(...[writeNames, undoNames, reads].map(shuffled))
  .map((kinds) => Object.fromEntries(kinds.flat()) as Readonly<Record<string, OperationName>>)

/** Replaces each operation by a step. */
export const substitutions = (options: WorkOptions = {}): fc.Arbitrary<Substitution> =>
  fc.record(Object.fromEntries(substituted.map((name) => [name, image(name, options)]))).map(substitution)

function shuffled(
  names: ReadonlyArray<OperationName>
): fc.Arbitrary<ReadonlyArray<readonly [OperationName, OperationName]>> {
  return fc
    .shuffledSubarray([...names], { minLength: names.length })
    .map((others) => names.map((name, index) => [name, others[index] ?? name] as const))
}

/** The renaming as a substitution. */
export const renamed = (names: Readonly<Record<string, OperationName>>): Substitution =>
  substitution(Object.fromEntries(Object.entries(names).map(([from, to]) => [from, bare(to)])))

/** A function whose name tells in a report what it does. */
const substitution = (images: Readonly<Record<string, AnyStep>>): Substitution => {
  const changed = Object.entries(images).filter(([name, step]) => showStep(step) !== name)
  const name = `{${changed.map(([from, to]) => `${from} -> ${showStep(to)}`).join(", ")}}`
  return Object.defineProperty((operation: OperationName) => images[operation], "name", { value: name })
}

const image = (operation: OperationName, options: WorkOptions): fc.Arbitrary<AnyStep> => {
  const itself: fc.Arbitrary<AnyStep> = fc.constant(bare(operation))
  if (writeNames.some((name) => name === operation))
    return fc.oneof(
      itself,
      work({ size: 3, owesNothing: true, bracketless: true, timeless: true, ...options })
    )
  return fc.oneof(itself, chainOf(alikeTo(operation)))
}

/** One to three operations in a row, with a pure function between them. */
const chainOf = (names: ReadonlyArray<OperationName>): fc.Arbitrary<AnyStep> =>
  fc
    .tuple(
      fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }),
      fc.nat({ max: 7 }).map((constant) => Step.pure(mix(constant)))
    )
    .map(([chain, pure]) =>
      chain.map(bare).reduce((before, after) => before.pipe(Step.andThen(pure), Step.andThen(after)))
    )

/** A subject whose implementation of an operation is that of another one. */
export const implementedByNames = (
  subject: Subject,
  names: Readonly<Record<string, OperationName>>
): Subject => ({
  ...subject,
  name: `${subject.name}, operations renamed`,
  run: (step, input, world, workflows) =>
    subject.run(
      step,
      input,
      redirected(world, (name, value, call) => world.perform(names[name] ?? name, value, call)),
      workflows
    )
})

/** A subject that implements an operation by running the step that stands for it. */
export const implementedBySteps = (subject: Subject, images: Substitution): Subject => ({
  ...subject,
  name: `${subject.name}, operations implemented by steps`,
  run: (step, input, world, workflows) =>
    subject.run(
      step,
      input,
      redirected(world, async (name, value, call) => {
        const body = images(name as OperationName)
        return body === undefined
          ? world.perform(name, value, call)
          : answerOf(await subject.run(body, value, world, workflows))
      }),
      workflows
    )
})

const answerOf = (outcome: Outcome<unknown, unknown>): Answer => {
  // The steps of the laboratory go from numbers to numbers, and fail with its errors.
  if (outcome._tag === "Completed") return outcome.output as number
  if (outcome._tag === "Failed") return new Failure(outcome.error as Oops)
  if (outcome._tag === "Defect") throw outcome.cause as Error
  throw new Error(`the step that stands for an operation ended as ${outcome._tag}`)
}
