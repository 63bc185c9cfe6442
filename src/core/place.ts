/**
 * Node identity: where a node stands in a term, by the names of the scopes around it.
 *
 * A place is the path of named scopes, then the name of what is asked for: `ship/Shipping.dispatch`. Composition, parallel,
 * choice and pure steps leave no trace in it, so re-associating or wrapping a term keeps its ids. An undo lives below the
 * node that it undoes: `Inventory.reserve/undo/Inventory.release`; what is undone as a whole and has no name leaves only
 * `undo/` (so wrapping the action of an undo does change the undo's id). Loop turns and items append their index at run time.
 * @module
 */
import { type Node, nodeOf, type Request } from "./node.ts"
import { operationName } from "./operation.ts"
import type { AnyStep } from "./step.ts"

/** A path of named scopes, each followed by `/`. */
export type Place = string

/** The place of the whole term. */
export const root: Place = ""

/** The places of the children of a node; `undefined` when all of them stand where the node stands. */
export const childPlaces = (
  node: Node,
  place: Place,
  children: ReadonlyArray<AnyStep>
): ReadonlyArray<Place> | undefined => {
  switch (node.kind) {
    case "label":
      return [`${place}${segment(node.name)}/`]
    case "scope":
      return node.commit.kind === "undo" ? [place, undoPlace(place, children[0] as AnyStep)] : undefined
    case "bracket":
      return [place, place, `${place}release/`]
    case "pure":
    case "perform":
    case "sequence":
    case "carry":
    case "choice":
    case "parallel":
    case "forEach":
    case "iterate":
    case "fail":
    case "attempt":
    case "retry":
      return undefined
  }
}

/** The id of what is asked for at a place. */
export const nodeId = (request: Request, place: Place): string => `${place}${requestName(request)}`

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

/** Names inside a path must not look like paths. */
const segment = (name: string): string => name.replaceAll("%", "%25").replaceAll("/", "%2F")

/** Below the operation that is undone, or below the label of what is undone; plain `undo/` when it has neither. */
const undoPlace = (place: Place, done: AnyStep): Place => {
  const node = nodeOf(done)
  if (node.kind === "perform") return `${place}${requestName(node.request)}/undo/`
  if (node.kind === "label") return `${place}${segment(node.name)}/undo/`
  return `${place}undo/`
}
