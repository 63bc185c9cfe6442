/**
 * The weight of what surrounds a step: retries, scopes and brackets.
 * @module
 */
import type { RetryNode, ScopeNode } from "../../core/node.ts"
import { behind, type Exits, followed, type Tagged, total, untagged } from "./exits.ts"
import { retried } from "./repeated.ts"
import type { Semiring } from "./semiring.ts"
import type { Weights } from "./weights.ts"

/** Exits of which more is known. */
export const bounded = <T>(exits: Exits<T>, bound: (weight: T) => T): Tagged<T> =>
  untagged({
    completed: bound(exits.completed),
    failed: bound(exits.failed),
    stopped: bound(exits.stopped)
  })

/** A step that is tried again. */
export const repeatedly = <T>(
  semiring: Semiring<T>,
  weights: Weights<T>,
  { schedule }: Pick<RetryNode, "schedule">,
  body: Exits<T>
): Exits<T> => {
  const all = retried(semiring, body, schedule, weights.wait)
  const bound = weights.retried?.(schedule, body)
  return bound === undefined ? all : bounded(all, bound)
}

/** A step whose debts are paid, dropped, or replaced by an undo. */
export const scope = <T>(
  semiring: Semiring<T>,
  weights: Weights<T>,
  { commit }: ScopeNode,
  body: Tagged<T>,
  undo: Exits<T>
): Tagged<T> => {
  const inner: Tagged<T> = { ...body, ...settled(weights, body, commit.kind === "seal") }
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
  const completed = semiring.times(body.completed, owed)
  // It can still be stopped when it is done and owes its undo.
  return untagged({ ...inner, completed, stopped: semiring.plus(inner.stopped, completed) })
}

/** The exits of a scope that pays what it owes when it does not complete; when it does, that may be dropped. */
export const settled = <T>(
  { paid = unchanged, final = unchanged }: Pick<Weights<T>, "paid" | "final">,
  { completed, failed, stopped }: Exits<T>,
  dropped: boolean
): Exits<T> => ({
  completed: dropped ? final(completed) : completed,
  failed: paid(failed),
  stopped: paid(stopped)
})

const unchanged = <T>(weight: T): T => weight

/** A step between acquiring and releasing. */
export const bracket = <T>(
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
