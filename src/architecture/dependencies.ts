/**
 * Association: which services, workflows, events and resources a workflow has to do with.
 *
 * Read off the term, without running it: what can be done in some run is in the graph, the arms that are never taken and
 * the undos that are never needed as well.
 * @module
 */
import type { EventType } from "../core/event.ts"
import { fold } from "../core/fold.ts"
import type { PerformNode } from "../core/node.ts"
import { type OperationDefinition, operationName } from "../core/operation.ts"
import { nodeId } from "../core/place.ts"
import type { SignatureDescription } from "../core/signature.ts"
import type { AnyStep } from "../core/step.ts"
import { type Dependency, type DependencyGraph, graphOf, type NodeId } from "./dependency-graph.ts"

/** What can be looked at: a workflow, by its name and its body. */
export interface Depending {
  readonly name: string
  readonly body: AnyStep
}

/** What else is there, besides what the workflows use. */
export interface Landscape {
  /** Services with all their operations, also those that no workflow performs. */
  readonly signatures?: ReadonlyArray<{ readonly "~signature": SignatureDescription<string> }>
  readonly events?: ReadonlyArray<EventType>
}

/**
 * Draws the dependency graph of workflows: synchronous, asynchronous and data edges, each with the places it comes from.
 *
 * Laws: the graph of `f >>> g` is the union of their graphs, that of `identity` is empty; equal steps have equal graphs;
 * whatever a run performs is an edge (laws/association.ts).
 * @example
 * import { dependenciesOf, showDependencies } from "lawful/architecture"
 * const Till = Signature.make("Till", {
 *   balance: { input: t.string, output: t.number, effect: "readonly", footprint: { reads: ["ledger"] } }
 * })
 * const report = Workflow.make("report", {
 *   version: 1, input: t.string, output: t.number, effect: "readonly", body: Till.balance
 * })
 * showDependencies(dependenciesOf([report]))
 * // => ["resource ledger is read by service Till (Till.balance)", "workflow report calls service Till (Till.balance)"]
 */
export const dependenciesOf = (
  workflows: ReadonlyArray<Depending>,
  { signatures = [], events = [] }: Landscape = {}
): DependencyGraph => {
  const edges: Array<Edge> = []
  const nodes: Array<NodeId> = events.map(({ name }): NodeId => `event:${name}`)
  for (const { name, body } of workflows) {
    const workflow: NodeId = `workflow:${name}`
    nodes.push(workflow)
    fold<undefined>(body, (node, _, place) => {
      if (node.kind === "perform") edges.push(...asked(workflow, node, nodeId(node.request, place)))
      return undefined
    })
  }
  for (const { "~signature": signature } of signatures) {
    nodes.push(`service:${signature.name}`)
    for (const operation of signature.operations.values()) edges.push(...touched(operation))
  }
  return graphOf(edges, nodes)
}

type Edge = Omit<Dependency, "kind">

/** The edges of one request. */
const asked = (workflow: NodeId, { request }: PerformNode, id: string): ReadonlyArray<Edge> => {
  const at = [id]
  switch (request.kind) {
    case "operation": {
      const { operation } = request
      return [
        { from: workflow, verb: "calls", to: `service:${operation.service}`, at },
        ...touched(operation)
      ]
    }
    case "call": {
      const verb = request.mode === "await" ? "calls" : "starts"
      return [{ from: workflow, verb, to: `workflow:${request.workflow}`, at }]
    }
    case "emit":
      return [{ from: workflow, verb: "emits", to: `event:${request.event.name}`, at }]
    case "receive":
      return [{ from: `event:${request.event.name}`, verb: "wakes", to: workflow, at }]
    case "timer":
      return []
  }
}

/** The edges of a footprint. */
const touched = (operation: OperationDefinition): ReadonlyArray<Edge> => {
  const service: NodeId = `service:${operation.service}`
  const { reads = [], writes = [] } = operation.footprint ?? {}
  const at = [operationName(operation)]
  return [
    ...writes.map((name): Edge => ({ from: service, verb: "writes", to: `resource:${name}`, at })),
    ...reads.map((name): Edge => ({ from: `resource:${name}`, verb: "is read by", to: service, at }))
  ]
}
