/**
 * Finds every structural mistake of a term at once, in one fold.
 *
 * The types refuse most of these already; this catches what they cannot see (ids, delivery modes, times) and what reached
 * the term through casts or plain JavaScript.
 * @module
 */
import { Definitions } from "./definitions.ts"
import { fold } from "./fold.ts"
import type { Node, OperationRequest, ParallelNode, PerformNode, RetryNode, ScopeNode } from "./node.ts"
import { type Effect, operationName } from "./operation.ts"
import { nodeId, type Place } from "./place.ts"
import type { Problem, ProblemCode } from "./problem.ts"
import { delayBefore } from "./schedule.ts"
import type { AnyStep } from "./step.ts"

/**
 * Tells the structural mistakes of a step; none means that `Workflow.make` accepts it.
 * @example
 * const twice = pipe(Step.sleep(1), Step.andThen(Step.sleep(2)))
 * Workflow.check(twice).map((problem) => problem.code) // => ["step/duplicate-id"]
 */
export const check = (step: AnyStep): ReadonlyArray<Problem> => {
  const problems: Array<Problem> = []
  const report: Report = (code, place, message) => problems.push({ code, place, message })
  const definitions = new Definitions(report)
  const summary = fold<Summary>(step, (node, children, place) => {
    definitions.visit(node, place)
    return summarise(report, node, children, place)
  })
  for (const id of summary.unpaired)
    report("saga/undo-missing", id, `the write "${id}" has no undo. Wrap it in Saga.undoable or Saga.pivot.`)
  return problems
}

/** Takes down a problem. */
export type Report = (code: ProblemCode, place: string, message: string) => void

/** What is known of a sub-term. */
interface Summary {
  /** The id of an irreversible operation in it. */
  readonly irreversible: string | undefined
  /** The id of an operation whose declared error certainly leaves it. */
  readonly fallible: string | undefined
  /** The ids of undoable writes that nobody has paired with an undo. */
  readonly unpaired: ReadonlyArray<string>
  /** The ids of operations that may be delivered only once. */
  readonly atMostOnce: ReadonlyArray<string>
  /** It takes at least this many milliseconds to succeed. */
  readonly shortest: number
  /** The milliseconds before the second attempt of an unbounded retry in it. */
  readonly secondAttempt: number | undefined
  /** It is nothing but a timer. */
  readonly timer: boolean
}

const nothing: Summary = {
  irreversible: undefined,
  fallible: undefined,
  unpaired: [],
  atMostOnce: [],
  shortest: 0,
  secondAttempt: undefined,
  timer: false
}

const summarise = (report: Report, node: Node, children: ReadonlyArray<Summary>, place: Place): Summary => {
  const [child = nothing, other = nothing] = children
  switch (node.kind) {
    case "pure":
    case "fail":
      return nothing
    case "perform":
      return performed(report, node, place)
    case "sequence":
      return sequenced(report, children)
    case "choice":
      return { ...joined(children), shortest: Math.min(...children.map((arm) => arm.shortest)) }
    case "parallel":
      return parallel(report, node, children, place)
    case "attempt":
      return { ...child, fallible: undefined, shortest: 0, timer: false }
    case "retry":
      return retried(node, child)
    case "forEach":
      return { ...child, shortest: 0, timer: false }
    case "scope":
      return scoped(report, node, child, other, place)
    case "bracket":
      return sequenced(report, [child, other])
    case "carry":
    case "iterate":
    case "label":
      return child
  }
}

const performed = (report: Report, { request }: PerformNode, place: Place): Summary => {
  switch (request.kind) {
    case "operation":
      return operated(report, request, nodeId(request, place))
    case "timer":
      return {
        ...nothing,
        timer: true,
        shortest: request.mode === "for" && typeof request.time === "number" ? request.time : 0
      }
    case "receive":
    case "emit":
      return nothing
    case "call":
      return { ...nothing, ...written(request.effect, nodeId(request, place)) }
  }
}

const operated = (report: Report, { operation }: OperationRequest, id: string): Summary => {
  const once = operation.delivery === "atMostOnce"
  if (once && operation.effect === "irreversible")
    report(
      "saga/at-most-once-pivot",
      id,
      `"${operationName(operation)}" is irreversible and delivered at most once: when its answer is lost, nobody can tell on which side of the pivot the run is. Declare it idempotent or tx.`
    )
  return {
    ...nothing,
    ...written(operation.effect, id),
    fallible: operation.error === undefined ? undefined : id,
    atMostOnce: once ? [id] : []
  }
}

const written = (effect: Effect, id: string): Pick<Summary, "irreversible" | "unpaired"> => ({
  irreversible: effect === "irreversible" || effect === "undo" ? id : undefined,
  unpaired: effect === "undoable" ? [id] : []
})

const sequenced = (report: Report, parts: ReadonlyArray<Summary>): Summary => {
  let pivot: string | undefined
  for (const { fallible, irreversible } of parts) {
    if (pivot !== undefined && fallible !== undefined)
      report(
        "saga/fallible-after-pivot",
        fallible,
        `"${fallible}" can fail after the irreversible "${pivot}". Handle its error, or move it before the pivot.`
      )
    pivot ??= irreversible
  }
  return { ...joined(parts), shortest: parts.reduce((sum, part) => sum + part.shortest, 0) }
}

const parallel = (
  report: Report,
  { join }: ParallelNode,
  branches: ReadonlyArray<Summary>,
  place: Place
): Summary => {
  const times = branches.map((branch) => branch.shortest)
  if (join.kind === "tuple" || join.kind === "record")
    return { ...joined(branches), shortest: Math.max(...times, 0) }
  for (const { irreversible } of branches)
    if (irreversible !== undefined)
      report(
        "saga/pivot-can-be-cancelled",
        irreversible,
        `the irreversible "${irreversible}" stands in a ${join.kind}, where it can be cancelled. Move it behind the ${join.kind}.`
      )
  if (join.kind === "race") limited(report, branches, place)
  return { ...joined(branches), shortest: Math.min(...times) }
}

/** In a race against a timer (this is how timeouts are made), the work must have a chance. */
const limited = (report: Report, branches: ReadonlyArray<Summary>, place: Place): void => {
  const limit = Math.min(...branches.filter((branch) => branch.timer).map((branch) => branch.shortest))
  for (const { timer, shortest, secondAttempt } of branches) {
    if (timer || limit === 0) continue
    if (shortest > 0 && shortest >= limit)
      report(
        "time/limit-too-short",
        place,
        `a time limit of ${limit} ms is over before the step can end, which takes at least ${shortest} ms. Make the limit longer, or the waiting inside it shorter.`
      )
    else if (secondAttempt !== undefined && secondAttempt >= limit)
      report(
        "time/retry-never-happens",
        place,
        `a retry without end starts its second attempt after ${secondAttempt} ms, when the time limit of ${limit} ms is over. Make the limit longer, the delay shorter, or drop the retry.`
      )
  }
}

const retried = ({ schedule }: RetryNode, body: Summary): Summary => {
  const wait = delayBefore(schedule, { retry: 1, elapsed: 0, random: () => 1 })
  const endless = schedule.times === Infinity && schedule.within === Infinity && wait !== undefined
  return {
    ...body,
    timer: false,
    fallible: endless && schedule.tags === undefined ? undefined : body.fallible,
    secondAttempt: endless ? body.shortest + wait : body.secondAttempt
  }
}

const scoped = (
  report: Report,
  { commit }: ScopeNode,
  body: Summary,
  undo: Summary,
  place: Place
): Summary => {
  if (commit.kind === "keep") return body
  if (commit.kind === "seal")
    return {
      ...body,
      irreversible: body.irreversible ?? body.unpaired[0] ?? `${place}sealed scope`,
      unpaired: []
    }
  for (const id of undo.atMostOnce)
    report(
      "saga/at-most-once-undo",
      id,
      `the undo "${id}" is delivered at most once: when its answer is lost, the debt can never be settled. Declare it idempotent or tx.`
    )
  return { ...body, unpaired: [] }
}

const joined = (parts: ReadonlyArray<Summary>): Summary => ({
  irreversible: parts.find((part) => part.irreversible !== undefined)?.irreversible,
  fallible: parts.find((part) => part.fallible !== undefined)?.fallible,
  unpaired: parts.flatMap((part) => part.unpaired),
  atMostOnce: parts.flatMap((part) => part.atMostOnce),
  shortest: 0,
  secondAttempt: parts.find((part) => part.secondAttempt !== undefined)?.secondAttempt,
  timer: false
})
