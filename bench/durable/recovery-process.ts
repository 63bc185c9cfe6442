/** One of the two processes of a recovery: `recovery-process.ts begin|go-on FOLDER loop|chain DONE`. The first one is killed, the second goes on. */
import { join } from "node:path"
import { pipe } from "fp-ts/lib/function.js"
import { left, right } from "fp-ts/lib/Either.js"
import * as t from "io-ts"
import { implement, Signature, Step, Workflow } from "lawful"
import { Engine, sqlite } from "lawful/durable"
import { counted, increase } from "./side.ts"

/** How the steps of a run follow each other. */
export type Form = "loop" | "chain"

/** What the processes tell. */
export type Recovered =
  /** The last step is under way, and never ends. */
  | { readonly kind: "arrived" }
  /** Milliseconds from opening the engine until that step is called again. */
  | { readonly kind: "recovered"; readonly milliseconds: number }

const [, , role, folder = "", form, done] = process.argv
const last = Number(done)

const Counted = t.type({ count: t.number, note: t.string })
const Counter = Signature.make("Counter", {
  increase: { input: Counted, output: Counted, effect: "irreversible", delivery: "idempotent" }
})

const border = { version: 1, input: Counted, output: Counted, effect: "irreversible" } as const

/** The same workflow, however many steps of it have been done. */
const longest = 10_001

const workflow =
  form === "loop"
    ? Workflow.make("loop", {
        ...border,
        body: Step.iterate(
          pipe(
            Counter.increase,
            Step.map((value) => (value.count < longest ? left(value) : right(value)))
          )
        )
      })
    : Workflow.make("chain", {
        ...border,
        body: Array.from({ length: longest }, (_, index) =>
          pipe(Counter.increase, Step.label(`step-${index}`))
        ).reduce((chain, step) => pipe(chain, Step.andThen(step)))
      })

const tell = (message: Recovered): void => void process.send?.(message)
const start = performance.now()

const counter = implement(Counter, {
  increase: (value) => {
    if (value.count < last) return increase(value)
    tell(
      role === "begin" ? { kind: "arrived" } : { kind: "recovered", milliseconds: performance.now() - start }
    )
    return new Promise(() => {})
  }
})

const engine = await Engine.open({
  // It is only killed, so there is no need to wait for the disk on the way.
  journal: sqlite(join(folder, "journal.db"), { synchronous: "normal" }),
  workflows: [workflow],
  implementations: [counter]
})
// Otherwise nothing would hold the engine while its only step goes on, and it would be collected and closed.
setInterval(() => engine.check, 1_000)
if (role === "begin") await engine.start(workflow, counted(0), { id: "the run" })
