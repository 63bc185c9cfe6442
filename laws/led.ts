/**
 * Steps whose branches and items begin with a read.
 *
 * Which of two branches comes first when both could go on at the same instant without asking anybody is for each interpreter
 * to say. An operation in front of every branch takes these ties away, and a read whose answer nobody wants leaves no trace.
 * @module
 */
import { fold } from "../src/core/fold.ts"
import { type Branch, type Node, stepOf } from "../src/core/node.ts"
import type { AnyStep } from "../src/core/step.ts"
import { Lab } from "./lab.ts"

/** Puts a read in front of every branch and every item. */
export const led = (step: AnyStep): AnyStep =>
  fold<AnyStep>(step, (node, children) => stepOf<never, unknown>(rebuilt(node, children)))

const rebuilt = (node: Node, children: ReadonlyArray<AnyStep>): Node => {
  const [child = empty, other = empty, third = empty] = children
  const branches = (all: ReadonlyArray<Branch>): ReadonlyArray<Branch> =>
    all.map(({ name }, index) => ({ name, step: children[index] ?? empty }))
  switch (node.kind) {
    case "pure":
    case "perform":
    case "fail":
      return node
    case "sequence":
      return children
        .slice(1)
        .reduce<Node>(
          (first, second) => ({ kind: "sequence", first: stepOf(first), second }),
          child as unknown as Node
        )
    case "choice":
      return { ...node, arms: branches(node.arms) }
    case "parallel":
      return {
        ...node,
        branches: branches(node.branches).map(({ name, step }) => ({ name, step: afterRead(step) }))
      }
    case "forEach":
      return { ...node, step: afterRead(child) }
    case "scope":
      return {
        ...node,
        step: child,
        commit: node.commit.kind === "undo" ? { ...node.commit, undo: other } : node.commit
      }
    case "bracket":
      return { ...node, acquire: child, use: other, release: third }
    case "carry":
    case "iterate":
    case "attempt":
    case "retry":
    case "label":
      return { ...node, step: child }
  }
}

const empty: AnyStep = stepOf({ kind: "pure", apply: () => undefined })

/** A read whose answer does not count. */
const read: AnyStep = stepOf({
  kind: "carry",
  select: () => 0,
  step: Lab.readA,
  merge: (value: unknown) => value
})

const afterRead = (step: AnyStep): AnyStep => stepOf({ kind: "sequence", first: read, second: step })
