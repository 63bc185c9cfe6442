/**
 * Requests in words.
 * @module
 */
import type { OperationRequest, Request, TimerRequest } from "../../core/node.ts"
import { operationName } from "../../core/operation.ts"
import { duration, printable } from "./printable.ts"

/** Says what is asked for. */
export const asks = (request: Request): string => {
  switch (request.kind) {
    case "operation":
      return operation(request)
    case "timer":
      return timer(request)
    case "receive":
      return `waits for the event ${printable(request.event.name)}`
    case "emit":
      return `sends the event ${printable(request.event.name)}`
    case "call":
      return request.mode === "await"
        ? `runs the workflow ${printable(request.workflow)} and waits for it`
        : `starts the workflow ${printable(request.workflow)} and does not wait for it`
  }
}

const operation = ({ operation: definition }: OperationRequest): string => {
  const name = printable(operationName(definition))
  switch (definition.effect) {
    case "readonly":
      return `asks ${name}`
    case "irreversible":
      return `does ${name}, for good`
    case "undoable":
    case "undo":
      return `does ${name}`
  }
}

const timer = ({ mode, time }: TimerRequest): string => {
  if (typeof time !== "number") return "waits as long as the data says"
  return mode === "for"
    ? `waits ${time === Infinity ? "" : "for "}${duration(time)}`
    : `waits until ${instant(time)}`
}

/** An instant in words. */
export const instant = (time: number): string =>
  Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : "the end of time"
