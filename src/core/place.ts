/**
 * Node identity: where a node stands in a term, by the names of the scopes around it.
 *
 * A place is the path of named scopes, then the name of what is asked for: `ship/Shipping.dispatch`. Composition, parallel,
 * choice and pure steps leave no trace in it, so re-associating or wrapping a term keeps its ids. An undo lives below the
 * node that it undoes: `Inventory.reserve/undo/Inventory.release`, or below the first and the last name in what is undone as a
 * whole. Loop turns and items append their index at run time.
 * @module
 */
import type { Node, Request, ScopeNode } from "./node.ts"
import { requestName } from "./request-name.ts"
import type { AnyStep } from "./step.ts"
import { subjectOf } from "./subject.ts"

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

/** The id of what the undo of a scope undoes: the place of the undo without the word `undo`. */
export const undoneId = (node: ScopeNode, place: Place): string =>
  undoPlace(place, node.step).replace(/\/?undo\/$/, "") || "(scope)"

/** Names inside a path must not look like paths, nor like indices. */
const segment = (name: string): string =>
  name.replaceAll("%", "%25").replaceAll("/", "%2F").replaceAll("[", "%5B")

/** Below what is undone. */
const undoPlace = (place: Place, done: AnyStep): Place => {
  const subject = subjectOf(done)
  return subject === "" ? `${place}undo/` : `${place}${segment(subject)}/undo/`
}

/** Shows a place to people. */
export const showPlace = (place: Place): string => (place === root ? "(root)" : place.slice(0, -1))
