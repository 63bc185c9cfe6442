import { join } from "node:path"
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { implement, Signature, Step, Workflow } from "lawful"
import { Engine, sqlite } from "lawful/durable"
import { increase, type Open } from "./side.ts"

const Counted = t.type({ count: t.number, note: t.string })
const Counter = Signature.make("Counter", {
  increase: { input: Counted, output: Counted, effect: "readonly" }
})
const step = (index: number) => pipe(Counter.increase, Step.label(`step-${index}`))

const count = Workflow.make("count", {
  version: 1,
  input: Counted,
  output: Counted,
  body: pipe(
    step(0),
    Step.andThen(step(1)),
    Step.andThen(step(2)),
    Step.andThen(step(3)),
    Step.andThen(step(4)),
    Step.andThen(step(5)),
    Step.andThen(step(6)),
    Step.andThen(step(7)),
    Step.andThen(step(8)),
    Step.andThen(step(9))
  )
})

export const open: Open = async (folder) => {
  const engine = await Engine.open({
    journal: sqlite(join(folder, "journal.db")),
    workflows: [count],
    implementations: [implement(Counter, { increase })]
  })
  return async (id, input) => {
    const handle = await engine.start(count, input, { id })
    const outcome = await handle.result()
    if (outcome._tag !== "Completed") throw new Error(`expected a run to complete (was ${outcome._tag})`)
    return outcome.output
  }
}
