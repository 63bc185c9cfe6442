import * as t from "io-ts"
import { implement, Signature, Step, Workflow } from "lawful"
import { Engine, memoryJournal, recurring } from "lawful/durable"
import { expectError } from "tsd"

const Mail = Signature.make("Mail", { send: { input: t.string, output: t.string, effect: "readonly" } })
const greet = Workflow.make("greet", { version: 1, input: t.string, output: t.string, body: Mail.send })
const other = Workflow.make("other", {
  version: 1,
  input: t.string,
  output: t.string,
  body: Step.pure(String)
})
const given = {
  journal: memoryJournal(),
  workflows: [greet],
  implementations: [implement(Mail, { send: (text) => text })]
}
const daily = { id: "daily", cron: "0 2 * * *" } as const

// Limits and schedules of workflows that the engine has.
void Engine.open({
  ...given,
  limits: {
    operations: { "Mail.send": { concurrency: 2, heartbeat: 1000 } },
    runs: { concurrency: 10, workflows: { greet: { concurrency: 2, key: (name: string) => name } } }
  },
  schedules: [recurring({ ...daily, workflow: greet, input: (due) => due.toISOString() })],
  retention: 86_400_000
})

// Those of other workflows do not compile.
expectError(Engine.open({ ...given, limits: { runs: { workflows: { greeet: { concurrency: 2 } } } } }))
expectError(
  Engine.open({
    ...given,
    schedules: [recurring({ ...daily, workflow: other, input: (due) => due.toISOString() })]
  })
)
expectError(Engine.open({ ...given, limits: { operations: { "Mail.send": { heartbeat: "1s" } } } }))
expectError(Engine.open({ ...given, retention: "30 days" }))
