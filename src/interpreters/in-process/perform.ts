/**
 * Requests to the environment: operations, timers, events, calls.
 * @module
 */
import type { CallRequest, EmitRequest, ReceiveRequest, Request, TimerRequest } from "../../core/node.ts"
import { nodeId, type Place } from "../../core/place.ts"
import { crossBorder } from "../../core/violation.ts"
import { CallContext } from "./call-context.ts"
import type { Instruction } from "./code.ts"
import type { Part } from "./fragment.ts"
import type { Environment } from "./environment.ts"
import type { Frame } from "./frame.ts"
import { INTERRUPTED } from "./halt.ts"
import { operation } from "./operation.ts"
import { outcomeToResult } from "./program.ts"
import { isPivot, pivotal } from "./pivot.ts"
import { suspended, Timer } from "./suspended.ts"

/** Compiles a request. */
export const perform = (request: Request, place: Place, environment: Environment): ReadonlyArray<Part> => {
  const id = nodeId(request, place)
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

const timer = ({ mode, time }: TimerRequest): Instruction => {
  const compute = typeof time === "number" ? () => time : (time as (value: unknown) => number)
  return (value, { run, scope }) => {
    if (scope.stopped) return INTERRUPTED
    const given = compute(value)
    const delay = mode === "for" ? given : Math.max(0, given - run.clock.now())
    if (Number.isNaN(delay))
      throw new RangeError(
        `expected a ${mode === "for" ? "number of milliseconds" : "valid date"} (was ${given})`
      )
    return delay <= 0 ? undefined : suspended(scope, new Timer(run.clock, delay))
  }
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

const call = (request: CallRequest, id: string, environment: Environment): Instruction => {
  const program = environment.workflow(request.workflow, request.version)
  const run: Instruction = (value, frame) => {
    if (frame.scope.stopped) return INTERRUPTED
    const given = crossBorder(request.input, value, `input of workflow ${request.workflow}`)
    const started = program().start(given, {
      parent: frame.run,
      signal: request.mode === "await" ? frame.scope.signal : undefined,
      newId: () => new CallContext(frame, { node: id, effect: request.effect }).key
    })
    if (request.mode === "detach") return started.frame.run.id
    return started.outcome instanceof Promise
      ? started.outcome.then((outcome) => outcomeToResult(outcome, id, frame))
      : outcomeToResult(started.outcome, id, frame)
  }
  return isPivot(request.effect) ? pivotal(run) : run
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
