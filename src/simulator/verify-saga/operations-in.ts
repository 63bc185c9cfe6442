/**
 * The operations that a workflow may call, also through the workflows that it calls.
 * @module
 */
import { fold } from "../../core/fold.ts"
import type { Provider } from "../../core/implementation.ts"
import type { CallRequest, OperationRequest } from "../../core/node.ts"
import { type OperationDefinition, operationName } from "../../core/operation.ts"
import type { AnyStep } from "../../core/step.ts"
import type { Runnable } from "../../machine/program.ts"

/** Operations of a step, by what they are for. */
export interface OperationsIn {
  readonly forward: ReadonlyArray<OperationDefinition>
  /** Those that undos call. */
  readonly undos: ReadonlyArray<OperationDefinition>
}

/** The operations that a step may call; those of called workflows as far as they are among what is provided. */
export const operationsIn = (
  step: AnyStep,
  provided: ReadonlyArray<Provider<string, unknown>> = []
): OperationsIn => {
  const forward: Array<OperationDefinition> = []
  const undos: Array<OperationDefinition> = []
  const seen = new Set<string>()
  const pending: Array<Visit> = [{ body: step, undoing: false }]
  for (let visit = pending.pop(); visit !== undefined; visit = pending.pop()) {
    const { body, undoing } = visit
    for (const { request, inUndo } of requestsIn(body)) {
      const isUndo = undoing || inUndo
      if (request.kind === "operation") {
        ;(isUndo ? undos : forward).push(request.operation)
        continue
      }
      const called = workflowOf(request, provided)
      const key = JSON.stringify([request.workflow, request.version, isUndo])
      if (called === undefined || seen.has(key)) continue
      seen.add(key)
      pending.push({ body: called.body, undoing: isUndo })
    }
  }
  return { forward: distinct(forward), undos: distinct(undos) }
}

/** A body to look at; what an undo calls belongs to the undo. */
interface Visit {
  readonly body: AnyStep
  readonly undoing: boolean
}

interface Asked {
  readonly request: OperationRequest | CallRequest
  readonly inUndo: boolean
}

const requestsIn = (step: AnyStep): ReadonlyArray<Asked> =>
  fold<ReadonlyArray<Asked>>(step, (node, children) => {
    if (node.kind === "perform") {
      const { request } = node
      return request.kind === "operation" || request.kind === "call" ? [{ request, inUndo: false }] : []
    }
    if (node.kind !== "scope" || node.commit.kind !== "undo") return children.flat()
    const [doing = [], undoing = []] = children
    return [...doing, ...undoing.map(({ request }) => ({ request, inUndo: true }))]
  })

type Callable = Extract<Runnable, { readonly kind: "workflow" }> & { readonly version: number }

const workflowOf = (
  { workflow, version }: CallRequest,
  provided: ReadonlyArray<Provider<string, unknown>>
): Callable | undefined =>
  provided
    .flatMap((provider) => (provider.kind === "workflow" ? [provider as unknown as Callable] : []))
    .find((one) => one.name === workflow && one.version === version)

/** Each once, by name. */
export const distinct = (
  operations: ReadonlyArray<OperationDefinition>
): ReadonlyArray<OperationDefinition> => [
  ...new Map(operations.map((operation) => [operationName(operation), operation])).values()
]
