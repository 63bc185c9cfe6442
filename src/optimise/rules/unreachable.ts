/**
 * What can never be reached goes: arms that are not chosen, and what comes after a failure.
 * @module
 */
import type { PureNode } from "../../core/node.ts"
import { lastOf, valueOf } from "../composed.ts"
import { type Known, known, partsOf } from "../known.ts"
import { refused, replaced, type Rule } from "../rule.ts"

/** A choice whose arm is known. */
export const deadBranch: Rule = {
  id: "dead-branch",
  law: "D1",
  equation: "inject(k) >>> match(arms) = inject(k) >>> arms[k]",
  condition: "the value is a constant, or made by a rule that knows its tag",
  level: "timed",
  keeps: "ids",
  rewrite: {
    of: "pair",
    apply: (first, { node, children }, { namesUndo }) => {
      if (first.node.kind !== "pure" || node.kind !== "choice") return undefined
      const tag = tagOf(first.node, node.tag)
      const arm = children[node.arms.findIndex(({ name }) => name === tag)]
      if (tag === undefined || arm === undefined) return undefined
      if (namesUndo) return refused("N15", whyNamed)
      return replaced([first, ...partsOf(arm)], `the value is tagged ${JSON.stringify(tag)}`)
    }
  }
}

/** What follows a step that never succeeds. */
export const leftZero: Rule = {
  id: "left-zero",
  law: "E1",
  equation: "fail(e) >>> f = fail(e)",
  condition: "the first step has no way to succeed",
  level: "timed",
  keeps: "ids",
  rewrite: {
    of: "pair",
    apply: (first, _second, { namesUndo }) => {
      if (!first.facts.halts) return undefined
      return namesUndo ? refused("N15", whyNamed) : replaced([first], `${first.text} never succeeds`)
    }
  }
}

/** Puts a value into the right side of an Either; other rules know its tag by the function. */
export const toRight: PureNode = {
  kind: "pure",
  apply: (value: unknown) => ({ _tag: "Right", right: value })
}

/** The step that `toRight` is. */
export const right: Known = known(toRight)

/** Why names may not disappear where an undo is called after them. */
export const whyNamed =
  "the undo of what it stands in is called after the names in it, and would get another id"

const tagOf = (node: PureNode, property: string): string | undefined => {
  if (property === "_tag" && lastOf(node) === toRight.apply) return "Right"
  const value = valueOf(node)?.value
  if (typeof value !== "object" || value === null) return undefined
  const tag: unknown = (value as Readonly<Record<string, unknown>>)[property]
  return typeof tag === "string" ? tag : undefined
}
