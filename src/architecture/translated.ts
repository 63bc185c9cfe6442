/**
 * Translation: a step over one service as a step over another that is isomorphic to it.
 * @module
 */
import { mapError } from "../combinators/catch.ts"
import { map, mapInput } from "../combinators/map.ts"
import { withChildren } from "../core/children.ts"
import { fold } from "../core/fold.ts"
import { type Node, same, stepOf } from "../core/node.ts"
import { type OperationDefinition, operationName } from "../core/operation.ts"
import type { AnyStep, Step } from "../core/step.ts"
import type { Conversion, Isomorphism, Matched } from "./isomorphism.ts"

/**
 * Translates a step: each operation becomes its counterpart, between the conversions. All else stays as it is.
 *
 * Laws: there and back is the identity; translating keeps composition; what a translated step does to one service the step
 * does to the other (laws/isomorphism.ts).
 * @example
 * import { oneToOne, translated } from "lawful/architecture"
 * const Euros = Signature.make("Euros", { price: { input: t.string, output: t.number, effect: "readonly" } })
 * const Cents = Signature.make("Cents", { amount: { input: t.string, output: t.string, effect: "readonly" } })
 * const money = oneToOne(Euros, Cents, {
 *   price: { operation: "amount", output: { to: (euros) => `${euros * 100}`, from: (cents) => Number(cents) / 100 } }
 * })
 * const cents = implement(Cents, { amount: (sku) => `${sku.length}50` })
 * await run(translated(money)(Euros.price), [cents])("mug") // => { _tag: "Completed", output: 3.5 }
 */
export const translated = <From extends string, To extends string>({
  pairs
}: Isomorphism<From, To>): (<A, B, E, R, X>(
  step: Step<A, B, E, R, X>
) => Step<A, B, E, Exclude<R, From> | ([Extract<R, From>] extends [never] ? never : To), X>) => {
  const images = new Map(pairs.map((pair) => [operationName(pair.from), pair]))
  return (step) =>
    // The conversions at the border of each operation keep its types.
    fold<AnyStep>(step, (node, children) => {
      if (node.kind !== "perform" || node.request.kind !== "operation")
        return stepOf(withChildren(node, children))
      const image = images.get(operationName(node.request.operation))
      return image === undefined ? stepOf(node) : imageOf(image, node.request.operation)
    }) as never
}

const imageOf = ({ to, input, output, error }: Matched, { effect }: OperationDefinition): AnyStep => {
  // An operation may have been declared readonly where it is used.
  const operation = to.effect === effect ? to : { ...to, effect }
  const node: Node = { kind: "perform", request: Object.freeze({ kind: "operation", operation }) }
  const changes = (conversion: Conversion<unknown, unknown>): boolean => conversion.to !== same
  let step: Step<unknown, unknown, unknown> = stepOf(node)
  if (changes(output)) step = step.pipe(map(output.from))
  if (changes(error)) step = step.pipe(mapError(error.from))
  return changes(input) ? step.pipe(mapInput(input.to)) : step
}
