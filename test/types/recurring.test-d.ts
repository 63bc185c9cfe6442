import * as t from "io-ts"
import { Step, Workflow } from "lawful"
import { type Recurring, recurring } from "lawful/durable"
import { expectError, expectType } from "tsd"

const reconcile = Workflow.make("reconcile", {
  version: 1,
  input: t.type({ day: t.string }),
  output: t.number,
  body: Step.pure((input: { day: string }) => input.day.length)
})
const nightly = { id: "nightly", cron: "0 2 * * *" } as const

expectType<Recurring<"reconcile">>(
  recurring({ ...nightly, workflow: reconcile, input: (due) => ({ day: due.toISOString() }) })
)

// The input has to fit the workflow.
expectError(recurring({ ...nightly, workflow: reconcile, input: (due) => ({ day: due }) }))
expectError(recurring({ ...nightly, workflow: reconcile, input: () => "2025-01-01" }))
expectError(recurring({ ...nightly, workflow: reconcile }))

// Policies are words.
expectError(recurring({ ...nightly, workflow: reconcile, input: () => ({ day: "" }), overlap: "wait" }))
expectError(recurring({ ...nightly, workflow: reconcile, input: () => ({ day: "" }), catchUp: "all" }))
