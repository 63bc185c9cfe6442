/**
 * Operations that were done although they gave no usable answer.
 * @module
 */
import type { OperationDefinition } from "../../core/operation.ts"
import { operationName } from "../../core/operation.ts"
import type { Request } from "../../core/node.ts"
import { CodecViolation } from "../../core/violation.ts"
import type { Halt } from "./halt.ts"

/** The border that the answer of an operation crosses. */
export const outputOf = (definition: OperationDefinition): string => `output of ${operationName(definition)}`

/** Recognises the defect of an answer that did not fit its codec: the operation has been done all the same. */
export const doneWith =
  (definition: OperationDefinition): ((cause: unknown) => boolean) =>
  (cause) =>
    cause instanceof CodecViolation && cause.border === outputOf(definition)

/** As {@link doneWith}, for any request; only operations have answers that can be misshapen without being undone. */
export const doneRequest = (request: Request): ((cause: unknown) => boolean) =>
  request.kind === "operation" ? doneWith(request.operation) : () => false

/** The defect among the causes of a halt that says that it was done; undefined when none does. */
export const misshapen = (halt: Halt, isDone: (cause: unknown) => boolean): unknown => {
  const found = halt.causes.find((cause) => cause.kind === "defect" && isDone(cause.cause))
  return found?.kind === "defect" ? found.cause : undefined
}
