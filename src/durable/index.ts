/**
 * The durable engine: workflows that survive the process they run in, on an embedded journal.
 * @module
 */
export type { KeyedLimit, Limit, Limits, OperationLimit, Rate } from "./admission/limit.ts"
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
export { type Compression, compression } from "./payload/compression.ts"
export { type Encryption, encryption } from "./payload/encryption.ts"
export type { EncryptionKey } from "./payload/key.ts"
export type { PayloadCodec } from "./payload/payload-codec.ts"
export { PayloadFailure, type PayloadFailureCode } from "./payload/payload-failure.ts"
export { type Decision, decide, dueBetween, nextAfter } from "./schedule/due.ts"
export {
  type CatchUp,
  type Overlap,
  type Recurring,
  type RecurringOptions,
  recurring,
  runIdOf
} from "./schedule/recurring.ts"
export { RecurringInvalid, type RecurringInvalidCode } from "./schedule/recurring-invalid.ts"
export type {
  Awaited,
  EngineEvent,
  EngineFact,
  LifecycleCall,
  LifecycleEvent,
  OfRun,
  OperationEnd,
  RunEnd,
  RunEvent,
  RunFact,
  Told
} from "./observe/lifecycle-event.ts"
export { DuplicatePlugin, type Plugin, type RunEventOf } from "./observe/plugin.ts"
export { showLifecycle } from "./observe/show-lifecycle.ts"
export { InvalidTrace } from "./engine/trace-context.ts"
export { type MemoryJournal, memoryJournal } from "./journal/memory-journal.ts"
export { sqlite, type SqliteOptions } from "./journal/sqlite/sqlite.ts"
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
export type { RecurringProblem, RecurringReport } from "./engine/recurring-starts.ts"
export type { ActivePosition, RunReport } from "./engine/run-report.ts"
export type { RunList, RunQuery, RunSummary } from "./engine/search.ts"
export { checkpointOf, heartbeat, traceOf, transactionOf } from "./engine/assisted.ts"
