/**
 * The durable engine: workflows that survive the process they run in, on an embedded journal.
 * @module
 */
export type {
  Journal,
  JournalEntry,
  OpenJournal,
  Range,
  Records,
  Transaction,
  Value,
  Write
} from "./journal/journal.ts"
export { JournalFailure, type JournalFailureCode } from "./journal/journal-failure.ts"
export { type MemoryJournal, memoryJournal } from "./journal/memory-journal.ts"
export { sqlite, type SqliteOptions } from "./journal/sqlite/sqlite.ts"
export type { PayloadCodec } from "./payload/payload-codec.ts"
export {
  Engine,
  type Delivery,
  type EmitOptions,
  type EngineOptions,
  type NotRegistered,
  type StartOptions
} from "./engine/engine.ts"
export type { CancelOptions } from "./engine/intervention.ts"
export type { RunHandle, SignalOptions } from "./engine/run-handle.ts"
export type { Attribute, RunStatus, TraceContext } from "./engine/run-info.ts"
export type { ActivePosition, RunReport } from "./engine/run-report.ts"
export type { RunList, RunQuery, RunSummary } from "./engine/search.ts"
export { checkpointOf, heartbeat, traceOf, transactionOf } from "./engine/assisted.ts"
