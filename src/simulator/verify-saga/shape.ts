/**
 * The shape of a term, as far as it decides which properties can be asked for.
 * @module
 */
import { fold } from "../../core/fold.ts"
import { nodeOf } from "../../core/node.ts"
import type { AnyStep } from "../../core/step.ts"
import type { Program, Site } from "../../machine/program.ts"

/** Only pairs of a call and its undo, nothing that is caught, raced or scoped: then there is one phase of each kind. */
export const isFlat = (program: Program): boolean =>
  isPlain(program) &&
  [...program.sites.values()].every(
    ({ node, block }) =>
      block === undefined ||
      node.kind !== "scope" ||
      (node.commit.kind === "undo" && nodeOf(node.step).kind === "perform")
  )

/** Nothing in it is undone unless the run as a whole is. */
export const isPlain = (program: Program): boolean =>
  [...program.sites.values()].every(
    ({ node }) =>
      node.kind !== "attempt" &&
      node.kind !== "retry" &&
      node.kind !== "bracket" &&
      !(node.kind === "parallel" && (node.join.kind === "race" || node.join.kind === "quorum")) &&
      !(node.kind === "forEach" && node.until !== undefined) &&
      !(node.kind === "perform" && node.request.kind === "call")
  )

/** Tells whether a step cannot succeed without having written something. */
export const mustWrite = (step: AnyStep): boolean =>
  fold<boolean>(step, (node, children) => {
    switch (node.kind) {
      case "perform":
        return node.request.kind === "operation" && node.request.operation.effect !== "readonly"
      case "sequence":
      case "bracket":
        return children.includes(true)
      case "choice":
        return children.every((writes) => writes)
      case "parallel":
        return node.join.kind === "tuple" || node.join.kind === "record"
          ? children.includes(true)
          : children.length > 0 && children.every((writes) => writes)
      case "carry":
      case "iterate":
      case "label":
      case "retry":
      case "scope":
        return children[0] === true
      // It never succeeds.
      case "fail":
        return true
      // A list may be empty, and a failure may have come before the write.
      case "forEach":
      case "attempt":
      case "pure":
        return false
    }
  })

/**
 * Tells whether a scope owes its undo once for each time that what is in it was done: a pair of a call and its undo, outside
 * retries that have no scope of their own. Those remember the call, and owe its undo once for each attempt.
 */
export const isOwedOnce = (scope: Site): boolean => {
  const { node } = scope
  if (node.kind !== "scope" || node.commit.kind !== "undo" || node.commit.register === "before") return false
  if (nodeOf(node.step).kind !== "perform") return false
  let inner = scope
  for (let { block } = scope; block !== undefined; block = block.owner.block) {
    if (block.owner.node.kind === "retry") {
      const sites = block.parts.filter(({ kind }) => kind === "site")
      if (inner === scope || inner.node.kind !== "scope" || sites.length > 1) return false
    }
    inner = block.owner
  }
  return true
}
