/**
 * Mappings out of one signature.
 * @module
 */
import { nodeOf } from "../../core/node.ts"
import type { OperationSpecs, Signature, SignatureDescription } from "../../core/signature.ts"
import { operationName } from "../../core/operation.ts"
import type { AnyStep, RequirementsOf } from "../../core/step.ts"
import { type Image, imageOf } from "./image.ts"
import type { Images, Kept, Strangers } from "./images.ts"
import { InvalidMapping, type MappingProblem, problemsOf } from "./invalid-mapping.ts"
import type { Mapping } from "./mapping.ts"

/**
 * Makes a mapping of a signature: for each operation a step over other signatures, its image.
 *
 * An image takes and gives what the operation does, fails only with errors that it declares, and does to the world what the
 * operation declares: that of a readonly operation only reads, that of an undoable one is not irreversible. It is one thing
 * that happens or does not: when it fails half-way, what it did is undone before the failure leaves it; every write in it but
 * the last has an undo. `Saga.undoable` around the operation then replaces these undos by its own.
 *
 * Laws: F4 (laws/mapping.ts).
 *
 * Errors: throws `mapping/invalid` with all mistakes in the images.
 * @example
 * const Orders = Signature.make("Orders", {
 *   create: { input: t.string, output: t.number, effect: "undoable" },
 *   withdraw: { input: t.number, output: t.void, effect: "undo" }
 * })
 * const Db = Signature.make("Db", {
 *   insert: { input: t.string, output: t.number, effect: "undoable" },
 *   remove: { input: t.number, output: t.void, effect: "undo" }
 * })
 * const toDb = Mapping.make(Orders, { create: Db.insert, withdraw: Db.remove })
 * const placing = Mapping.step(toDb)(Saga.undoable(Orders.create, Orders.withdraw))
 * const db = implement(Db, { insert: (text) => text.length, remove: () => undefined })
 * await run(placing, [db])("pens") // => { _tag: "Completed", output: 4 }
 */
export const make = <N extends string, O extends OperationSpecs, H extends Images<O>>(
  signature: Signature<N, O>,
  images: H & Strangers<H, O>
): Mapping<{ readonly [K in N]: RequirementsOf<H[keyof H]> | Kept<N, O, H> }> =>
  mappingOf(signature["~signature"], images, true)

/**
 * As {@link make}, for some of the operations; the others stay, and their signature is still required.
 *
 * Laws: what has no image stays (F4/identity, laws/mapping.ts).
 *
 * Errors: throws `mapping/invalid` with all mistakes in the images.
 * @example
 * const Greeter = Signature.make("Greeter", {
 *   greet: { input: t.string, output: t.string, effect: "readonly" },
 *   wave: { input: t.string, output: t.string, effect: "readonly" }
 * })
 * const polite = Mapping.partial(Greeter, { greet: Step.pure((name: string) => `Good day, ${name}`) })
 * const wave = implement(Greeter, { greet: () => "?", wave: (name) => `${name}, bye` })
 * const both = pipe(Greeter.greet, Step.andThen(Greeter.wave), Mapping.step(polite))
 * await run(both, [wave])("Ada") // => { _tag: "Completed", output: "Good day, Ada, bye" }
 */
export const partial = <N extends string, O extends OperationSpecs, H extends Partial<Images<O>>>(
  signature: Signature<N, O>,
  images: H & Strangers<H, O>
): Mapping<{ readonly [K in N]: RequirementsOf<H[keyof H]> | Kept<N, O, H> }> =>
  mappingOf(signature["~signature"], images, false)

const mappingOf = <M>(
  { name, operations }: SignatureDescription<string>,
  given: object,
  complete: boolean
): Mapping<M> => {
  const images = new Map<string, Image>()
  const problems: Array<MappingProblem> = []
  for (const [key, step] of Object.entries(given) as ReadonlyArray<[string, unknown]>) {
    const operation = operations.get(key)
    const place = `${name}.${key}`
    if (operation === undefined)
      problems.push({
        code: "mapping/unknown-operation",
        place,
        message: `${name} has no operation "${key}": it has ${[...operations.keys()].join(", ")}.`
      })
    else if (!isStep(step))
      problems.push({
        code: "mapping/not-a-step",
        place,
        message: `expected a step as the image of ${place} (was ${step === null ? "null" : typeof step}).`
      })
    else {
      problems.push(...problemsOf(operation, step))
      const image = imageOf(operation, step)
      if (image !== undefined) images.set(operationName(operation), image)
    }
  }
  const missing = [...operations.keys()].filter((key) => !Object.hasOwn(given, key))
  if (complete && missing.length > 0)
    problems.push({
      code: "mapping/missing-image",
      place: name,
      message: `nothing stands for ${missing.map((key) => `${name}.${key}`).join(", ")}. Give an image, or leave operations as they are with Mapping.partial.`
    })
  if (problems.length > 0) throw new InvalidMapping(name, problems)
  return { kind: "mapping", images }
}

const isStep = (value: unknown): value is AnyStep =>
  typeof value === "object" &&
  value !== null &&
  "pipe" in value &&
  typeof nodeOf(value as AnyStep).kind === "string"
