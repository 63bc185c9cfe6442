/**
 * Keys of deliveries: which of them have to be the same, and which may not.
 * @module
 */
import { fold } from "../src/core/fold.ts"
import type { AnyStep } from "../src/core/step.ts"
import type { Delivery } from "./remembering.ts"

/** Where a retry is around another one, the number of an attempt comes again, and what is asked again may be another question. */
export const nests = (step: AnyStep): boolean =>
  fold<{ readonly asksAgain: boolean; readonly nested: boolean }>(step, (node, children) => {
    const asksAgain = children.some((child) => child.asksAgain)
    const nested = children.some((child) => child.nested) || (node.kind === "retry" && asksAgain)
    return { nested, asksAgain: asksAgain || node.kind === "retry" }
  }).nested

/** Says which attempt has another key than the one before it; what has been undone in between has a new one. */
export const unstableKey = (deliveries: ReadonlyArray<Delivery>): string | undefined => {
  const odd = deliveries.find(({ position, key, attempt }) => {
    const before = deliveries.filter((one) => one.position === position && one.attempt < attempt)
    return before.length > 0 && !before.some((one) => unrenewed(one.key) === unrenewed(key))
  })
  return (
    odd && `attempt ${odd.attempt} of ${odd.operation} has the key ${odd.key}, which no attempt before had`
  )
}

/** A key without the mark of those that were renewed because their call was undone. */
export const unrenewed = (key: string): string => key.replace(/~\d+/, "")

/** Says which deliveries share a key although they are not the same. */
export const sharedKey = (deliveries: ReadonlyArray<Delivery>): string | undefined => {
  for (const one of deliveries)
    for (const other of deliveries)
      if (
        one.key === other.key &&
        one.attempt === other.attempt &&
        (one.operation !== other.operation || one.input !== other.input)
      )
        return `${one.operation}(${one.input}) and ${other.operation}(${other.input}) have the key ${one.key}`
  return undefined
}
