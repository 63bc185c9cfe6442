/**
 * Lax migrations: the new system need not do what the old one did, as long as the old one could have done it.
 *
 * A relation says which states of the two systems mean the same. It is a forward simulation when everything that the new
 * system does in a related state is something that the old one can do, and leads to related states again.
 * @module
 */
import * as fc from "fast-check"
import { canonical } from "../src/transformations/canonical.ts"
import type { LaxMigration } from "../src/transformations/migration.ts"
import type { LaxSystem, Move } from "../src/transformations/system.ts"
import { brief, showCommands, shownState, type States, withStates } from "./driving.ts"
import type { Counterexample, Law } from "./law.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import type { MigrationOptions } from "./migration.ts"
import { type Description, type Finding, property } from "./property.ts"

/** The laws of a migration up to a relation between states: the new system refines the old one. */
export const laxMigrationLaws = <Command, Old, New, Answer>(
  migration: LaxMigration<Command, Old, New, Answer>,
  { commands, longest, show }: Required<MigrationOptions<Command>>
): LawSet => {
  const { name, from, to, carry, related } = migration
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
      ({ before, after }) =>
        withStates(given(show, before, after), async (states) => {
          const old = await reached(from, before, states)
          const migrated = await states.carried(carry, to, old)
          const shown = (turns: number) => given(show, before, after.slice(0, turns))
          return judge({ shown, before, after, old, migrated, states })
        })
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
        async ({ shown, before, old, migrated }) =>
          (await related(old, migrated))
            ? { kind: "holds", relevant: before.length > 0 }
            : broken(
                shown(0),
                ["s", await shownState(from, old)],
                ["migrate(s)", await shownState(to, migrated)],
                "They are not related."
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
        (start) => progressing(migration, start)
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
  readonly states: States
  /** Shows what was done before the migration, and so many of the turns after it. */
  readonly shown: (turns: number) => Counterexample["given"]
}

/** Each move of the new system is matched by one of the old system. */
const simulated = async <Command, Old, New, Answer>(
  { from, to, related }: LaxMigration<Command, Old, New, Answer>,
  { shown, after, old, migrated, states }: Migrated<Command, Old, New>
): Promise<Finding> => {
  if (!(await related(old, migrated))) return { kind: "beside the point" }
  let [state, other] = [old, migrated]
  let relevant = false
  for (const [index, { command, choice }] of after.entries()) {
    const [seen, otherSeen] = [await shownState(from, state), await shownState(to, other)]
    const possible = await movesOf(from, state, command)
    const moves = await movesOf(to, other, command)
    const matched = await Promise.all(moves.map((move) => matching(related, possible, move)))
    const odd = matched.indexOf(undefined)
    if (odd !== -1)
      return broken(
        shown(index + 1),
        [`${from.name} in ${brief(seen)}`, await showMoves(from, possible)],
        [`${to.name} in ${brief(otherSeen)}`, await showMoves(to, moves.slice(odd, odd + 1))],
        "The new system does what the old one cannot do in a related state, or it leads to a state that is not related."
      )
    const [move, match] = [chosen(moves, choice), chosen(matched, choice)]
    if (move === undefined || match === undefined) continue
    state = states.moved(from, state, match[1])
    other = states.moved(to, other, move[1])
    relevant ||= (await shownState(from, state)) !== seen
  }
  return { kind: "holds", relevant }
}

/** The answers of the new system, against all states in which the old one can be after the same answers. */
const answered = async <Command, Old, New, Answer>(
  { from, to }: LaxMigration<Command, Old, New, Answer>,
  { shown, after, old, migrated, states }: Migrated<Command, Old, New>
): Promise<Finding> => {
  let candidates: ReadonlyArray<Old> = [old]
  let other = migrated
  const answers: Array<string> = []
  for (const [index, { command, choice }] of after.entries()) {
    const move = chosen(await movesOf(to, other, command), choice)
    if (move === undefined) continue
    const possible = (
      await Promise.all(candidates.map((candidate) => movesOf(from, candidate, command)))
    ).flat()
    const answer = canonical(move[0])
    const alike = possible.filter(([one]) => canonical(one) === answer)
    answers.push(answer)
    if (alike.length === 0)
      return broken(
        shown(index + 1),
        [from.name, `can only answer ${possible.map(([one]) => canonical(one)).join(" or ") || "nothing"}`],
        [to.name, `answers ${answers.join(" ; ")}`],
        "The old system never gives these answers."
      )
    // States that look alike are one, or their number would grow with every command.
    const next = new Map<string, Old>()
    for (const [, one] of alike) next.set(await shownState(from, one), one)
    const [only] = candidates
    if (only !== undefined && next.size === 1) for (const one of next.values()) states.moved(from, only, one)
    candidates = [...next.values()]
    other = states.moved(to, other, move[1])
  }
  return { kind: "holds", relevant: answers.length > 0 }
}

/** Whatever the old system can do something about, the new one can. */
const progressing = async <Command, Old, New, Answer>(
  { from, to, related }: LaxMigration<Command, Old, New, Answer>,
  { shown, after, old, migrated, states }: Migrated<Command, Old, New>
): Promise<Finding> => {
  let [state, other] = [old, migrated]
  for (const [index, { command, choice }] of after.entries()) {
    const possible = await movesOf(from, state, command)
    const moves = await movesOf(to, other, command)
    if (possible.length > 0 && moves.length === 0)
      return broken(
        shown(index + 1),
        [from.name, await showMoves(from, possible)],
        [to.name, "nothing"],
        "It is refused."
      )
    const move = chosen(moves, choice)
    if (move === undefined) continue
    const match = await matching(related, possible, move)
    if (match === undefined) return { kind: "beside the point" }
    state = states.moved(from, state, match[1])
    other = states.moved(to, other, move[1])
  }
  return { kind: "holds", relevant: after.length > 0 }
}

/** What a system can do; an exception is an answer that leaves the state as it was. */
const movesOf = async <Command, State>(
  system: LaxSystem<Command, State, unknown>,
  state: State,
  command: Command
): Promise<ReadonlyArray<Move<State, unknown>>> => {
  try {
    return await system.moves(state, command)
  } catch (cause) {
    return [[{ threw: canonical(cause) }, state]]
  }
}

/** The first move of the old system that gives the same answer and leads to a related state. */
const matching = async <Old, New>(
  related: (old: Old, migrated: New) => boolean | Promise<boolean>,
  possible: ReadonlyArray<Move<Old, unknown>>,
  [answer, migrated]: Move<New, unknown>
): Promise<Move<Old, unknown> | undefined> => {
  for (const move of possible)
    if (canonical(move[0]) === canonical(answer) && (await related(move[1], migrated))) return move
  return undefined
}

const reached = async <Command, State>(
  system: LaxSystem<Command, State, unknown>,
  turns: ReadonlyArray<Turn<Command>>,
  states: States
): Promise<State> => {
  let state = (await states.initial(system)) as State
  for (const { command, choice } of turns) {
    const move = chosen(await movesOf(system, state, command), choice)
    if (move !== undefined) state = states.moved(system, state, move[1])
  }
  return state
}

const chosen = <T>(moves: ReadonlyArray<T>, choice: number): T | undefined => moves[choice % moves.length]

const showMoves = async <State>(
  system: LaxSystem<never, State, unknown>,
  moves: ReadonlyArray<Move<State, unknown>>
): Promise<string> => {
  const shown = await Promise.all(
    moves.map(
      async ([answer, next]) => `answers ${canonical(answer)}, state ${brief(await shownState(system, next))}`
    )
  )
  return shown.length === 0 ? "nothing" : shown.join(", or ")
}

const given = <Command>(
  show: (command: Command) => string,
  before: ReadonlyArray<Turn<Command>>,
  after: ReadonlyArray<Turn<Command>>
): Counterexample["given"] => [
  ["before the migration", showTurns(before, show)],
  ["after it", showTurns(after, show)]
]

const showTurns = <Command>(
  turns: ReadonlyArray<Turn<Command>>,
  show: (command: Command) => string
): string =>
  showCommands(
    turns.map(({ command }) => command),
    show
  )

const broken = (
  shown: Counterexample["given"],
  [one, left]: readonly [string, string],
  [other, right]: readonly [string, string],
  difference: string
): Finding => ({
  kind: "broken",
  counterexample: {
    given: shown,
    left: { term: one, trace: left },
    right: { term: other, trace: right },
    difference
  }
})
