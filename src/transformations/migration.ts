/**
 * Migrations: a system is replaced by another one, and its state is carried over.
 *
 * Where the state is carried over by a function, and every command gives the same answer before and after, a migration is a
 * natural transformation: the function is its component, and the square says that to carry out a command and then migrate is
 * to migrate and then carry out the command. Where the new system need not do what the old one did, as long as the old one
 * could have done it, a relation between the states takes the place of equality: a forward simulation.
 *
 * Laws: F6 for functions, F7 for relations (laws/migration.ts); migrations by functions compose, associatively and with
 * {@link identity} as unit.
 * @module
 */
import { laxly, type LaxSystem, type System } from "./system.ts"

/** A migration whose state is carried over by a function. */
export interface Migration<in Command, in out Old, in out New, Answer> {
  readonly kind: "function"
  readonly name: string
  readonly from: System<Command, Old, Answer>
  readonly to: System<Command, New, Answer>
  readonly carry: Carry<Old, New>
}

/** A migration up to a relation between states. */
export interface LaxMigration<in Command, in out Old, in out New, Answer> {
  readonly kind: "relation"
  readonly name: string
  readonly from: LaxSystem<Command, Old, Answer>
  readonly to: LaxSystem<Command, New, Answer>
  readonly carry: Carry<Old, New>
  readonly related: Simulation<Old, New>["related"]
}

/** Carries a state over: it reads the old state, leaves it as it is, and gives a new one. */
export type Carry<Old, New> = (old: Old) => New | Promise<New>

/** A relation between states, and a function that carries a state to a related one. */
export interface Simulation<in Old, in out New> {
  readonly carry: Carry<Old, New>
  /** Tells whether an old and a new state mean the same. */
  readonly related: (old: Old, migrated: New) => boolean | Promise<boolean>
}

/** A system that does one thing for each command, or one that may have several to choose from. */
export type AnySystem<Command, State, Answer> =
  | System<Command, State, Answer>
  | LaxSystem<Command, State, Answer>

/**
 * Makes a migration. `state` is a function that carries the state over, or a relation between states with such a function.
 *
 * @example
 * import { Migration } from "lawful/transformations"
 * const sum = { name: "a sum", initial: () => 0, step: (total: number, n: number) => [total + n, total + n] as const }
 * const ledger = {
 *   name: "a ledger",
 *   initial: (): ReadonlyArray<number> => [],
 *   step: (entries: ReadonlyArray<number>, n: number) =>
 *     [entries.reduce((total, entry) => total + entry, n), [...entries, n]] as const,
 *   view: (entries: ReadonlyArray<number>) => entries.reduce((total, entry) => total + entry, 0)
 * }
 * const migration = Migration.make({ from: sum, to: ledger, state: (total) => [total] })
 * migration.name // => "a sum to a ledger"
 */
export const make: Make = <Command, Old, New, Answer>({
  from,
  to,
  state,
  name = `${from.name} to ${to.name}`
}: {
  readonly name?: string
  readonly from: AnySystem<Command, Old, Answer>
  readonly to: AnySystem<Command, New, Answer>
  readonly state: Carry<Old, New> | Simulation<Old, New>
}): never =>
  // The overloads say which systems go with which state.
  (typeof state === "function"
    ? { kind: "function", name, from, to, carry: state }
    : { kind: "relation", name, from: lax(from), to: lax(to), ...state }) as never

/** How migrations are made. */
export interface Make {
  <Command, Old, New, Answer>(parts: {
    /** `from to to` when left out. */
    readonly name?: string
    readonly from: System<Command, Old, Answer>
    readonly to: System<Command, New, Answer>
    readonly state: Carry<Old, New>
  }): Migration<Command, Old, New, Answer>
  <Command, Old, New, Answer>(parts: {
    readonly name?: string
    readonly from: AnySystem<Command, Old, Answer>
    readonly to: AnySystem<Command, New, Answer>
    readonly state: Simulation<Old, New>
  }): LaxMigration<Command, Old, New, Answer>
}

/**
 * Migrates a system to itself: the unit of {@link andThen}. For systems whose states are values; a handle would be shared.
 * @example
 * import { Migration } from "lawful/transformations"
 * const counter = { name: "counter", initial: () => 0, step: (n: number) => [n, n + 1] as const }
 * Migration.identity(counter).carry(3) // => 3
 */
export const identity = <Command, State, Answer>(
  system: System<Command, State, Answer>
): Migration<Command, State, State, Answer> =>
  make({ name: "nothing", from: system, to: system, state: (held) => held })

/**
 * Migrates twice: vertical composition. The state in between is let go of.
 *
 * Migrations up to a relation do not compose here: which state is in between cannot be read from the two ends.
 *
 * Laws: associative, with {@link identity} as unit; two squares that commute make one that does.
 * @example
 * import { Migration } from "lawful/transformations"
 * const counting = <S>(name: string, initial: S, next: (s: S) => S) => ({
 *   name,
 *   initial: () => initial,
 *   step: (state: S, _: "count") => ["counted", next(state)] as const
 * })
 * const [numbers, texts, lists] = [
 *   counting("numbers", 0, (n) => n + 1),
 *   counting("texts", "", (text) => `${text}|`),
 *   counting<ReadonlyArray<"|">>("lists", [], (list) => [...list, "|"])
 * ]
 * const both = pipe(
 *   Migration.make({ from: numbers, to: texts, state: (n) => "|".repeat(n) }),
 *   Migration.andThen(Migration.make({ from: texts, to: lists, state: (text) => [...text].map(() => "|" as const) }))
 * )
 * await both.carry(2) // => ["|", "|"]
 */
export const andThen =
  <Command, Middle, New, Answer>(second: Migration<Command, Middle, New, Answer>) =>
  <Old>(first: Migration<Command, Old, Middle, Answer>): Migration<Command, Old, New, Answer> =>
    make({
      name: `${first.name}, then ${second.name}`,
      from: first.from,
      to: second.to,
      state: async (old) => {
        const middle = await first.carry(old)
        try {
          return await second.carry(middle)
        } finally {
          await first.to.dispose?.(middle)
        }
      }
    })

const lax = <Command, State, Answer>(
  system: AnySystem<Command, State, Answer>
): LaxSystem<Command, State, Answer> => ("moves" in system ? system : laxly(system))
