/**
 * What a user's program does with a durable engine on a file: it ends while a run waits, and is started again.
 * `test/tools/consumer.ts` compiles this file against the built package, and runs it.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Event, implement, Signature, Step, Workflow } from "lawful"
import { compression, Engine, sqlite } from "lawful/durable"

export const Desk = Signature.make("Desk", {
  stamp: { input: t.string, output: t.string, effect: "readonly" }
})
export const Approved = Event.make("Approved", { payload: t.string })
export const approve = Workflow.make("approve", {
  version: 1,
  input: t.string,
  output: t.string,
  body: pipe(
    Step.begin<string>(),
    Step.bind("stamp", (s) => s.input, Desk.stamp),
    Step.bind("by", () => undefined, Step.waitFor(Approved)),
    Step.map((s) => `${s.stamp}, approved by ${s.by}`)
  )
})

const folder = mkdtempSync(join(tmpdir(), "lawful-desk-"))

export const open = () =>
  Engine.open({
    journal: sqlite(join(folder, "desk.db")),
    workflows: [approve],
    implementations: [implement(Desk, { stamp: (text) => `stamped ${text}` })],
    payload: [compression()]
  })

const monday = await open()
await monday.start(approve, "a form", { id: "form-1" })
await monday.close()

const friday = await open()
const form = await friday.get(approve, "form-1")
await form.signal(Approved, "Ada")
const outcome = await form.result()
await friday.close()
rmSync(folder, { recursive: true })

if (outcome._tag !== "Completed" || outcome.output !== "stamped a form, approved by Ada")
  throw new Error(`The run did not survive: ${JSON.stringify(outcome)}`)
