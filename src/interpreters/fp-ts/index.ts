/**
 * fp-ts for Lawful: workflows as TaskEither and ReaderTaskEither, and these as implementations of operations.
 * @module
 */
export type { AnySignature, Environment, TaskEitherService } from "./environment.ts"
export { type Call, fromEither } from "./from-either.ts"
export { fromReaderTaskEither } from "./from-reader-task-either.ts"
export { fromTaskEither } from "./from-task-either.ts"
export { Alt, Applicative, Category, Choice, Functor, Profunctor, Strong, URI } from "./instances.ts"
export { type ReaderTaskEithers, toReaderTaskEither } from "./to-reader-task-either.ts"
export { type Called, type TaskEithers, type Tasks, toTask, toTaskEither } from "./to-task-either.ts"
