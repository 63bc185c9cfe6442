/**
 * A process with an engine, for tests that kill it: `standby-process.ts <file> <name> [standby]`. It says what it does.
 */
import { appendFileSync, writeSync } from "node:fs"
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { implement, Saga, Signature, Step, Workflow } from "lawful"
import { Engine, sqlite } from "lawful/durable"

const [, , file = "", name = "", standby] = process.argv
const say = (text: string): void => {
  writeSync(1, `${text}\n`)
}

const Work = Signature.make("Work", {
  act: { input: t.number, output: t.number, effect: "undoable", delivery: "idempotent" },
  undo: { input: t.number, output: t.void, effect: "undo", delivery: "idempotent" }
})
const act = Saga.undoable(Work.act, Work.undo)
const job = Workflow.make("job", {
  version: 1,
  input: t.number,
  output: t.number,
  body: pipe(
    act,
    Step.pause(20),
    Step.andThen(pipe(act, Step.pause(20), Step.label("second"))),
    Step.andThen(pipe(act, Step.label("third")))
  )
})

say("opening")
const engine = await Engine.open({
  journal: sqlite(file),
  standby: standby === "standby",
  workflows: [job],
  implementations: [
    implement(Work, {
      act: (input, { key }) => {
        appendFileSync(`${file}.calls`, `${name} ${key}\n`)
        return input + 1
      },
      undo: () => undefined
    })
  ]
})
say("open")
if (standby !== "standby") {
  for (let index = 0; index < 1000; index++) {
    await engine.start(job, 0, { id: `job-${index}` })
    say(`started ${index}`)
  }
} else {
  for (;;) {
    const { runs } = await engine.list({ limit: 10_000 })
    const ended = runs.filter(({ status }) => status === "completed").length
    if (ended === runs.length) {
      say(`finished ${ended}`)
      break
    }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  await engine.close()
}
