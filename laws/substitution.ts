/**
 * Substitutions for the operations of the laboratory, and the implementations that they stand for.
 *
 * An operation is done or not done, and changes the world as its declared effect says. An image that stands for it has to do
 * likewise: in what stands for a write each write but the last has an undo, what stands for an undo cannot fail, what stands
 * for a read only reads.
 * @module
 */
import * as fc from "fast-check"
import * as Saga from "../src/combinators/saga.ts"
import { withChildren } from "../src/core/children.ts"
import { fold } from "../src/core/fold.ts"
import { Failure } from "../src/core/implementation.ts"
import { stepOf } from "../src/core/node.ts"
import type { Outcome } from "../src/core/outcome.ts"
import { requestName } from "../src/core/request-name.ts"
import type { AnyStep } from "../src/core/step.ts"
import * as Step from "../src/step.ts"
import { mix } from "./functions.ts"
import { bare, type Oops, type OperationName, undoNames, type Work, writeNames } from "./lab.ts"
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

/** What an image is as one thing: what it did is undone when it fails, and behind that of what cannot be undone is no way back. */
export const asOne = (operation: OperationName, step: AnyStep): AnyStep => {
  if (reads.includes(operation)) return step
  return writeNames.some((name) => name === operation) ? Saga.scope(step as Work) : Saga.seal(step as Work)
}

/** Replaces each operation by a step. */
export const substitutions = (options: WorkOptions = {}): fc.Arbitrary<Substitution> =>
  fc
    .record(Object.fromEntries(substituted.map((name) => [name, image(name, options).map(distinct)])))
    .map(substitution)

/** Labels what stands in an image for the second time, as whoever writes an image has to. */
const distinct = (step: AnyStep): AnyStep => {
  const uses = new Map<string, number>()
  const use = (name: string): number => {
    const count = (uses.get(name) ?? 0) + 1
    uses.set(name, count)
    return count
  }
  return fold<AnyStep>(step, (node, children) => {
    const again = stepOf(withChildren(node, children))
    if (node.kind === "label")
      return stepOf({ ...node, name: `${node.name}, ${use(node.name)}`, step: children[0] as AnyStep })
    if (node.kind !== "perform") return again
    const count = use(requestName(node.request))
    return count === 1 ? again : stepOf({ kind: "label", name: `use ${count}`, step: again })
  })
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
  const chain = chainOf(alikeTo(operation))
  if (writeNames.some((name) => name === operation)) {
    const last = fc.constantFrom(...writeNames).map(bare)
    const reading = fc.tuple(chainOf(reads), last).map(inARow)
    if (options.owesNothing === true) return fc.oneof(itself, last, reading)
    const paired = work({ size: 3, paired: true, bracketless: true, timeless: true, ...options })
    return fc.oneof(itself, reading, paired, fc.tuple(paired, last).map(inARow))
  }
  // What stands for an irreversible operation need not do anything.
  return operation === "sendB" ? fc.oneof(itself, chain, pure) : fc.oneof(itself, chain)
}

const inARow = ([before, after]: readonly [AnyStep, AnyStep]): AnyStep =>
  (before as Work).pipe(Step.andThen(after as Work))

const pure: fc.Arbitrary<AnyStep> = fc.nat({ max: 7 }).map((constant) => Step.pure(mix(constant)))

/** One to three operations in a row, with a pure function between them. */
const chainOf = (names: ReadonlyArray<OperationName>): fc.Arbitrary<AnyStep> =>
  fc
    .tuple(fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }), pure)
    .map(([chain, between]) =>
      chain
        .map((name): AnyStep => bare(name))
        .reduce((before, after) => inARow([inARow([before, between]), after]))
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
