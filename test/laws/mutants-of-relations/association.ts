/**
 * Dependency graphs that are right, and drawings with one bug each.
 */
import { type AnyStep, childrenOf, fold, type Node, nodeOf } from "lawful"
import { type DependencyGraph, dependenciesOf } from "lawful/architecture"
import type { Drawing } from "lawful/laws"
import { withChildren } from "../../../src/core/children.ts"
import { stepOf } from "../../../src/core/node.ts"

export const graphs: Drawing = {
  name: "graph",
  of: (body) => dependenciesOf([{ name: "it", body }])
}

type Edge = DependencyGraph["edges"][number]

/** Changes the edges; one that is left without a place is gone. */
const changing = (name: string, change: (edge: Edge) => Edge): Drawing => ({
  name,
  of: (step) => {
    const { nodes, edges } = graphs.of(step)
    return { nodes, edges: edges.map(change).filter(({ at }) => at.length > 0) }
  }
})

const without = (name: string, scope: RegExp): Drawing =>
  changing(name, (edge) => ({ ...edge, at: edge.at.filter((place) => !scope.test(place)) }))

/** Looks at another step. */
const rewriting = (name: string, rule: (node: Node) => Node): Drawing => ({
  name,
  of: (step) =>
    graphs.of(
      fold<AnyStep>(step, (node, children) => stepOf(rule(nodeOf(stepOf(withChildren(node, children))))))
    )
})

/** Each with the laws that find it. */
export const associationMutants: ReadonlyArray<readonly [mutant: Drawing, laws: ReadonlyArray<string>]> = [
  [without("forgets undos", /undo\//), ["association/sound"]],
  [without("forgets releases", /release\//), ["association/sound"]],
  [
    {
      name: "draws the last part only",
      of: (step) => graphs.of(childrenOf(nodeOf(step)).at(-1) ?? step)
    },
    ["association/union", "association/branches", "association/sound"]
  ],
  [
    rewriting("draws the first branch only", (node) =>
      node.kind === "parallel" ? { ...node, branches: node.branches.slice(0, 1) } : node
    ),
    ["association/branches", "association/sound"]
  ],
  [
    rewriting("draws the first arm only", (node) =>
      node.kind === "choice" ? { ...node, arms: node.arms.slice(0, 1) } : node
    ),
    ["association/branches", "association/sound"]
  ],
  [
    changing("takes what is started for what is waited for", (edge) =>
      edge.verb === "starts" ? { ...edge, verb: "calls", kind: "synchronous" } : edge
    ),
    ["association/waits"]
  ],
  [
    {
      name: "counts what it meets",
      of: (step) => {
        const size = fold<number>(step, (_, parts) => parts.reduce((sum, part) => sum + part, 1))
        const { nodes, edges } = graphs.of(step)
        return { nodes: [...nodes, `resource:${size}`], edges }
      }
    },
    ["association/union"]
  ]
]
