/**
 * Requests to the environment: operations, timers, events, calls.
 * @module
 */
import { delayOf } from "../../core/apply.ts"
import type { CallRequest, EmitRequest, ReceiveRequest, Request, TimerRequest } from "../../core/node.ts"
import type { Outcome } from "../../core/outcome.ts"
import { isPivot } from "../../core/operation.ts"
import { crossBorder } from "../../core/violation.ts"
import { CallContext } from "./call-context.ts"
import type { Instruction } from "./code.ts"
import type { Part } from "./fragment.ts"
import { doneBy } from "./done.ts"
import type { Environment } from "./environment.ts"
import type { Frame } from "./frame.ts"
import { INTERRUPTED } from "./halt.ts"
import { operation } from "./operation.ts"
import { cancel, outcomeToResult } from "./program.ts"
import { pivotal } from "./pivot.ts"
import { suspended, Timer } from "./suspended.ts"

/** Compiles a request. */
export const perform = (request: Request, id: string, environment: Environment): ReadonlyArray<Part> => {
  switch (request.kind) {
    case "operation":
      return operation(request.operation, id, environment)
    case "timer":
      return [part(id, watched(timer(request), id, environment))]
    case "receive":
      return [part(id, watched(receive(request), id, environment))]
    case "emit":
      return [part(id, emit(request))]
    case "call":
      return [part(id, call(request, id, environment))]
  }
}

const part = (place: string, run: Instruction): Part => ({ kind: "run", run, place })

const timer =
  (request: TimerRequest): Instruction =>
  (value, { run, scope }) => {
    if (scope.stopped) return INTERRUPTED
    const delay = delayOf(request, value, run.clock.now())
    return delay <= 0 ? undefined : suspended(scope, new Timer(run.clock, delay))
  }

const receive =
  ({ event, key }: ReceiveRequest): Instruction =>
  (value, { run, scope }) =>
    scope.stopped
      ? INTERRUPTED
      : suspended(scope, run.events.source(event, (key as (value: unknown) => string)(value)))

const emit =
  ({ event, key }: EmitRequest): Instruction =>
  (value, { run, scope }) => {
    if (scope.stopped) return INTERRUPTED
    run.events.deliver(event, value, (key as (value: unknown) => string)(value))
    return undefined
  }

/** How many synchronous runs may call each other on one stack: far below what a stack holds. */
const deepest = 100

const call = (request: CallRequest, id: string, environment: Environment): Instruction => {
  const program = environment.workflow(request.workflow, request.version)
  const launch: Instruction = (value, frame) => {
    if (frame.scope.stopped) return INTERRUPTED
    const given = crossBorder(request.input, value, `input of workflow ${request.workflow}`)
    const started = program(frame.run).start(given, {
      parent: frame.run,
      signal: request.mode === "await" ? frame.scope.signal : undefined,
      newId: () => new CallContext(frame, { node: id, effect: request.effect }).key
    })
    if (request.mode === "detach") return started.frame.run.id
    const ended = (outcome: Outcome<unknown, unknown>): unknown => {
      // A called workflow that stopped behind its pivot cannot be taken back, whatever it is declared to be.
      if (outcome._tag !== "Completed" && started.frame.scope.committed) frame.scope.commit()
      else if (outcome._tag !== "Completed" && isPivot(request.effect) && frame.pivots)
        frame.run.pivots.fail()
      return outcomeToResult(outcome, id, frame)
    }
    if (!(started.outcome instanceof Promise)) return ended(started.outcome)
    if (!isPivot(request.effect)) return started.outcome.then(ended)
    // While this run waits to be cancelled, the called one decides: it is cancelled, or passes its pivot.
    const forget = frame.run.pivots.onWait((reason) => cancel(started.frame, reason))
    return started.outcome.then(ended).finally(forget)
  }
  const run: Instruction = (value, frame) =>
    frame.run.mayWait && frame.run.depth % deepest === deepest - 1
      ? Promise.resolve().then(() => launch(value, frame))
      : launch(value, frame)
  return isPivot(request.effect) ? pivotal(run, doneBy(request, id)) : run
}

const watched = (run: Instruction, node: string, { observe }: Environment): Instruction => {
  if (observe === undefined) return run
  const tell = (kind: "waiting" | "woken", frame: Frame): void =>
    observe({ kind, node, runId: frame.run.id, at: frame.run.clock.now() })
  return (value, frame) => {
    const result = run(value, frame)
    if (!(result instanceof Promise)) return result
    tell("waiting", frame)
    return result.then((woken: unknown) => {
      if (woken !== INTERRUPTED) tell("woken", frame)
      return woken
    })
  }
}
