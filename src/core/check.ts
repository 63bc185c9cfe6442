/**
 * Finds every structural mistake of a term at once, in one fold.
 *
 * The types refuse most of these already; this catches what they cannot see (ids, delivery modes, times) and what reached
 * the term through casts or plain JavaScript.
 * @module
 */
import { Definitions } from "./definitions.ts"
import { fold } from "./fold.ts"
import type {
  ChoiceNode,
  Node,
  OperationRequest,
  ParallelNode,
  PerformNode,
  RetryNode,
  ScopeNode
} from "./node.ts"
import { type Effect, operationName } from "./operation.ts"
import { nodeId, type Place, showPlace } from "./place.ts"
import { besides, cancellable, repeated, sequenced } from "./pivot-rules.ts"
import type { Problem, Report } from "./problem.ts"
import { delayBefore } from "./schedule.ts"
import type { AnyStep } from "./step.ts"
import { infallible, joined, longestOf, nothing, shortestOf, type Summary } from "./summary.ts"

/**
 * Tells the structural mistakes of a step; none means that `Workflow.make` accepts it.
 * @example
 * const twice = pipe(Step.sleep(1), Step.andThen(Step.sleep(2)))
 * Workflow.check(twice).map((problem) => problem.code) // => ["step/duplicate-id"]
 */
export const check = (step: AnyStep): ReadonlyArray<Problem> => {
  const { problems, summary } = examine(step)
  const unpaired = summary.unpaired.map(
    (id): Problem => ({
      code: "saga/undo-missing",
      place: id,
      message: `the write "${id}" has no undo. Wrap it in Saga.undoable or Saga.pivot.`
    })
  )
  return [...problems, ...unpaired]
}

/** The structural mistakes that a step has wherever it stands, and what is known of it: its writes may get an undo around it. */
export const examine = (
  step: AnyStep
): { readonly problems: ReadonlyArray<Problem>; readonly summary: Summary } => {
  const problems: Array<Problem> = []
  const report: Report = (code, place, message) => problems.push({ code, place, message })
  const definitions = new Definitions(report)
  const summary = fold<Summary>(step, (node, children, place) => {
    definitions.visit(node, place)
    return summarise(report, node, children, place)
  })
  return { problems, summary }
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
      return chosen(node, children)
    case "parallel":
      return parallel(report, node, children, place)
    case "attempt":
      return { ...child, ...infallible, attempts: true, shortest: 0, timer: false }
    case "retry":
      return retried(node, child)
    case "forEach":
      if (node.until === undefined) repeated(report, child)
      else cancellable(report, child, "forEach with until")
      return { ...child, shortest: 0, timer: false }
    case "scope":
      return scoped(report, node, child, other, place)
    case "bracket":
      return sequenced(report, [child, other])
    case "iterate":
      return repeated(report, child)
    case "carry":
    case "label":
      return child
  }
}

const chosen = ({ arms }: ChoiceNode, children: ReadonlyArray<Summary>): Summary => {
  const all = joined(children)
  const right = children[arms.findIndex(({ name }) => name === "Right")]
  const isEither = arms.length === 2 && arms.some(({ name }) => name === "Left") && right !== undefined
  return {
    ...all,
    fallibleOnRight: isEither ? right.fallible : all.fallible,
    shortest: shortestOf(children)
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
    ...(operation.error === undefined ? infallible : { fallible: id, fallibleOnRight: id }),
    atMostOnce: once ? [id] : []
  }
}

const written = (effect: Effect, id: string): Pick<Summary, "irreversible" | "unpaired"> => ({
  irreversible: effect === "irreversible" || effect === "undo" ? id : undefined,
  unpaired: effect === "undoable" ? [id] : []
})

const parallel = (
  report: Report,
  { join }: ParallelNode,
  branches: ReadonlyArray<Summary>,
  place: Place
): Summary => {
  if (join.kind === "tuple" || join.kind === "record") {
    besides(report, branches)
    return { ...joined(branches), shortest: longestOf(branches) }
  }
  for (const branch of branches) cancellable(report, branch, join.kind)
  if (join.kind === "race") limited(report, branches, place)
  return { ...joined(branches), shortest: shortestOf(branches) }
}

/** In a race against a timer (this is how timeouts are made), the work must have a chance. */
const limited = (report: Report, branches: ReadonlyArray<Summary>, place: Place): void => {
  const limit = shortestOf(branches.filter((branch) => branch.timer))
  for (const { timer, shortest, secondAttempt } of branches) {
    if (timer || limit === 0) continue
    if (shortest > 0 && shortest >= limit)
      report(
        "time/limit-too-short",
        showPlace(place),
        `a time limit of ${limit} ms is over before the step can end, which takes at least ${shortest} ms. Make the limit longer, or the waiting inside it shorter.`
      )
    else if (secondAttempt !== undefined && secondAttempt >= limit)
      report(
        "time/retry-never-happens",
        showPlace(place),
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
    // With tags, an error that is not among them may leave it; that it does is not certain.
    ...(endless ? infallible : {}),
    secondAttempt: endless ? wait : body.secondAttempt
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
