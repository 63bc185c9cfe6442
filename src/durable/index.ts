/**
 * The durable engine: workflows that survive the process they run in, on an embedded journal.
 * @module
 */
export type { KeyedLimit, Limit, Limits, Rate } from "./admission/limit.ts"
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
