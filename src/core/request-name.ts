/**
 * The names of requests, as node ids show them.
 * @module
 */
import type { Request } from "./node.ts"
import { operationName } from "./operation.ts"

/** The name of a request: `Payments.charge`, `sleep`, `wait:Paid`, `emit:Paid`, `call:ship`. */
export const requestName = (request: Request): string => {
  switch (request.kind) {
    case "operation":
      return operationName(request.operation)
    case "timer":
      return "sleep"
    case "receive":
      return `wait:${request.event.name}`
    case "emit":
      return `emit:${request.event.name}`
    case "call":
      return `call:${request.workflow}`
  }
}
