/**
 * Dependency graphs: who calls whom, who wakes whom, and who writes what others read, as plain data.
 *
 * A graph is a set of nodes and a set of edges in a fixed order, so that graphs are equal when their texts are. Union is
 * associative and commutative, does nothing twice, and has the empty graph as its unit.
 *
 * Laws: laws/association.ts.
 * @module
 */

/** What stands at the end of an edge. */
export type NodeKind = "workflow" | "service" | "resource" | "event"

/** The id of a node: its kind and its name, as requirements are written: `workflow:fulfil-order`. */
export type NodeId = `${NodeKind}:${string}`

/**
 * How one node depends on another.
 *
 * - `synchronous`: one calls the other and waits for the answer.
 * - `asynchronous`: one tells the other, and does not wait.
 * - `data`: one reads what the other has written.
 */
export type DependencyKind = "synchronous" | "asynchronous" | "data"

/** What an edge says, read from its beginning to its end: "fulfil-order calls Payments". */
export type Verb = "calls" | "starts" | "emits" | "wakes" | "writes" | "is read by"

/** The kind of dependency of each verb. */
export const kindOf: Readonly<Record<Verb, DependencyKind>> = {
  calls: "synchronous",
  starts: "asynchronous",
  emits: "asynchronous",
  wakes: "asynchronous",
  writes: "data",
  "is read by": "data"
}

/** An edge. It points where control or data flows. */
export interface Dependency {
  readonly kind: DependencyKind
  readonly from: NodeId
  readonly verb: Verb
  readonly to: NodeId
  /** Where it comes from: ids of nodes in a workflow, or the names of the operations that declare a footprint. */
  readonly at: ReadonlyArray<string>
}

/** Nodes and edges, each once, in a fixed order. */
export interface DependencyGraph {
  readonly nodes: ReadonlyArray<NodeId>
  readonly edges: ReadonlyArray<Dependency>
}

/** The graph without nodes. */
export const emptyGraph: DependencyGraph = { nodes: [], edges: [] }

/** Makes a graph of edges and of nodes that need not have any; what comes twice is joined. */
export const graphOf = (
  edges: Iterable<Omit<Dependency, "kind">>,
  nodes: Iterable<NodeId> = []
): DependencyGraph => {
  const known = new Set(nodes)
  const places = new Map<string, { readonly edge: Omit<Dependency, "kind">; readonly at: Set<string> }>()
  for (const edge of edges) {
    known.add(edge.from).add(edge.to)
    const key = JSON.stringify([edge.from, edge.verb, edge.to])
    const place = places.get(key) ?? { edge, at: new Set() }
    for (const id of edge.at) place.at.add(id)
    places.set(key, place)
  }
  return {
    nodes: [...known].sort(),
    edges: [...places]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(
        ([
          ,
          {
            edge: { from, verb, to },
            at
          }
        ]) => ({
          kind: kindOf[verb],
          from,
          verb,
          to,
          at: [...at].sort()
        })
      )
  }
}

/**
 * Joins graphs: what is in one of them is in the union.
 *
 * Laws: associative, commutative, idempotent, with the graph without nodes as unit
 * (test/architecture/dependencies.test.ts); the graph of a composition is the union of the graphs (laws/association.ts).
 * @example
 * import { dependenciesOf, union } from "lawful/architecture"
 * union(dependenciesOf([]), dependenciesOf([])) // => { nodes: [], edges: [] }
 */
export const union = (...graphs: ReadonlyArray<DependencyGraph>): DependencyGraph =>
  graphOf(
    graphs.flatMap(({ edges }) => edges),
    graphs.flatMap(({ nodes }) => nodes)
  )

/** The name of a node without its kind. */
export const nameOf = (node: NodeId): string => node.slice(node.indexOf(":") + 1)

/** The kind of a node. */
export const nodeKindOf = (node: NodeId): NodeKind => node.slice(0, node.indexOf(":")) as NodeKind
