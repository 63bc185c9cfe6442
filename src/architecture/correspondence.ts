/**
 * Isomorphism: the activities of a workflow and the operations of a service, one to one.
 *
 * A correspondence is checked, and is either an isomorphism, which can be used in both directions, or the list of all that
 * stands against it.
 *
 * Laws: laws/isomorphism.ts.
 * @module
 */
import { fold } from "../core/fold.ts"
import { type OperationDefinition, operationName } from "../core/operation.ts"
import type { SignatureDescription } from "../core/signature.ts"
import type { Step } from "../core/step.ts"
import { type Conversion, type Isomorphism, isomorphismOf, type Matched, unconverted } from "./isomorphism.ts"
import { type Mismatch, mismatchesIn } from "./mismatch.ts"

/** Where operations come from: all of a signature, or those that a workflow performs, its undos included. */
export type Operations<R = unknown> =
  | { readonly "~signature": SignatureDescription<R & string> }
  | { readonly body: Step<never, unknown, unknown, R, unknown> }

/** The services among the requirements of a workflow. */
export type ServicesIn<R> = Exclude<R & string, `${"event" | "emits" | "workflow"}:${string}`>

/** The counterpart of an activity. */
export interface Counterpart {
  /** Its name, with its service or without: `Warehouse.hold`, `hold`. */
  readonly operation: string
  readonly input?: Conversion<never, never>
  readonly output?: Conversion<never, never>
  readonly error?: Conversion<never, never>
}

/** What came out. */
export type Correspondence<From extends string = string, To extends string = string> =
  | { readonly _tag: "Isomorphic"; readonly isomorphism: Isomorphism<From, To> }
  | { readonly _tag: "Different"; readonly mismatches: ReadonlyArray<Mismatch> }

/**
 * Compares the activities of a workflow with the operations of a service: by the given pairs, and by name where none is given.
 *
 * Each needs exactly one counterpart with the same effect and delivery. Where the codecs differ, a pair needs conversions,
 * which are tried on their samples.
 *
 * Laws: an isomorphism has an inverse; what is no bijection is not one (laws/isomorphism.ts).
 * @example
 * import { correspondence } from "lawful/architecture"
 * const write = { input: t.string, output: t.void, effect: "irreversible" } as const
 * const Notices = Signature.make("Notices", { send: write })
 * const Mail = Signature.make("Mail", { post: write, file: write })
 * const compared = correspondence(Notices, Mail, { send: "post" })
 * compared._tag === "Different" && compared.mismatches.map(({ words }) => words)
 * // => ["Mail.file corresponds to no activity"]
 */
export const correspondence = <R, S>(
  activities: Operations<R>,
  operations: Operations<S>,
  pairs: Readonly<Record<string, string | Counterpart>> = {}
): Correspondence<ServicesIn<R>, ServicesIn<S>> => {
  const [left, right] = [operationsOf(activities), operationsOf(operations)]
  const given = new Map(
    Object.entries(pairs).map(([name, to]) => [name, typeof to === "string" ? { operation: to } : to])
  )
  const claims = left.map((from) => {
    const counterpart = given.get(operationName(from)) ?? given.get(from.name) ?? { operation: from.name }
    return { from, counterpart, found: right.filter((to) => isNamed(to, counterpart.operation)) }
  })
  const matched = claims.flatMap(({ from, counterpart, found: [to] }) =>
    to === undefined ? [] : [matchedBy(from, to, counterpart)]
  )
  const idle = [...given.keys()].filter((name) => !left.some((from) => isNamed(from, name)))
  const mismatches = mismatchesIn({ claims, right, matched, idle })
  return mismatches.length === 0
    ? { _tag: "Isomorphic", isomorphism: isomorphismOf(matched) }
    : { _tag: "Different", mismatches }
}

/** The operations of a signature, or those that stand in a workflow, each once. */
export const operationsOf = (operations: Operations): ReadonlyArray<OperationDefinition> => {
  if ("~signature" in operations) return [...operations["~signature"].operations.values()]
  const found = new Map<string, OperationDefinition>()
  fold<undefined>(operations.body, (node) => {
    if (node.kind === "perform" && node.request.kind === "operation") {
      const { operation } = node.request
      const name = operationName(operation)
      if (!found.has(name)) found.set(name, operation)
    }
    return undefined
  })
  return [...found.values()]
}

const isNamed = (operation: OperationDefinition, name: string): boolean =>
  operation.name === name || operationName(operation) === name

const matchedBy = (from: OperationDefinition, to: OperationDefinition, given: Counterpart): Matched => ({
  from,
  to,
  input: converting(given.input),
  output: converting(given.output),
  error: converting(given.error)
})

/** The types of a conversion are those of the codecs that it stands between. */
const converting = (given: Conversion<never, never> | undefined): Conversion<unknown, unknown> =>
  (given as Conversion<unknown, unknown> | undefined) ?? unconverted
