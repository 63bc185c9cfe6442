/**
 * Operations that were done although they gave no usable answer.
 * @module
 */
import type { Request } from "../../core/node.ts"
import { type OperationDefinition, operationName } from "../../core/operation.ts"
import { CodecViolation } from "../../core/violation.ts"
import { type Frame, showIndices } from "./frame.ts"
import type { Halt } from "./halt.ts"

/** The border that the answer of an operation crosses. */
export const outputOf = (definition: OperationDefinition): string => `output of ${operationName(definition)}`

/** What tells that a call has been done: the id of its node, and the defect of an answer that did not fit its codec. */
export interface Done {
  readonly id: string
  readonly recognises: (cause: unknown) => boolean
}

/** Only operations have answers that can be misshapen although they have been done. */
export const doneBy = (request: Request, id: string): Done => ({
  id,
  recognises: (cause) =>
    request.kind === "operation" &&
    cause instanceof CodecViolation &&
    cause.border === outputOf(request.operation)
})

/**
 * The defect that says that the call in this frame was done; undefined when there is none. A halt holds the causes of the
 * whole failure scope, so the node and its indices must be those of the call.
 */
export const misshapen = (halt: Halt, { id, recognises }: Done, { indices }: Frame): unknown => {
  const at = `${id}${showIndices(indices)}`
  const found = halt.causes.find(
    (cause) => cause.kind === "defect" && cause.at === at && recognises(cause.cause)
  )
  return found?.kind === "defect" ? found.cause : undefined
}
