/**
 * Natural transformations: between interpreters, and between systems.
 * @module
 */
import type { Migration as MigrationOf } from "./migration.ts"
import * as Migration from "./migration.ts"

type Migration<Command, Old, New, Answer> = MigrationOf<Command, Old, New, Answer>

// Between systems. The namespace and the type of one name are exported together.
export { Migration }
export type { Carry, LaxMigration, Simulation } from "./migration.ts"
export type { LaxSystem, Move, Stateful, System } from "./system.ts"
