/**
 * Migrations: a system is replaced by another one, and its state is carried over.
 *
 * A migration is a natural transformation: the function that carries the state over is its component, and the square says
 * that to carry out a command and then migrate is to migrate and then carry out the command. States are those that the old
 * system reaches, since others need not be migrated.
 * @module
 */
import * as fc from "fast-check"
import { alike, canonical, differenceOf } from "./canonical.ts"
import type { Counterexample } from "./law.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import { type Finding, property } from "./property.ts"
import { type Answered, carriedOut, type System } from "./system.ts"

/** A migration under test. */
export interface MigrationOptions<Command, Old, New, Answer> {
  readonly name: string
  readonly from: System<Command, Old, Answer>
  readonly to: System<Command, New, Answer>
  /** Carries the state over. */
  readonly migrate: (state: Old) => New | Promise<New>
  /** What the systems are driven with. Few different names and numbers make commands that concern one another. */
  readonly commands: fc.Arbitrary<Command>
  /** The longest sequence of commands; 12 when left out. */
  readonly longest?: number
  /** When states of the new system mean the same; when they look alike, if left out. */
  readonly sameState?: (one: New, other: New) => boolean
}

/**
 * The laws of a migration whose state is carried over by a function. A counterexample is the shortest sequence of commands
 * that was found, and the square that does not commute after it.
 * @example
 * import * as fc from "fast-check"
 * import { check, migrationLaws } from "lawful/laws"
 * const before = { name: "cents", initial: () => 0, step: (sum: number, n: number) => [sum + n, sum + n] as const }
 * const after = {
 *   name: "a ledger",
 *   initial: (): ReadonlyArray<number> => [],
 *   step: (entries: ReadonlyArray<number>, n: number) =>
 *     [entries.reduce((sum, entry) => sum + entry, n), [...entries, n]] as const
 * }
 * const laws = migrationLaws({
 *   name: "ledger",
 *   from: before,
 *   to: after,
 *   migrate: (sum) => [sum],
 *   commands: fc.nat({ max: 9 }),
 *   sameState: (one, other) => one.reduce((a, b) => a + b, 0) === other.reduce((a, b) => a + b, 0)
 * })
 * const report = await check(laws, { seed: 1 })
 * report.counts.passed // => 3
 */
export const migrationLaws = <Command, Old, New, Answer>(
  migration: MigrationOptions<Command, Old, New, Answer>
): LawSet => {
  const { name, commands, longest = 12 } = migration
  const histories = fc.array(commands, { minLength: 1, maxLength: longest })
  const subject = { name, capabilities: new Set<never>() }
  const law = { level: "world", relation: "=", requires: [] } as const
  return lawSet(
    `migration ${name}`,
    [],
    [
      property(
        {
          ...law,
          id: "F6",
          name: "the square",
          equation: "migrate(old(c, s)) = new(c, migrate(s)), and both give the same answer",
          doc: "wherever the old system can be, nobody can tell whether it was migrated before or after a command"
        },
        subject,
        histories,
        (history) => squares(migration, history)
      ),
      property(
        {
          ...law,
          id: "F6/history",
          name: "a migration in the middle",
          equation: "answers of old(h1), migrate, new(h2) = answers of old(h1, h2)",
          doc: "whenever the systems are changed, all later answers are those that the old system would have given",
          level: "outcome"
        },
        subject,
        fc.record({ history: histories, at: fc.nat({ max: longest }) }),
        ({ history, at }) => inTheMiddle(migration, history, at)
      ),
      property(
        {
          ...law,
          id: "F6/pure",
          name: "a migration is a function",
          equation: "migrate(s) = migrate(s), and s is what it was",
          doc: "it depends on the state alone and leaves it alone, so that it can be repeated and taken back"
        },
        subject,
        histories,
        (history) => twice(migration, history)
      )
    ]
  )
}

/** Every square along a history. */
const squares = async <Command, Old, New, Answer>(
  { from, to, migrate, sameState = alike }: MigrationOptions<Command, Old, New, Answer>,
  history: ReadonlyArray<Command>
): Promise<Finding> => {
  let state = (await from.initial()) as Old
  let relevant = false
  for (const [index, command] of history.entries()) {
    const before = canonical(state)
    const migrated = await migrate(state)
    const shown = canonical(migrated)
    const old = await carriedOut(from, state, command)
    const fresh = await carriedOut(to, migrated, command)
    const carried = await migrate(old.next)
    if (old.answer !== fresh.answer || !sameState(carried, fresh.next))
      return broken(
        [
          ["history", showCommands(history.slice(0, index))],
          ["c", canonical(command)],
          ["s", before],
          ["migrate(s)", shown]
        ],
        [`${from.name}, then migrate`, { ...old, next: carried }],
        [`migrate, then ${to.name}`, fresh]
      )
    relevant ||= canonical(old.next) !== before
    state = old.next
  }
  return { kind: "holds", relevant }
}

/** The answers when a history is begun by the old system and ended by the new one. */
const inTheMiddle = async <Command, Old, New, Answer>(
  { from, to, migrate }: MigrationOptions<Command, Old, New, Answer>,
  history: ReadonlyArray<Command>,
  at: number
): Promise<Finding> => {
  const [before, after] = [history.slice(0, at), history.slice(at)]
  const stayed = await answersOf(from, await reached(from, before), after)
  const moved = await answersOf(to, await migrate(await reached(from, before)), after)
  const index = stayed.findIndex((answer, turn) => answer !== moved[turn])
  if (index === -1) return { kind: "holds", relevant: before.length > 0 && after.length > 0 }
  return {
    kind: "broken",
    counterexample: {
      given: [
        ["before the migration", showCommands(before)],
        ["after it", showCommands(after.slice(0, index + 1))]
      ],
      left: { term: `${from.name} all along`, trace: stayed.slice(0, index + 1).join(" ; ") },
      right: { term: `migrate, then ${to.name}`, trace: moved.slice(0, index + 1).join(" ; ") },
      difference: `The answers to ${canonical(after[index])} differ: ${stayed[index]} and ${moved[index]}.`
    }
  }
}

/** The same state migrated twice, and looked at before and after. */
const twice = async <Command, Old, New, Answer>(
  { from, migrate, sameState = alike }: MigrationOptions<Command, Old, New, Answer>,
  history: ReadonlyArray<Command>
): Promise<Finding> => {
  const fresh = canonical(await from.initial())
  const state = await reached(from, history)
  const before = canonical(state)
  const one = await migrate(state)
  const shown = canonical(one)
  const after = canonical(state)
  const other = await migrate(state)
  const unchanged = after === before
  if (unchanged && sameState(one, other)) return { kind: "holds", relevant: before !== fresh }
  return {
    kind: "broken",
    counterexample: {
      given: [["history", showCommands(history)]],
      left: { term: unchanged ? "migrate(s)" : "s", trace: unchanged ? shown : before },
      right: {
        term: unchanged ? "migrate(s) again" : "s, after migrate(s)",
        trace: unchanged ? canonical(other) : after
      },
      difference: unchanged
        ? `Migrating the same state again gives another one: ${differenceOf(one, other)}.`
        : "Migrating a state changes it."
    }
  }
}

const reached = async <Command, State>(
  system: System<Command, State, unknown>,
  history: ReadonlyArray<Command>
): Promise<State> => {
  let state = (await system.initial()) as State
  for (const command of history) state = (await carriedOut(system, state, command)).next
  return state
}

const answersOf = async <Command, State>(
  system: System<Command, State, unknown>,
  start: State,
  history: ReadonlyArray<Command>
): Promise<ReadonlyArray<string>> => {
  const answers: Array<string> = []
  let state = start
  for (const command of history) {
    const { answer, next } = await carriedOut(system, state, command)
    answers.push(answer)
    state = next
  }
  return answers
}

const broken = (
  given: Counterexample["given"],
  [one, left]: readonly [string, Answered<unknown>],
  [other, right]: readonly [string, Answered<unknown>]
): Finding => ({
  kind: "broken",
  counterexample: {
    given,
    left: { term: one, trace: showMove(left) },
    right: { term: other, trace: showMove(right) },
    difference:
      left.answer === right.answer
        ? `The states differ: ${differenceOf(left.next, right.next)}.`
        : `The answers differ: ${left.answer} and ${right.answer}.`
  }
})

const showMove = ({ answer, next }: Answered<unknown>): string =>
  `answers ${answer}, state ${canonical(next)}`

/** Commands as reports show them. */
export const showCommands = (commands: ReadonlyArray<unknown>): string =>
  commands.length === 0 ? "nothing" : commands.map(canonical).join(" ; ")
