/**
 * The interpretation of steps in a semiring: one fold for every question of how much.
 *
 * Laws: equal steps have equal weights: identity and associativity of composition, fusion of pure functions, a failure before
 * a step, a continuation behind a choice, an attempt that is taken back (laws/weight.ts). Not claimed: laws that look into a
 * pure function, because weights do not.
 *
 * Source: Dolan, "Fun with Semirings", ICFP 2013, for the idea.
 * @module
 */
import { withInput } from "../../combinators/catch.ts"
import { constantOf } from "../../core/constant.ts"
import { fold } from "../../core/fold.ts"
import {
  type ChoiceNode,
  type ForEachNode,
  type Node,
  type ParallelNode,
  type PureNode,
  type Request,
  same
} from "../../core/node.ts"
import { nodeId, type Place } from "../../core/place.ts"
import type { AnyStep } from "../../core/step.ts"
import { besides, ruleOf, winners } from "./contest.ts"
import { behind, completing, either, type Exits, followed, type Tagged, untagged } from "./exits.ts"
import { forItems, iterated } from "./repeated.ts"
import type { Semiring } from "./semiring.ts"
import { bounded, bracket, repeatedly, scope } from "./weigh-scopes.ts"
import type { Weights } from "./weights.ts"

/**
 * Weighs a step: what it has done at most, at least or possibly, when it completes, fails or is stopped.
 * @example
 * import { most, weigh } from "lawful/describe"
 * const Desk = Signature.make("Desk", { ask: { input: t.number, output: t.number, effect: "readonly" } })
 * const questions = weigh(most, { request: () => 1 })
 * questions(pipe(Desk.ask, Step.andThen(Desk.ask))).completed // => 2
 */
export const weigh =
  <T>(semiring: Semiring<T>, weights: Weights<T>): ((step: AnyStep) => Exits<T>) =>
  (step) => {
    const identity = untagged(completing(semiring, semiring.one))
    const { completed, failed, stopped } = fold<Tagged<T>>(step, (node, children, place) =>
      weighed(semiring, weights, identity, node, children, place)
    )
    return { completed, failed, stopped }
  }

export const weighed = <T>(
  semiring: Semiring<T>,
  weights: Weights<T>,
  identity: Tagged<T>,
  node: Node,
  children: ReadonlyArray<Tagged<T>>,
  place: Place
): Tagged<T> => {
  const [child = identity, other = identity, last = identity] = children
  switch (node.kind) {
    case "pure":
      return pure(identity, node)
    case "perform":
      return untagged(performed(semiring, weights, node.request, nodeId(node.request, place)))
    case "fail":
      return { ...identity, completed: semiring.zero, failed: semiring.one }
    case "sequence":
      // An identity leaves the tags as they are.
      return children.reduce(
        (first, second) => (second === identity ? first : followed(semiring, first, second)),
        identity
      )
    case "carry":
      return node.merge === withInput ? child : untagged(child)
    case "choice":
      return choice(semiring, node, children)
    case "parallel":
      return parallel(semiring, weights, node, children)
    case "forEach":
      return forEach(semiring, weights, node, child)
    case "iterate":
      return untagged(iterated(semiring, child, weights.turns ?? Infinity))
    case "attempt":
      return {
        completed: semiring.plus(child.failed, child.completed),
        failed: semiring.zero,
        stopped: child.stopped,
        outputs: new Map([
          ["Left", child.failed],
          ["Right", child.completed]
        ]),
        arms: undefined
      }
    case "retry":
      return untagged(repeatedly(semiring, weights, node, child))
    case "scope":
      return scope(semiring, weights, node, child, other)
    case "bracket":
      return untagged(bracket(semiring, weights, child, other, last))
    case "label":
      return child
  }
}

const pure = <T>(identity: Tagged<T>, node: PureNode): Tagged<T> => {
  if (node.apply === same) return identity
  const tag = (constantOf(node)?.value as { readonly _tag?: unknown } | null | undefined)?._tag
  return typeof tag === "string"
    ? { ...identity, outputs: new Map([[tag, identity.completed]]) }
    : { ...identity }
}

const performed = <T>(semiring: Semiring<T>, weights: Weights<T>, request: Request, id: string): Exits<T> => {
  const { zero, plus } = semiring
  const weight = weights.request(request, id)
  if (weights.blocked?.(request) === true || (request.kind === "timer" && request.time === Infinity))
    return { completed: zero, failed: zero, stopped: weight }
  const known = request.kind === "call" ? weights.call?.(request) : undefined
  if (known !== undefined) {
    const ended = behind(semiring, weight, known)
    return { ...ended, stopped: plus(weight, ended.stopped) }
  }
  return { completed: weight, failed: canFail(request) ? weight : zero, stopped: weight }
}

/** Tells whether a request declares a typed error. */
export const canFail = (request: Request): boolean => {
  switch (request.kind) {
    case "operation":
      return request.operation.error !== undefined
    case "call":
      return request.mode === "await" && request.error !== undefined
    case "timer":
    case "receive":
    case "emit":
      return false
  }
}

const choice = <T>(
  semiring: Semiring<T>,
  { tag, arms }: ChoiceNode,
  children: ReadonlyArray<Tagged<T>>
): Tagged<T> => {
  const { zero, one } = semiring
  const none: Exits<T> = { completed: zero, failed: zero, stopped: children.length === 0 ? one : zero }
  return {
    ...untagged(children.reduce<Exits<T>>((all, arm) => either(semiring, all, arm), none)),
    arms:
      tag === "_tag" ? new Map(arms.map(({ name }, index) => [name, children[index] as Exits<T>])) : undefined
  }
}

const parallel = <T>(
  semiring: Semiring<T>,
  { contested }: Weights<T>,
  { join, branches }: ParallelNode,
  children: ReadonlyArray<Tagged<T>>
): Tagged<T> => {
  const rule = ruleOf(join, children.length)
  const all = untagged(besides(semiring, rule, children))
  if (join.kind === "tuple" || join.kind === "record") return all
  const bound = contested?.(rule, children) ?? ((weight: T) => weight)
  const outputs =
    join.kind === "race"
      ? new Map(
          winners(semiring, children).map((weight, index) => [branches[index]?.name ?? "", bound(weight)])
        )
      : undefined
  return { ...bounded(all, bound), outputs }
}

const forEach = <T>(
  semiring: Semiring<T>,
  { items = Infinity, contested }: Weights<T>,
  { concurrency, until }: ForEachNode,
  body: Exits<T>
): Tagged<T> => {
  const all = forItems(semiring, body, { items, concurrency, until: until !== undefined })
  return until === undefined || contested === undefined
    ? untagged(all)
    : bounded(all, contested(undefined, [all]))
}
