/**
 * Natural transformations: between interpreters, and between systems.
 * @module
 */
import type { Target } from "../core/target.ts"
import type { Migration as MigrationOf } from "./migration.ts"
import * as Migration from "./migration.ts"
import type { Transformation as TransformationOf } from "./transformation.ts"
import * as Transformation from "./transformation.ts"

type Transformation<F extends Target, G extends Target> = TransformationOf<F, G>
type Migration<Command, Old, New, Answer> = MigrationOf<Command, Old, New, Answer>

// The namespace and the type of one name are exported together.
export { Migration, Transformation }

// Between interpreters.
export {
  type Compose,
  type Delayed,
  type Functor,
  type Monad,
  promisedMonad,
  type Reader,
  readerFunctor,
  readerMonad,
  type Stoppable
} from "./carrier.ts"

// Of implementations.
export { type Limits, limited } from "./limited.ts"
export { measured, type Metrics, type OperationMetrics } from "./measured.ts"
export { type Around, around, type Middleware, type OperationCall, unchanged } from "./middleware.ts"
export { type End, type Ended, logged, observed, type Told, traced } from "./observed.ts"
export {
  NotRecorded,
  type Recorded,
  type RecordedAnswer,
  type RecordedCall,
  recorded,
  type Recording,
  replaying
} from "./recorded.ts"

export {
  type NotCompared,
  shadow,
  type ShadowEnd,
  shadowing,
  type ShadowOptions,
  type ShadowReport
} from "./shadow.ts"

// Between systems.
export { type Follower, type Shadowed, shadowSystem, type ShadowSystemOptions } from "./shadowed-system.ts"
export type { Carry, LaxMigration, Simulation } from "./migration.ts"
export type { LaxSystem, Move, Stateful, System } from "./system.ts"
export {
  type Held,
  type SystemParts,
  systemOf,
  type WorkflowAnswer,
  type WorkflowCommand
} from "./system-of.ts"
