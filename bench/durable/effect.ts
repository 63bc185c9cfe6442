/** The workflow in Effect's cluster engine with one runner, on SQLite. */
import { join } from "node:path"
import { Effect, Layer, ManagedRuntime, Schema } from "effect"
import { ClusterWorkflowEngine, SingleRunner } from "effect/cluster"
import { Digest } from "effect/crypto"
import { Activity, Workflow } from "effect/workflow"
import { sqliteLayer } from "./effect-sqlite.ts"
import { increase, type Open, steps } from "./side.ts"

const Counted = Schema.Struct({ count: Schema.Number, note: Schema.String })

const Count = Workflow.make("Count", {
  payload: { id: Schema.String, count: Schema.Number, note: Schema.String },
  success: Counted,
  idempotencyKey: ({ id }) => id
})

const count = Count.toLayer(
  Effect.fn(function* ({ count, note }) {
    let value = { count, note }
    for (let step = 0; step < steps; step++) {
      const before = value
      value = yield* Activity.make({
        name: `step-${step}`,
        success: Counted,
        execute: Effect.sync(() => increase(before))
      })
    }
    return value
  })
)

export const open: Open = async (folder) => {
  const engine = ClusterWorkflowEngine.layer.pipe(
    Layer.provide(SingleRunner.layer({ runnerStorage: "memory" })),
    Layer.provide(sqliteLayer(join(folder, "cluster.db"))),
    Layer.provide(Digest.layerWebCrypto)
  )
  const runtime = ManagedRuntime.make(count.pipe(Layer.provideMerge(engine)))
  return (id, input) => runtime.runPromise(Count.execute({ id, ...input }))
}
