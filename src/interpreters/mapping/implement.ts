/**
 * Implementations along a mapping: an implementation of what is mapped, out of implementations of what it is mapped to.
 *
 * This is the other way round the square of a mapping: a step on such implementations does what the mapped step does.
 * @module
 */
import { type AnyHandler, type Context, Failure, type Implementation } from "../../core/implementation.ts"
import { stepOf } from "../../core/node.ts"
import { operationName } from "../../core/operation.ts"
import type { Debt, Outcome, Stuck } from "../../core/outcome.ts"
import type { OperationSpecs, Signature } from "../../core/signature.ts"
import type { Step } from "../../core/step.ts"
import { type Mapped, type Mapping, step } from "./mapping.ts"

/** Runs steps that require `R`: `(step) => run(step, providers)`. */
export type Runner<R> = <A, B, E>(
  step: Step<A, B, E, R, unknown>
) => (input: A, call: { readonly id: string; readonly signal: AbortSignal }) => Promise<Outcome<B, E>>

/**
 * Implements a signature by running the images of its operations.
 *
 * Each call is a run of its own, under the key of the call: when the operation is delivered again, so are those of its image,
 * under their keys. A call that is told to stop stops its run, which undoes what it did.
 *
 * Where an image did something, failed and was undone, an attempt to do it again has the keys of the first, since the call has
 * them: put the retry into the image, or map with {@link step}, when implementations remember keys.
 *
 * Laws: `run(step(m)(f), I) = run(f, implement(m, I))` as long as nothing runs beside `f` (F4, laws/mapping.ts).
 * @example
 * const Shop = Signature.make("Shop", { price: { input: t.string, output: t.number, effect: "readonly" } })
 * const Table = Signature.make("Table", { row: { input: t.string, output: t.number, effect: "readonly" } })
 * const table = implement(Table, { row: (name) => name.length })
 * const toTable = Mapping.make(Shop, { price: Table.row })
 * const shop = Mapping.implement(Shop, toTable, (step) => run(step, [table]))
 * await run(Shop.price, [shop])("pen") // => { _tag: "Completed", output: 3 }
 */
export const implement = <N extends string, O extends OperationSpecs, M>(
  signature: Signature<N, O>,
  mapping: Mapping<M>,
  runner: Runner<Mapped<M, N>>
): Implementation<N> => {
  const { "~signature": description } = signature
  const handlers = Object.fromEntries(
    [...description.operations.values()].map((operation): [string, AnyHandler] => {
      // What an operation takes and gives, its image takes and gives.
      const perform: Step<unknown, unknown, unknown, N> = stepOf({
        kind: "perform",
        request: { kind: "operation", operation }
      })
      return [operation.name, handlerOf(operationName(operation), runner(step(mapping)(perform)))]
    })
  )
  return { kind: "implementation", signature: description, handlers }
}

/** The image of an operation could not undo what it did, so nobody can tell any more whether the operation happened. */
export class ImageStuck extends Error {
  override readonly name = "ImageStuck"
  readonly code = "mapping/stuck"
  readonly owed: ReadonlyArray<Debt>
  constructor(operation: string, { owed, cause }: Stuck) {
    const debts = owed.map(({ of }) => of).join(", ")
    super(
      `What stands for ${operation} failed, and could not be undone: ${debts} is still owed. Mend what the undo threw, and settle it by hand. (mapping/stuck)`,
      { cause }
    )
    this.owed = owed
  }
}

const handlerOf =
  (operation: string, ran: ReturnType<Runner<never>>): AnyHandler =>
  async (input: never, { key, signal }: Context<unknown>): Promise<unknown> => {
    const outcome: Outcome<unknown, unknown> = await ran(input, { id: key, signal })
    switch (outcome._tag) {
      case "Completed":
        return outcome.output
      case "Failed":
        return new Failure(outcome.error)
      case "Cancelled":
        // Everything is as it was: this is what an implementation says that obeys its signal.
        throw new DOMException(String(outcome.reason), "AbortError")
      case "Stuck":
        throw new ImageStuck(operation, outcome)
      case "Defect":
        throw outcome.cause
    }
  }
