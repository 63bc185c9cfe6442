/**
 * Workflows with other undos: to see whether somebody notices.
 */
import { type AnyStep, fold } from "lawful"
import { withChildren } from "../../src/core/children.ts"
import { same, stepOf } from "../../src/core/node.ts"

/** An undo that undoes nothing. */
export const nothing: AnyStep = stepOf({ kind: "pure", apply: same })

/** The undos of a workflow, in the order in which they stand in it. */
export const undosIn = (step: AnyStep): ReadonlyArray<AnyStep> =>
  fold<ReadonlyArray<AnyStep>>(step, (node, children) => [
    ...children.flat(),
    ...(node.kind === "scope" && node.commit.kind === "undo" ? [node.commit.undo] : [])
  ])

/** A workflow with other undos. */
export const withUndos = <W extends { readonly body: AnyStep }>(
  workflow: W,
  replace: (undo: AnyStep) => AnyStep
): W => {
  const rewrite = (step: AnyStep): AnyStep =>
    fold<AnyStep>(step, (node, children) => {
      const rebuilt = withChildren(node, children)
      if (rebuilt.kind !== "scope" || rebuilt.commit.kind !== "undo" || node.kind !== "scope")
        return stepOf(rebuilt)
      const undo = node.commit.kind === "undo" ? replace(node.commit.undo) : rebuilt.commit.undo
      return stepOf({ ...rebuilt, commit: { ...rebuilt.commit, undo } })
    })
  return { ...workflow, body: rewrite(workflow.body) }
}

/** A workflow in which what an undo undoes is not undone at all, and is no scope. */
export const withoutUndo = <W extends { readonly body: AnyStep }>(workflow: W, undo: AnyStep): W => ({
  ...workflow,
  body: fold<AnyStep>(workflow.body, (node, children) => {
    const [step] = children
    const isMeant = node.kind === "scope" && node.commit.kind === "undo" && node.commit.undo === undo
    return isMeant && step !== undefined ? step : stepOf(withChildren(node, children))
  })
})
