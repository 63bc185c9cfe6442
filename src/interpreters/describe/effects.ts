/**
 * Requests by what they ask for.
 * @module
 */
import type { Request } from "../../core/node.ts"
import { operationName } from "../../core/operation.ts"
import type { Callable } from "./callable.ts"
import {
  boundOf,
  type CallUse,
  type Effects,
  type EventUse,
  type OperationUse,
  type TimerUse
} from "./description.ts"
import type { Asked } from "./uses.ts"

/** Some of the uses, sorted by what they ask for. */
export const effectsOf = (asked: ReadonlyArray<Asked>, { find }: Callable): Effects => {
  const operations: Array<OperationUse> = []
  const sends: Array<EventUse> = []
  const awaits: Array<EventUse> = []
  const timers: Array<TimerUse> = []
  const calls: Array<CallUse> = []
  for (const { request, use } of asked)
    switch (request.kind) {
      case "operation": {
        const { operation } = request
        const { effect, delivery, footprint, error } = operation
        operations.push({
          ...use,
          operation: operationName(operation),
          effect,
          delivery,
          reads: footprint?.reads ?? [],
          writes: footprint?.writes ?? [],
          ...(error === undefined ? {} : { error: error.name })
        })
        break
      }
      case "timer": {
        const fixed = request.mode === "for" && typeof request.time === "number"
        timers.push({ ...use, milliseconds: fixed ? boundOf(request.time) : "computed" })
        break
      }
      case "receive":
        awaits.push({ ...use, event: request.event.name, mode: request.event.mode })
        break
      case "emit":
        sends.push({ ...use, event: request.event.name, mode: request.event.mode })
        break
      case "call": {
        const { workflow, version, mode, effect } = request
        calls.push({ ...use, calls: workflow, version, mode, effect, known: find(request) !== undefined })
        break
      }
    }
  return {
    operations,
    sends,
    awaits,
    timers,
    calls,
    reads: sorted(operations.flatMap(({ reads }) => reads)),
    writes: sorted(operations.flatMap(({ writes }) => writes))
  }
}

/** Each once, in the order of code units, which is the same everywhere. */
export const sorted = (names: ReadonlyArray<string>): ReadonlyArray<string> =>
  [...new Set(names)].sort((one, other) => (one < other ? -1 : 1))

/** What has to be provided, as the types say it. */
export const requirementsOf = (asked: ReadonlyArray<Asked>): ReadonlyArray<string> =>
  sorted(asked.flatMap(({ request }) => requirement(request)))

const requirement = (request: Request): ReadonlyArray<string> => {
  switch (request.kind) {
    case "operation":
      return [request.operation.service]
    case "timer":
      return []
    case "receive":
      return [`event:${request.event.name}`]
    case "emit":
      return [`emits:${request.event.name}`]
    case "call":
      return [`workflow:${request.workflow}`]
  }
}
