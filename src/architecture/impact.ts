/**
 * Questions to dependency graphs: who is concerned when something fails, and who waits for whom in a circle.
 * @module
 */
import type { Dependency, DependencyGraph, NodeId } from "./dependency-graph.ts"

/** Who is concerned, and why: the edges from what failed to here, the fewest that there are. */
export interface Concerned {
  readonly node: NodeId
  readonly because: ReadonlyArray<Dependency>
}

/**
 * Tells who is concerned when a node fails, the nearest first.
 *
 * A caller depends on what it waits for; what is told or written downstream depends on what is upstream. When a resource or
 * an event is out of order itself, whoever writes or emits it is concerned, too.
 *
 * Laws: in the union of two graphs at least those are concerned that are in one of them
 * (test/architecture/dependencies.test.ts).
 * @example
 * import { dependenciesOf, whoDependsOn } from "lawful/architecture"
 * const Till = Signature.make("Till", { balance: { input: t.string, output: t.number, effect: "readonly" } })
 * const report = Workflow.make("report", {
 *   version: 1, input: t.string, output: t.number, effect: "readonly", body: Till.balance
 * })
 * whoDependsOn(dependenciesOf([report]), "service:Till").map(({ node }) => node) // => ["workflow:report"]
 */
export const whoDependsOn = ({ edges }: DependencyGraph, failed: NodeId): ReadonlyArray<Concerned> => {
  const reached = new Map<NodeId, ReadonlyArray<Dependency>>([[failed, []]])
  const spread = (node: NodeId, edge: Dependency, because: ReadonlyArray<Dependency>): void => {
    if (!reached.has(node)) reached.set(node, [...because, edge])
  }
  // A map is walked in the order of insertion, with what is inserted on the way: breadth first.
  for (const [node, because] of reached) {
    for (const edge of edges) {
      const upstream = edge.kind === "synchronous" ? edge.to : edge.from
      const downstream = edge.kind === "synchronous" ? edge.from : edge.to
      if (upstream === node) spread(downstream, edge, because)
      // Nothing gets into or out of what is out of order: its sources notice, as they do not when it is merely stale.
      if (node === failed && edge.to === node && (edge.verb === "writes" || edge.verb === "emits"))
        spread(edge.from, edge, because)
    }
  }
  return [...reached].slice(1).map(([node, because]) => ({ node, because }))
}

/**
 * Finds the workflows that wait for each other in a circle: each list is one circle's members.
 *
 * A workflow that calls itself is a circle of one: it ends when its input says so, and the graph cannot know.
 *
 * Laws: whoever reaches itself by synchronous edges is in exactly one circle (test/architecture/dependencies.test.ts).
 * @example
 * import { circlesOf, dependenciesOf } from "lawful/architecture"
 * const border = { version: 1, input: t.number, output: t.number } as const
 * const ping = { name: "ping", body: Step.call(Workflow.reference("pong", border)) }
 * const pong = { name: "pong", body: Step.call(Workflow.reference("ping", border)) }
 * circlesOf(dependenciesOf([ping, pong])) // => [["workflow:ping", "workflow:pong"]]
 */
export const circlesOf = ({ nodes, edges }: DependencyGraph): ReadonlyArray<ReadonlyArray<NodeId>> => {
  const called = new Map<NodeId, Array<NodeId>>()
  for (const { kind, from, to } of edges)
    if (kind === "synchronous") called.set(from, [...(called.get(from) ?? []), to])
  const reachable = new Map(nodes.map((node) => [node, reachedFrom(called, node)]))
  const meets = (one: NodeId, other: NodeId): boolean => reachable.get(one)?.has(other) === true
  const circles = nodes
    .filter((node) => meets(node, node))
    .map((node) => nodes.filter((other) => meets(node, other) && meets(other, node)))
  // Each circle is found once for each of its members; the first of them speaks for it.
  return circles.filter((circle, index) => circles.findIndex(([first]) => first === circle[0]) === index)
}

/** What is called from a node, directly or not; the node itself only when it comes round. */
const reachedFrom = (
  called: ReadonlyMap<NodeId, ReadonlyArray<NodeId>>,
  start: NodeId
): ReadonlySet<NodeId> => {
  const reached = new Set(called.get(start))
  for (const node of reached) for (const next of called.get(node) ?? []) reached.add(next)
  return reached
}
