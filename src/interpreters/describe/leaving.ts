/**
 * The typed errors that can leave a step, and where they come from.
 * @module
 */
import { unhandled, withInput } from "../../combinators/catch.ts"
import { constantOf } from "../../core/constant.ts"
import { fold } from "../../core/fold.ts"
import { type Branch, type Node, same } from "../../core/node.ts"
import { nodeId, type Place, showPlace } from "../../core/place.ts"
import type { Schedule } from "../../core/schedule.ts"
import type { AnyStep } from "../../core/step.ts"
import type { Leaving } from "./description.ts"
import { type Some, some, someOf, thingsIn } from "./some.ts"
import { canFail } from "./weigh.ts"

/** What is known of the failures of a sub-term. */
interface Failing {
  readonly leaving: Some<Leaving>
  /** The errors that an attempt has turned into values, when it is one. */
  readonly caught: Some<Leaving> | undefined
  /** It fails with the error that was caught around it, unless that has one of these tags. */
  readonly passesOn: ReadonlySet<string> | undefined
  /** It never completes: what follows does not fail either. */
  readonly ends: boolean
  /** It does nothing but fail with its input. */
  readonly raises: boolean
  /** It gives this. */
  readonly constant: { readonly value: unknown } | undefined
  /** It gives the error that nobody has handled. */
  readonly unhandled: boolean
}

const { zero, plus } = someOf<Leaving>()

const harmless: Failing = {
  leaving: zero,
  caught: undefined,
  passesOn: undefined,
  ends: false,
  raises: false,
  constant: undefined,
  unhandled: false
}

/** What an identity knows: nothing, and what was known before it still holds. */
const transparent: Failing = { ...harmless }

/** The errors that can leave a step, each place once. */
export const leavingOf = (step: AnyStep): ReadonlyArray<Leaving> => {
  const { leaving } = fold<Failing>(step, failing)
  const byKey = new Map([...thingsIn(leaving)].map((one) => [JSON.stringify(one), one]))
  return [...byKey.values()]
}

const failing = (node: Node, children: ReadonlyArray<Failing>, place: Place): Failing => {
  const [child = harmless, other = harmless] = children
  switch (node.kind) {
    case "pure":
      if (node.apply === same) return transparent
      return { ...harmless, constant: constantOf(node), unhandled: node.apply === unhandled }
    case "perform": {
      const { request } = node
      if (!canFail(request)) return harmless
      const from = nodeId(request, place)
      if (request.kind === "operation")
        return leaves({ from, kind: "operation", ...named(request.operation.error?.name) })
      return leaves({
        from,
        kind: "call",
        ...named(request.kind === "call" ? request.error?.name : undefined)
      })
    }
    case "fail":
      return {
        ...harmless,
        ends: true,
        raises: true,
        leaving: some([{ from: showPlace(place), kind: "raised" }])
      }
    case "sequence":
      return sequence(children, place)
    case "carry":
      return { ...child, ...passed, caught: node.merge === withInput ? child.caught : undefined }
    case "choice": {
      const all = together(children)
      return {
        ...all,
        ends: ends(node, children),
        // Beside the arm for what is unhandled stand those for what is handled.
        passesOn: all.passesOn && new Set([...all.passesOn, ...handledBy(node.arms)])
      }
    }
    case "parallel":
      return { ...together(children), ends: ends(node, children) }
    case "attempt":
      return { ...harmless, caught: child.leaving }
    case "retry":
      return {
        ...together([child]),
        ...(isEndless(node.schedule) ? { leaving: zero, passesOn: undefined } : {}),
        ends: child.ends
      }
    case "scope":
    case "label":
      return child
    case "bracket":
      return { ...together([child, other]), ends: child.ends || other.ends }
    case "forEach":
      return { ...together([child]), ends: false }
    case "iterate":
      return { ...together([child]), ends: child.ends }
  }
}

const handledBy = (arms: ReadonlyArray<Branch>): ReadonlyArray<string> =>
  arms.flatMap(({ name }) => (name.startsWith("tag ") ? [name.slice("tag ".length)] : []))

const ends = (node: Node, children: ReadonlyArray<Failing>): boolean => {
  if (children.length === 0) return false
  const all = node.kind === "parallel" && (node.join.kind === "tuple" || node.join.kind === "record")
  return all ? children.some((one) => one.ends) : children.every((one) => one.ends)
}

const leaves = (one: Leaving): Failing => ({ ...harmless, leaving: some([one]) })

const passed = { constant: undefined, unhandled: false } as const

/** Every failure is retried, and always in time. */
const isEndless = ({ tags, times, within }: Schedule): boolean =>
  tags === undefined && times === Infinity && within === Infinity

const named = (error: string | undefined): { readonly error?: string } =>
  error === undefined ? {} : { error }

const together = (children: ReadonlyArray<Failing>): Failing => ({
  ...harmless,
  leaving: children.reduce((all, { leaving }) => plus(all, leaving), zero),
  passesOn: children.find(({ passesOn }) => passesOn !== undefined)?.passesOn
})

const sequence = (parts: ReadonlyArray<Failing>, place: Place): Failing => {
  let all = harmless
  for (const part of parts) {
    if (all.ends) break
    if (part !== transparent) all = followed(all, part, place)
  }
  return all
}

const followed = (before: Failing, part: Failing, place: Place): Failing => {
  const own = part.raises ? raised(before, part, place) : part
  // What is caught right before is what is passed on.
  const passedOn =
    own.passesOn === undefined || before.caught === undefined ? zero : without(before.caught, own.passesOn)
  return {
    leaving: plus(plus(before.leaving, own.leaving), passedOn),
    passesOn: before.passesOn ?? (before.caught === undefined ? own.passesOn : undefined),
    caught: part.caught,
    ends: part.ends,
    raises: false,
    constant: part.constant,
    unhandled: part.unhandled
  }
}

/** The errors without those that certainly have one of these tags. */
const without = (caught: Some<Leaving>, tags: ReadonlySet<string>): Some<Leaving> => {
  const kept = [...thingsIn(caught)].filter(({ kind, error = "" }) => kind !== "raised" || !tags.has(error))
  return kept.length === 0 ? zero : some(kept)
}

/** What is failed with is what was given right before. */
const raised = (before: Failing, part: Failing, place: Place): Pick<Failing, "leaving" | "passesOn"> => {
  if (before.unhandled) return { leaving: zero, passesOn: new Set() }
  const tag = (before.constant?.value as { readonly _tag?: unknown } | null | undefined)?._tag
  if (typeof tag !== "string") return part
  return { leaving: some([{ from: showPlace(place), kind: "raised", error: tag }]), passesOn: undefined }
}
