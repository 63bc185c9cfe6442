/**
 * Dependency graphs for people: as lines, and as a picture in Mermaid.
 * @module
 */
import {
  type DependencyGraph,
  type DependencyKind,
  nameOf,
  type NodeId,
  type NodeKind,
  nodeKindOf
} from "./dependency-graph.ts"

/**
 * Shows a graph as one line for each edge, with the places that it comes from.
 * @example
 * import { dependenciesOf, showDependencies } from "lawful/architecture"
 * const Paid = Event.make("Paid", { payload: t.number })
 * const wait = Workflow.make("wait", { version: 1, input: t.string, output: t.number, body: Step.waitFor(Paid) })
 * showDependencies(dependenciesOf([wait])) // => ["event Paid wakes workflow wait (wait:Paid)"]
 */
export const showDependencies = ({ edges }: DependencyGraph): ReadonlyArray<string> =>
  edges.map(({ from, verb, to, at }) => `${shown(from)} ${verb} ${shown(to)} (${at.join(", ")})`)

const shown = (node: NodeId): string => `${nodeKindOf(node)} ${nameOf(node)}`

/**
 * Draws a graph in Mermaid: solid arrows are synchronous, dotted ones asynchronous, thick ones data.
 * @example
 * import { dependenciesOf, mermaidOf } from "lawful/architecture"
 * const Paid = Event.make("Paid", { payload: t.number })
 * const wait = Workflow.make("wait", { version: 1, input: t.string, output: t.number, body: Step.waitFor(Paid) })
 * mermaidOf(dependenciesOf([wait])).split("\n").at(-2) // => "  n0 -. wakes .-> n1"
 */
export const mermaidOf = ({ nodes, edges }: DependencyGraph): string => {
  const ids = new Map(nodes.map((node, index) => [node, `n${index}`]))
  const lines = [
    "flowchart LR",
    ...nodes.map((node) => `  ${ids.get(node)}${shapes[nodeKindOf(node)](quoted(nameOf(node)))}`),
    ...edges.map(({ kind, from, verb, to }) => `  ${ids.get(from)} ${arrows[kind](verb)} ${ids.get(to)}`)
  ]
  return `${lines.join("\n")}\n`
}

const shapes: Readonly<Record<NodeKind, (name: string) => string>> = {
  workflow: (name) => `([${name}])`,
  service: (name) => `[${name}]`,
  resource: (name) => `[(${name})]`,
  event: (name) => `{{${name}}}`
}

const arrows: Readonly<Record<DependencyKind, (verb: string) => string>> = {
  synchronous: (verb) => `-- ${verb} -->`,
  asynchronous: (verb) => `-. ${verb} .->`,
  data: (verb) => `== ${verb} ==>`
}

/** Mermaid ends a text at a quotation mark and reads entities in it. */
const quoted = (name: string): string =>
  `"${name.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")}"`
