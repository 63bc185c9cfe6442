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
  type CallRequest,
  type ChoiceNode,
  type ForEachNode,
  type Node,
  type ParallelNode,
  type PureNode,
  type Request,
  type RetryNode,
  same,
  type ScopeNode
} from "../../core/node.ts"
import { nodeId, type Place } from "../../core/place.ts"
import type { Delay, Schedule } from "../../core/schedule.ts"
import type { AnyStep } from "../../core/step.ts"
import { besides, type Rule, ruleOf, winners } from "./contest.ts"
import { behind, completing, either, type Exits, followed, type Tagged, total, untagged } from "./exits.ts"
import { forItems, iterated, retried } from "./repeated.ts"
import type { Semiring } from "./semiring.ts"

/** How much single things weigh; what is left out weighs nothing, or changes nothing. */
export interface Weights<T> {
  /** What is asked for, with its node id. */
  readonly request: (request: Request, id: string) => T
  /** Waiting for the next attempt, in milliseconds. */
  readonly wait?: (delay: Delay) => T
  /** Owing an undo, from the weight of the undo with all its attempts. */
  readonly undo?: (undo: T) => T
  /** How a called workflow ends; `undefined` when it is not known. */
  readonly call?: (request: CallRequest) => Exits<T> | undefined
  /** Tells of an event that nobody sends. */
  readonly blocked?: (request: Request) => boolean
  /** What else is known of branches that are a contest; without a rule, of items until there are enough. */
  readonly contested?: (rule: Rule | undefined, branches: ReadonlyArray<Exits<T>>) => (weight: T) => T
  /** What else is known of a retried step. */
  readonly retried?: (schedule: Schedule, body: Exits<T>) => (weight: T) => T
  /** What else is known of a bracket. */
  readonly bracketed?: (acquire: T, use: T, release: T) => (weight: T) => T
  /** What else is known of a scope that fails or is stopped, and pays what it owes. */
  readonly paid?: (weight: T) => T
  /** The greatest number of items of a `forEach`; `Infinity` when left out. */
  readonly items?: number
  /** The greatest number of turns of a loop; `Infinity` when left out. */
  readonly turns?: number
}

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

const bounded = <T>(exits: Exits<T>, bound: (weight: T) => T): Tagged<T> =>
  untagged({
    completed: bound(exits.completed),
    failed: bound(exits.failed),
    stopped: bound(exits.stopped)
  })

const repeatedly = <T>(
  semiring: Semiring<T>,
  weights: Weights<T>,
  { schedule }: Pick<RetryNode, "schedule">,
  body: Exits<T>
): Exits<T> => {
  const all = retried(semiring, body, schedule, weights.wait)
  const bound = weights.retried?.(schedule, body)
  return bound === undefined ? all : bounded(all, bound)
}

const scope = <T>(
  semiring: Semiring<T>,
  weights: Weights<T>,
  { commit }: ScopeNode,
  body: Tagged<T>,
  undo: Exits<T>
): Tagged<T> => {
  const { paid: pays = (weight: T) => weight } = weights
  const inner: Tagged<T> = { ...body, failed: pays(body.failed), stopped: pays(body.stopped) }
  if (commit.kind !== "undo" || weights.undo === undefined) return inner
  // An undo that throws is tried again, so all its ends are failures but one.
  const failing: Exits<T> = {
    completed: undo.completed,
    failed: semiring.plus(undo.failed, undo.stopped),
    stopped: semiring.zero
  }
  const paid = repeatedly(semiring, weights, { schedule: commit.failing.retry }, failing)
  const owed = weights.undo(total(semiring, paid))
  if (commit.register === "before") return untagged(behind(semiring, owed, inner))
  return untagged({ ...inner, completed: semiring.times(body.completed, owed) })
}

const bracket = <T>(
  semiring: Semiring<T>,
  { bracketed }: Weights<T>,
  acquire: Tagged<T>,
  use: Tagged<T>,
  release: Tagged<T>
): Exits<T> => {
  const { plus, times } = semiring
  const used = followed(semiring, acquire, use)
  const released = release.completed
  // What the release itself leaves undone when it is stopped.
  const cut = times(times(acquire.completed, total(semiring, use)), plus(release.failed, release.stopped))
  const exits: Exits<T> = {
    completed: times(used.completed, released),
    failed: plus(acquire.failed, times(acquire.completed, times(use.failed, released))),
    stopped: plus(plus(acquire.stopped, cut), times(acquire.completed, times(use.stopped, released)))
  }
  const bound = bracketed?.(total(semiring, acquire), total(semiring, use), total(semiring, release))
  return bound === undefined ? exits : bounded(exits, bound)
}
