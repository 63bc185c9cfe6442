/**
 * Laws of migrations: a system is replaced by another one, and its state is carried over.
 * @module
 */
import type * as fc from "fast-check"
import { canonical } from "../src/transformations/canonical.ts"
import type { LaxMigration, Migration } from "../src/transformations/migration.ts"
import type { LawSet } from "./law-set.ts"
import { laxMigrationLaws } from "./lax-migration.ts"
import { strictMigrationLaws } from "./strict-migration.ts"

/** With what a migration is driven. */
export interface MigrationOptions<Command> {
  /** What the systems are asked to do. Few different names and numbers make commands that concern one another. */
  readonly commands: fc.Arbitrary<Command>
  /** The longest sequence of commands; 12 when left out. */
  readonly longest?: number
  /** Says a command in words, for reports; it is written down as data when left out. */
  readonly show?: (command: Command) => string
}

/**
 * The laws of a migration: F6 when its state is carried over by a function, F7 when it is one up to a relation. A
 * counterexample is the shortest sequence of commands that was found, and the square that does not commute after it.
 * @example
 * import * as fc from "fast-check"
 * import { check, migrationLaws } from "lawful/laws"
 * import { Migration } from "lawful/transformations"
 * const total = (entries: ReadonlyArray<number>) => entries.reduce((sum, entry) => sum + entry, 0)
 * const sum = { name: "a sum", initial: () => 0, step: (held: number, n: number) => [held + n, held + n] as const }
 * const ledger = {
 *   name: "a ledger",
 *   initial: (): ReadonlyArray<number> => [],
 *   step: (entries: ReadonlyArray<number>, n: number) => [total([...entries, n]), [...entries, n]] as const,
 *   view: total
 * }
 * const migration = Migration.make({ from: sum, to: ledger, state: (held) => [held] })
 * const report = await check(migrationLaws(migration, { commands: fc.nat({ max: 9 }) }), { seed: 1 })
 * report.counts.passed // => 3
 */
export const migrationLaws = <Command, Old, New, Answer>(
  migration: Migration<Command, Old, New, Answer> | LaxMigration<Command, Old, New, Answer>,
  { commands, longest = 12, show = canonical }: MigrationOptions<Command>
): LawSet =>
  migration.kind === "function"
    ? strictMigrationLaws(migration, { commands, longest, show })
    : laxMigrationLaws(migration, { commands, longest, show })
