/**
 * Migrations by a function: a natural transformation.
 *
 * The function that carries the state over is its component, and the square says that to carry out a command and then
 * migrate is to migrate and then carry out the command. States are those that the old system reaches, since others need not
 * be migrated.
 * @module
 */
import * as fc from "fast-check"
import { canonical, differencesOf } from "../src/transformations/canonical.ts"
import type { Migration } from "../src/transformations/migration.ts"
import { type System, viewOf } from "../src/transformations/system.ts"
import {
  type Answered,
  brief,
  differencesBetween,
  showCommands,
  shownSide,
  shownState,
  type States,
  withStates
} from "./driving.ts"
import type { Counterexample } from "./law.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import type { MigrationOptions } from "./migration.ts"
import { type Finding, property } from "./property.ts"

/** The laws of a migration whose state is carried over by a function. */
export const strictMigrationLaws = <Command, Old, New, Answer>(
  migration: Migration<Command, Old, New, Answer>,
  { commands, longest, show }: Required<MigrationOptions<Command>>
): LawSet => {
  const histories = fc.array(commands, { minLength: 1, maxLength: longest })
  const subject = { name: migration.name, capabilities: new Set<never>() }
  const law = { level: "world", relation: "=", requires: [] } as const
  return lawSet(
    `migration ${migration.name}`,
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
        (history) => withStates(of(history, show), (states) => squares(migration, history, states, show))
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
        ({ history, at }) =>
          withStates(of(history, show), (states) =>
            inTheMiddle(migration, [history.slice(0, at), history.slice(at)], states, show)
          )
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
        (history) =>
          withStates(of(history, show), (states) => twice(migration, history, states, of(history, show)))
      )
    ]
  )
}

/** Every square along a history. */
const squares = async <Command, Old, New, Answer>(
  { from, to, carry }: Migration<Command, Old, New, Answer>,
  history: ReadonlyArray<Command>,
  states: States,
  show: (command: Command) => string
): Promise<Finding> => {
  let state = (await states.initial(from)) as Old
  let migrated = await states.carried(carry, to, state)
  let [before, shown] = [await shownState(from, state), await shownState(to, migrated)]
  let relevant = false
  for (const [index, command] of history.entries()) {
    const old = await states.after(from, state, command)
    const fresh = await states.after(to, migrated, command)
    const carried = await states.carried(carry, to, old.next)
    const seen = await viewOf(to, carried)
    const differences = differencesOf(seen, await viewOf(to, fresh.next))
    if (old.answer !== fresh.answer || differences.length > 0) {
      const paths = differences.map(({ path }) => path)
      const side = ({ answer }: Answered<unknown>, which: "left" | "right"): string =>
        `answers ${answer}${differences.length === 0 ? "" : `, state ${shownSide(differences, which)}`}`
      return broken(
        [
          ["history", showCommands(history.slice(0, index), show)],
          ["c", show(command)],
          ["s", brief(before)],
          ["migrate(s)", brief(shown)]
        ],
        [`${from.name}, then migrate`, side(old, "left")],
        [`migrate, then ${to.name}`, side(fresh, "right")],
        old.answer === fresh.answer
          ? `The states differ${paths[0] === "" ? "" : ` in ${shownPaths(paths)}`}.`
          : `The answers differ: ${old.answer} and ${fresh.answer}.`
      )
    }
    await states.letGo(fresh.next)
    const after = await shownState(from, old.next)
    relevant ||= after !== before
    // The next square begins where this one has come to.
    ;[state, before, migrated, shown] = [old.next, after, carried, canonical(seen)]
  }
  return { kind: "holds", relevant }
}

/** The answers when a history is begun by the old system and ended by the new one. */
const inTheMiddle = async <Command, Old, New, Answer>(
  { from, to, carry }: Migration<Command, Old, New, Answer>,
  [before, after]: readonly [ReadonlyArray<Command>, ReadonlyArray<Command>],
  states: States,
  show: (command: Command) => string
): Promise<Finding> => {
  const stayed = await answersOf(from, await states.reached(from, before), after, states)
  const left = await states.reached(from, before)
  const moved = await answersOf(to, await states.carried(carry, to, left), after, states)
  const index = stayed.findIndex((answer, turn) => answer !== moved[turn])
  if (index === -1) return { kind: "holds", relevant: before.length > 0 && after.length > 0 }
  return broken(
    [
      ["before the migration", showCommands(before, show)],
      ["after it", showCommands(after.slice(0, index + 1), show)]
    ],
    [`${from.name} all along`, stayed.slice(0, index + 1).join(" ; ")],
    [`migrate, then ${to.name}`, moved.slice(0, index + 1).join(" ; ")],
    `The answers to ${showCommands(after.slice(index, index + 1), show)} differ: ${stayed[index]} and ${moved[index]}.`
  )
}

/** The same state migrated twice, and looked at before and after. */
const twice = async <Command, Old, New, Answer>(
  { from, to, carry }: Migration<Command, Old, New, Answer>,
  history: ReadonlyArray<Command>,
  states: States,
  given: Counterexample["given"]
): Promise<Finding> => {
  const fresh = await shownState(from, await states.initial(from))
  const state = await states.reached(from, history)
  const before = await shownState(from, state)
  const one = await states.carried(carry, to, state)
  const after = await shownState(from, state)
  if (after !== before)
    return broken(given, ["s", before], ["s, after migrate(s)", after], "Migrating a state changes it.")
  const differences = await differencesBetween(to, one, await states.carried(carry, to, state))
  if (differences.length === 0) return { kind: "holds", relevant: before !== fresh }
  return broken(
    given,
    ["migrate(s)", shownSide(differences, "left")],
    ["migrate(s) again", shownSide(differences, "right")],
    "Migrating the same state again gives another one."
  )
}

const answersOf = async <Command, State>(
  system: System<Command, State, unknown>,
  start: State,
  history: ReadonlyArray<Command>,
  states: States
): Promise<ReadonlyArray<string>> => {
  const answers: Array<string> = []
  let state = start
  for (const command of history) {
    const { answer, next } = await states.after(system, state, command)
    answers.push(answer)
    state = next
  }
  return answers
}

const of = <Command>(
  history: ReadonlyArray<Command>,
  show: (command: Command) => string
): Counterexample["given"] => [["history", showCommands(history, show)]]

const broken = (
  given: Counterexample["given"],
  [one, left]: readonly [string, string],
  [other, right]: readonly [string, string],
  difference: string
): Finding => ({
  kind: "broken",
  counterexample: {
    given,
    left: { term: one, trace: left },
    right: { term: other, trace: right },
    difference
  }
})

const shownPaths = (paths: ReadonlyArray<string>): string =>
  `${paths.slice(0, 3).join(", ")}${paths.length > 3 ? ` and ${paths.length - 3} more places` : ""}`
