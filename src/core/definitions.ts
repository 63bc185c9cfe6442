/**
 * Checks the names in a term: ids and labels must differ, and one name must not mean two things.
 * @module
 */
import type { LabelNode, Node, Request } from "./node.ts"
import { operationName } from "./operation.ts"
import { childPlaces, nodeId, type Place } from "./place.ts"
import type { Report } from "./problem.ts"

/** The names seen so far in a term. */
export class Definitions {
  readonly #report: Report
  readonly #ids = new Set<string>()
  readonly #labels = new Set<string>()
  readonly #meanings = new Map<string, ReadonlyArray<unknown>>()

  constructor(report: Report) {
    this.#report = report
  }

  /** Takes down the names that a node introduces. */
  visit(node: Node, place: Place): void {
    if (node.kind === "perform") {
      this.#id(nodeId(node.request, place))
      this.#meaning(node.request, place)
    }
    if (node.kind === "label") this.#label(labelPath(node, place))
  }

  #id(id: string): void {
    if (this.#ids.has(id))
      this.#report(
        "step/duplicate-id",
        id,
        `"${id}" stands here twice, so a journal could not tell the two apart. Give one of them a name with Step.label.`
      )
    this.#ids.add(id)
  }

  #label(path: string): void {
    if (this.#labels.has(path))
      this.#report(
        "step/duplicate-label",
        path,
        `the label "${path}" is used twice in its scope. Rename one of them.`
      )
    this.#labels.add(path)
  }

  #meaning(request: Request, place: Place): void {
    const named = namedDefinition(request)
    if (named === undefined) return
    const known = this.#meanings.get(named.name)
    if (known !== undefined && known.some((part, index) => part !== named.definition[index]))
      this.#report(
        "step/definition-clash",
        nodeId(request, place),
        `there are two different definitions of ${named.name} in this workflow. Import one of them in both places, or rename one.`
      )
    this.#meanings.set(named.name, named.definition)
  }
}

/** As ids show it: a "/" in a name is not one between names. */
const labelPath = (node: LabelNode, place: Place): string => {
  const [inside = place] = childPlaces(node, place, [node.step]) ?? []
  return inside.slice(0, -1)
}

/** What makes two definitions one; timers have none, and a call names its workflow and its version. */
const namedDefinition = (
  request: Request
): { readonly name: string; readonly definition: ReadonlyArray<unknown> } | undefined => {
  switch (request.kind) {
    case "operation":
      // An operation that was declared readonly at its use shares its codecs with the original.
      return {
        name: `the operation ${operationName(request.operation)}`,
        definition: [request.operation.input, request.operation.output, request.operation.error]
      }
    case "receive":
    case "emit":
      return { name: `the event ${request.event.name}`, definition: [request.event] }
    case "call":
      return { name: `the workflow ${request.workflow}`, definition: [request.version] }
    case "timer":
      return undefined
  }
}
