/**
 * Which called workflows may pass a pivot: from then on a cancellation does not reach them.
 * @module
 */
import { fold } from "../../core/fold.ts"
import { isPivot } from "../../core/operation.ts"
import type { AnyStep } from "../../core/step.ts"
import type { Callable } from "./callable.ts"

/** The bodies that may pass a pivot, among them those that call themselves. */
export const committing = ({ parts, find }: Callable): ReadonlySet<AnyStep> => {
  const known = new Map<AnyStep, boolean>()
  const commits = (body: AnyStep): boolean =>
    fold<boolean>(body, (node, children) => {
      switch (node.kind) {
        case "perform": {
          const { request } = node
          if (request.kind === "operation") return isPivot(request.operation.effect)
          if (request.kind !== "call") return false
          const part = find(request)
          return isPivot(request.effect) || (part !== undefined && (known.get(part.body) ?? true))
        }
        case "scope":
          // What an undo does is no pivot, and neither is what a release does.
          return node.commit.kind === "seal" || children[0] === true
        case "bracket":
          return children[0] === true || children[1] === true
        case "pure":
        case "sequence":
        case "carry":
        case "choice":
        case "parallel":
        case "forEach":
        case "iterate":
        case "fail":
        case "attempt":
        case "retry":
        case "label":
          return children.includes(true)
      }
    })
  for (const { body } of parts) known.set(body, commits(body))
  return new Set([...known].flatMap(([body, commits]) => (commits ? [body] : [])))
}
