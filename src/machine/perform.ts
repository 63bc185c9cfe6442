/**
 * The leaves: what asks the environment for something (semantics: ACT-OK, ACT-ERR, ACT-INT).
 *
 * What is ready and not started is given up when the scope stops; what has been started runs to a known outcome.
 * @module
 */
import { applied, delayOf } from "../core/apply.ts"
import type { CallRequest, OperationRequest, PerformNode, Request } from "../core/node.ts"
import { operationName, UndeclaredError } from "../core/operation.ts"
import { CodecViolation, crossBorder } from "../core/violation.ts"
import { callEnded } from "./call-ended.ts"
import type { Answer } from "./event.ts"
import { defect, defectOf, failure } from "./halt.ts"
import { IllegalEvent } from "./illegal-event.ts"
import type { Site } from "./program.ts"
import type {
  CallLive,
  EmitLive,
  NeverLive,
  OperationLive,
  ReceiveLive,
  TimerLive,
  Trail
} from "./residual.ts"
import { isAbort, thrown } from "./thrown.ts"
import { active, done, halted, type Mode, type Result, type Target, type Turn, type Where } from "./turn.ts"

/** The residuals of leaves. */
export type Leaf = OperationLive | TimerLive | ReceiveLive | EmitLive | CallLive | NeverLive

/** Begins to ask for something. */
export const enterPerform = (site: Site, value: unknown, where: Where, turn: Turn): Result => {
  if (turn.stopped(where)) return halted()
  try {
    return ask(site.id, (site.node as PerformNode).request, value, turn)
  } catch (cause) {
    turn.raise(defect(cause, `${site.id}${where.indices}`))
    return halted()
  }
}

const ask = (at: string, request: Request, value: unknown, turn: Turn): Result => {
  switch (request.kind) {
    case "operation": {
      const { operation } = request
      const input = crossBorder(operation.input, value, `input of ${operationName(operation)}`)
      return active({ kind: "operation", at, input, started: false })
    }
    case "timer": {
      const delay = delayOf(request, value, turn.time)
      if (delay <= 0) return done(undefined)
      return active({ kind: "timer", at, due: delay === Infinity ? null : turn.time + delay })
    }
    case "receive":
      return active({ kind: "receive", at, key: applied(request.key)(value) as string })
    case "emit": {
      const payload = crossBorder(request.event.payload, value, `payload of event ${request.event.name}`)
      return active({ kind: "emit", at, key: applied(request.key)(value) as string, payload })
    }
    case "call": {
      const input = crossBorder(request.input, value, `input of workflow ${request.workflow}`)
      return active({ kind: "call", at, input, started: false })
    }
  }
}

/** Goes on with what was asked for. */
export const moveLeaf = (live: Leaf, mode: Mode, where: Where, turn: Turn): Result => {
  if (mode === "interrupt") return interruptLeaf(live, turn)
  const target = turn.target as Target
  if (live.at !== target.site.id || !sameTrail(where, target.trail)) {
    turn.late = true
    return active(live)
  }
  return answered(live, target, where, turn)
}

/** Tells whether a position is the one that an event is for, in the same turn, item and attempt. */
export const sameTrail = (where: Where, trail: Trail): boolean =>
  where.trail.length === trail.length && where.trail.every((number, index) => number === trail[index])

/** A timer may not fire before its time; one that is never due may not fire at all. */
export const refuseEarly = (due: number | null, { id }: Site, { time }: Turn): void => {
  if (due === null || time < due)
    throw new IllegalEvent(
      "machine/too-early",
      `The timer "${id}" is due at ${due ?? "no time"}, and it is ${time}. Fire it when it is due.`
    )
}

/** What changes nothing, or has not been started, may be abandoned. */
const interruptLeaf = (live: Leaf, turn: Turn): Result => {
  if (!("started" in live) || !live.started) return halted()
  const { node } = turn.site(live)
  const { request } = node as PerformNode
  return request.kind === "operation" && request.operation.effect === "readonly" ? halted() : active(live)
}

const answered = (live: Leaf, target: Target, where: Where, turn: Turn): Result => {
  const { answer, site } = target
  switch (live.kind) {
    case "operation":
    case "call":
      return startable(live, answer, site, where, turn)
    case "timer":
      if (answer.kind !== "fired") throw wrongEvent(answer, site)
      refuseEarly(live.due, site, turn)
      return done(undefined)
    case "receive": {
      if (answer.kind !== "received") throw wrongEvent(answer, site)
      return done(answer.payload)
    }
    case "emit":
      if (answer.kind === "succeeded") return done(undefined)
      if (answer.kind !== "threw") throw wrongEvent(answer, site)
      turn.raise(defectOf(answer.cause, `${site.id}${where.indices}`))
      return halted()
    case "never":
      throw wrongEvent(answer, site)
  }
}

/** An answer of a kind that the position cannot give. */
export const wrongEvent = (answer: Answer, { id, node }: Site): IllegalEvent =>
  new IllegalEvent(
    "machine/wrong-event",
    `"${id}" (${node.kind === "perform" ? node.request.kind : node.kind}) cannot have ${answer.kind}. Answer what its command asks for.`
  )

const startable = (
  live: OperationLive | CallLive,
  answer: Answer,
  site: Site,
  where: Where,
  turn: Turn
): Result => {
  const { request } = site.node as PerformNode
  // Undoing and releasing lead back to where there was a way back: a cancellation need not wait for them.
  const pivotal = site.pivotal && !where.undoing && where.releasing !== true
  if (answer.kind === "started") {
    if (live.started) turn.late = true
    else if (pivotal) turn.pivots++
    return active(live.started ? live : { kind: live.kind, at: live.at, input: live.input, started: true })
  }
  if (!live.started && !mayBeUnstarted(request))
    throw new IllegalEvent(
      "machine/not-started",
      `"${site.id}" has ${answer.kind}, but was never started. Record "started" before doing it: the intent.`
    )
  if (pivotal && live.started) turn.pivots--
  return request.kind === "operation"
    ? operationAnswered(request, answer, site, where, turn)
    : callAnswered(request as CallRequest, answer, site, where, turn)
}

/** No undo can be owed for these before their answer is on record: they need no intent. */
const mayBeUnstarted = (request: Request): boolean =>
  request.kind === "operation" &&
  (request.operation.effect === "readonly" || request.operation.delivery === "tx")

const operationAnswered = (
  { operation }: OperationRequest,
  answer: Answer,
  site: Site,
  where: Where,
  turn: Turn
): Result => {
  const at = `${site.id}${where.indices}`
  const name = operationName(operation)
  switch (answer.kind) {
    case "succeeded":
      return across(site, at, turn, () =>
        done(crossBorder(operation.output, answer.output, `output of ${name}`))
      )
    case "failed": {
      try {
        if (operation.error === undefined) throw new UndeclaredError(name)
        turn.raise(failure(crossBorder(operation.error, answer.error, `error of ${name}`), at))
      } catch (cause) {
        turn.raise(defect(cause, at))
      }
      return halted()
    }
    case "threw":
      if (!(turn.stopped(where) && isAbort(answer.cause))) turn.raise(defectOf(answer.cause, at))
      return halted()
    case "lost": {
      if (operation.delivery !== "atMostOnce") throw wrongEvent(answer, site)
      const cause = thrown(new OutcomeUnknown(name))
      turn.raise(defectOf(cause, at))
      return { kind: "halted", owed: null, unknown: cause }
    }
    case "started":
    case "fired":
    case "received":
    case "ended":
      throw wrongEvent(answer, site)
  }
}

/** An answer that does not fit its codec: it was done, and nobody can tell what came of it. */
const across = (site: Site, at: string, turn: Turn, take: () => Result): Result => {
  if (site.pivotal) turn.committed = true
  try {
    return take()
  } catch (cause) {
    turn.raise(defect(cause, at))
    return cause instanceof CodecViolation ? { kind: "halted", owed: null, unknown: thrown(cause) } : halted()
  }
}

const callAnswered = (request: CallRequest, answer: Answer, site: Site, where: Where, turn: Turn): Result => {
  if (answer.kind === "ended" && request.mode === "await")
    return callEnded(answer, site, `${site.id}${where.indices}`, where, turn)
  if (answer.kind === "succeeded" && request.mode === "detach") {
    if (site.pivotal) turn.committed = true
    return done(answer.output)
  }
  if (answer.kind === "threw") {
    turn.raise(defectOf(answer.cause, `${site.id}${where.indices}`))
    return halted()
  }
  throw wrongEvent(answer, site)
}

/** An operation that may not be repeated was started, and nobody will ever know what became of it. */
class OutcomeUnknown extends Error {
  override readonly name = "OutcomeUnknown"
  readonly code = "operation/outcome-unknown"
  constructor(operation: string) {
    super(
      `The answer of ${operation} is lost, and it may not be repeated: it may have happened or not. Look at the service it belongs to. (operation/outcome-unknown)`
    )
  }
}
