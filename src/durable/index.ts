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
