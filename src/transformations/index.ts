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

// Between systems.
export type { Carry, LaxMigration, Simulation } from "./migration.ts"
export type { LaxSystem, Move, Stateful, System } from "./system.ts"
