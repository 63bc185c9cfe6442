/**
 * fp-ts for Lawful: Either, TaskEither and ReaderTaskEither as implementations of operations.
 * @module
 */
export { type Call, fromEither } from "./from-either.ts"
export { fromReaderTaskEither } from "./from-reader-task-either.ts"
export { fromTaskEither } from "./from-task-either.ts"
