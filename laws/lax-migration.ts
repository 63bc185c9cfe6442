/**
 * Lax migrations: the new system need not do what the old one did, as long as the old one could have done it.
 *
 * A relation says which states of the two systems mean the same. It is a forward simulation when everything that the new
 * system does in a related state is something that the old one can do, and leads to related states again.
 * @module
 */
import * as fc from "fast-check"
import { canonical } from "./canonical.ts"
import type { Law } from "./law.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import { showCommands } from "./migration.ts"
import { type Description, type Finding, property } from "./property.ts"
import type { LaxSystem, Move } from "./system.ts"

/** A lax migration under test. */
export interface LaxMigrationOptions<Command, Old, New, Answer> {
  readonly name: string
  readonly from: LaxSystem<Command, Old, Answer>
  readonly to: LaxSystem<Command, New, Answer>
  /** Carries the state over. */
  readonly migrate: (state: Old) => New | Promise<New>
  /** Tells which states of the two systems mean the same. */
  readonly related: (old: Old, migrated: New) => boolean
  readonly commands: fc.Arbitrary<Command>
  /** The longest sequence of commands; 12 when left out. */
  readonly longest?: number
}

/**
 * The laws of a migration up to a relation between states: the new system refines the old one.
 * @example
 * import * as fc from "fast-check"
 * import { check, laxMigrationLaws } from "lawful/laws"
 * const either = {
 *   name: "any free table",
 *   initial: () => 3,
 *   moves: (free: number) => [["no", free] as const, ...(free > 0 ? [["yes", free - 1] as const] : [])]
 * }
 * const eager = { ...either, name: "a table if there is one", moves: (free: number) => either.moves(free).slice(-1) }
 * const laws = laxMigrationLaws({
 *   name: "tables",
 *   from: either,
 *   to: eager,
 *   migrate: (free) => free,
 *   related: (one, other) => one === other,
 *   commands: fc.constant("reserve")
 * })
 * const report = await check(laws, { seed: 1 })
 * report.counts.passed // => 4
 */
export const laxMigrationLaws = <Command, Old, New, Answer>(
  migration: LaxMigrationOptions<Command, Old, New, Answer>
): LawSet => {
  const { name, from, to, migrate, related, commands, longest = 12 } = migration
  const turns = fc.array(fc.record({ command: commands, choice: fc.nat({ max: 7 }) }), { maxLength: longest })
  const examples = fc.record({ before: turns, after: turns })
  const law = (
    description: Pick<Description, "id" | "name" | "equation" | "doc">,
    judge: (migrated: Migrated<Command, Old, New>) => Promise<Finding>
  ): Law =>
    property(
      { ...description, level: "world", relation: "refines", requires: [] },
      { name, capabilities: new Set<never>() },
      examples,
      async ({ before, after }) => {
        const old = await reached(from, before)
        return judge({ before, after, old, migrated: await migrate(old) })
      }
    )
  return lawSet(
    `lax migration ${name}`,
    [],
    [
      law(
        {
          id: "F7/start",
          name: "a migrated state is related",
          equation: "related(s, migrate(s))",
          doc: "the relation holds when the new system takes over"
        },
        ({ before, old, migrated }) =>
          Promise.resolve(
            related(old, migrated)
              ? { kind: "holds", relevant: before.length > 0 }
              : broken(
                  before,
                  [],
                  ["s", canonical(old)],
                  ["migrate(s)", canonical(migrated)],
                  "They are not related."
                )
          )
      ),
      law(
        {
          id: "F7",
          name: "forward simulation",
          equation:
            "related(s, t) and new(c, t) = (b, t') imply old(c, s) = (b, s') and related(s', t') for some s'",
          doc: "everything that the new system does, the old one could have done"
        },
        (start) => simulated(migration, start)
      ),
      law(
        {
          id: "F7/answers",
          name: "refinement",
          equation: "answers of old(h1), migrate, new(h2) are among the answers of old(h1), old(h2)",
          doc: "nobody who sees answers only can tell that the system is another one; no relation is asked"
        },
        (start) => answered(migration, start)
      ),
      law(
        {
          id: "F7/progress",
          name: "nothing is refused",
          equation: "related(s, t) and old(c, s) possible imply new(c, t) possible",
          doc: "a system that can do nothing does nothing wrong, but nobody wants it"
        },
        async ({ before, after, old, migrated }) => {
          let [state, other] = [old, migrated]
          for (const [index, { command, choice }] of after.entries()) {
            const possible = await from.moves(state, command)
            const moves = await to.moves(other, command)
            const done = after.slice(0, index + 1)
            if (possible.length > 0 && moves.length === 0)
              return broken(
                before,
                done,
                [from.name, showMoves(possible)],
                [to.name, "nothing"],
                "It is refused."
              )
            const move = chosen(moves, choice)
            if (move === undefined) continue
            const matching = possible.find(([answer, next]) => matches(migration, answer, next, move))
            if (matching === undefined) return { kind: "beside the point" }
            ;[state, other] = [matching[1], move[1]]
          }
          return { kind: "holds", relevant: after.length > 0 }
        }
      )
    ]
  )
}

/** A command, and which of the possible moves is made. */
interface Turn<Command> {
  readonly command: Command
  readonly choice: number
}

/** Where a migration took place, and what is done afterwards. */
interface Migrated<Command, Old, New> {
  readonly before: ReadonlyArray<Turn<Command>>
  readonly after: ReadonlyArray<Turn<Command>>
  readonly old: Old
  readonly migrated: New
}

/** Each move of the new system is matched by one of the old system. */
const simulated = async <Command, Old, New, Answer>(
  migration: LaxMigrationOptions<Command, Old, New, Answer>,
  { before, after, old, migrated }: Migrated<Command, Old, New>
): Promise<Finding> => {
  const { from, to, related } = migration
  if (!related(old, migrated)) return { kind: "beside the point" }
  let [state, other] = [old, migrated]
  let relevant = false
  for (const [index, { command, choice }] of after.entries()) {
    const possible = await from.moves(state, command)
    const moves = await to.moves(other, command)
    const matched = moves.map((move) =>
      possible.find(([answer, next]) => matches(migration, answer, next, move))
    )
    const odd = matched.indexOf(undefined)
    if (odd !== -1)
      return broken(
        before,
        after.slice(0, index + 1),
        [`${from.name} in ${canonical(state)}`, showMoves(possible)],
        [`${to.name} in ${canonical(other)}`, showMoves(moves.slice(odd, odd + 1))],
        "The new system does what the old one cannot do in a related state, or it leads to a state that is not related."
      )
    const [move, match] = [chosen(moves, choice), chosen(matched, choice)]
    if (move === undefined || match === undefined) continue
    relevant ||= canonical(match[1]) !== canonical(state)
    ;[state, other] = [match[1], move[1]]
  }
  return { kind: "holds", relevant }
}

/** The answers of the new system, against all states in which the old one can be after the same answers. */
const answered = async <Command, Old, New, Answer>(
  { from, to }: LaxMigrationOptions<Command, Old, New, Answer>,
  { before, after, old, migrated }: Migrated<Command, Old, New>
): Promise<Finding> => {
  let states: ReadonlyArray<Old> = [old]
  let other = migrated
  const answers: Array<string> = []
  for (const [index, { command, choice }] of after.entries()) {
    const move = chosen(await to.moves(other, command), choice)
    if (move === undefined) continue
    const possible = (await Promise.all(states.map(async (state) => from.moves(state, command)))).flat()
    const given = canonical(move[0])
    const matching = possible.filter(([answer]) => canonical(answer) === given)
    answers.push(given)
    if (matching.length === 0)
      return broken(
        before,
        after.slice(0, index + 1),
        [
          from.name,
          `can only answer ${possible.map(([answer]) => canonical(answer)).join(" or ") || "nothing"}`
        ],
        [to.name, `answers ${answers.join(" ; ")}`],
        "The old system never gives these answers."
      )
    // States that look alike are one, or their number would grow with every command.
    states = [...new Map(matching.map(([, next]) => [canonical(next), next])).values()]
    other = move[1]
  }
  return { kind: "holds", relevant: answers.length > 0 }
}

const matches = <Command, Old, New, Answer>(
  { related }: LaxMigrationOptions<Command, Old, New, Answer>,
  answer: Answer,
  next: Old,
  [given, migrated]: Move<New, Answer>
): boolean => canonical(answer) === canonical(given) && related(next, migrated)

const reached = async <Command, State>(
  system: LaxSystem<Command, State, unknown>,
  turns: ReadonlyArray<Turn<Command>>
): Promise<State> => {
  let state = (await system.initial()) as State
  for (const { command, choice } of turns)
    state = chosen(await system.moves(state, command), choice)?.[1] ?? state
  return state
}

const chosen = <T>(moves: ReadonlyArray<T>, choice: number): T | undefined => moves[choice % moves.length]

const showMoves = (moves: ReadonlyArray<Move<unknown, unknown>>): string =>
  moves.length === 0
    ? "nothing"
    : moves.map(([answer, next]) => `answers ${canonical(answer)}, state ${canonical(next)}`).join(", or ")

const broken = <Command>(
  before: ReadonlyArray<Turn<Command>>,
  after: ReadonlyArray<Turn<Command>>,
  [one, left]: readonly [string, string],
  [other, right]: readonly [string, string],
  difference: string
): Finding => ({
  kind: "broken",
  counterexample: {
    given: [
      ["before the migration", showCommands(before.map(({ command }) => command))],
      ["after it", showCommands(after.map(({ command }) => command))]
    ],
    left: { term: one, trace: left },
    right: { term: other, trace: right },
    difference
  }
})
