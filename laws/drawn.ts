/**
 * Dependency graphs as an interpreter: a step goes to its edges. What one step of an equation depends on, the other does.
 * @module
 */
import type { DependencyGraph } from "../src/architecture/dependency-graph.ts"
import type { AnyStep } from "../src/core/step.ts"
import { everything, type Subject } from "./subject.ts"

/** A way to draw steps. */
export interface Drawing {
  readonly name: string
  readonly of: (step: AnyStep) => DependencyGraph
}

/**
 * Runs nothing: the outcome is the graph, and each edge counts as something that was executed. Places are left out, because
 * laws move nodes, and so is what the contexts of equations do beside the step.
 */
export const drawn = ({ name, of }: Drawing): Subject => ({
  name,
  capabilities: everything,
  run: (step, _, world) => {
    const { edges } = of(step)
    const operations = edges.flatMap(({ kind, from, verb, to, at }) =>
      verb === "calls" && to.startsWith("service:")
        ? [...new Set(at.map((id) => `${kind} ${from} ${verb} ${id.slice(id.lastIndexOf("/") + 1)}`))]
        : [`${kind} ${from} ${verb} ${to}`]
    )
    for (const operation of operations.sort())
      world.word.push({
        operation,
        input: 0,
        resource: "A",
        fault: undefined,
        key: "",
        attempt: 1,
        at: 0
      })
    return Promise.resolve({ _tag: "Completed", output: operations })
  },
  idle: () => Promise.resolve()
})
