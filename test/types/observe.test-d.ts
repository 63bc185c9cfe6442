import type { LifecycleEvent, Plugin, RunEventOf, TraceContext } from "lawful/durable"
import { expectAssignable, expectError, expectType } from "tsd"

declare const event: LifecycleEvent

// A kind says what the event holds.
if (event.kind === "run/stuck")
  expectAssignable<ReadonlyArray<string>>(event.outcome.owed.map(({ of }) => of))
if (event.kind === "operation/failed") expectType<unknown>(event.error)
if (event.kind === "run/created") expectType<boolean>(event.queued)
expectError(event.outcome)

// Only what happened in a run has a run.
if (
  event.kind !== "journal/failing" &&
  event.kind !== "journal/recovered" &&
  event.kind !== "plugin/failed"
) {
  expectType<string>(event.runId)
  expectType<TraceContext | undefined>(event.trace)
}
expectError(event.runId)

// Nothing can be changed.
expectError(() => {
  event.at = 0
})

expectAssignable<Plugin>({ name: "log", version: "1" })
expectAssignable<Plugin>({ name: "log", version: "1", observe: async () => undefined })
expectAssignable<Plugin>({
  name: "log",
  version: "1",
  beforeOperation: ({ operation, redelivered }: RunEventOf<"operation/started">) => {
    expectType<string>(operation)
    expectType<boolean>(redelivered)
  }
})

// A plugin has a name and a version.
expectError<Plugin>({ name: "log" })
// A hook gives no answer.
expectError<Plugin>({ name: "log", version: "1", beforeOperation: () => "another input" })
