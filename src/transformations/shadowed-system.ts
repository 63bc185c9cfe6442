/**
 * Shadows of systems: the new system is given every command that the old one is given, from the migrated state on.
 *
 * The old system answers. Commands reach the new one in their order, one after the other and later; it has a state of its own,
 * so it may write. A new system that falls behind, or is late, has lost its place: it is let go of, and this is the last report.
 *
 * Laws: it is the old system (F6, with the state of the old one carried over by looking at it); a difference is reported if
 * and only if the answers to a command differ.
 * @module
 */
import type { Migration } from "./migration.ts"
import {
  endOf,
  judged,
  type NotCompared,
  quietly,
  sameAnswer,
  type ShadowEnd,
  type ShadowOptions,
  within
} from "./shadow.ts"
import type { Move, System } from "./system.ts"

/** A state, and what runs beside it. */
export interface Shadowed<in Command, out Old> {
  readonly primary: Old
  readonly follower: Follower<Command>
}

/** A system in the shadow: it is given commands, and its answers are compared. */
export interface Follower<in Command> {
  readonly tell: (command: Command, primary: Promise<ShadowEnd>) => void
  /** Resolves when all commands so far have been compared. */
  readonly compared: () => Promise<void>
  /** Lets go of its state. */
  readonly end: () => Promise<void>
}

/** How the shadow of a system is run: every command is given to it, so there is nothing to choose. */
export type ShadowSystemOptions = Pick<ShadowOptions, "report" | "same" | "clock" | "timeout" | "backlog">

/**
 * Makes the old system with the new one in its shadow.
 * @example
 * import { Migration, shadowSystem, type ShadowReport } from "lawful/transformations"
 * const counter = (name: string, by: number) => ({
 *   name,
 *   initial: () => 0,
 *   step: (sum: number, n: number) => [sum + n * by, sum + n * by] as const
 * })
 * const migration = Migration.make({ from: counter("old", 1), to: counter("new", 2), state: (sum) => sum })
 * const reports: Array<ShadowReport> = []
 * const system = shadowSystem(migration, { clock: systemClock, report: (report) => reports.push(report) })
 * const state = await system.initial()
 * const [answer, next] = await system.step(state, 5)
 * answer // => 5
 * await next.follower.compared()
 * reports.map(({ kind, input }) => [kind, input]) // => [["differs", 5]]
 */
export const shadowSystem = <Command, Old, New, Answer>(
  { from, to, carry }: Migration<Command, Old, New, Answer>,
  options: ShadowSystemOptions
): System<Command, Shadowed<Command, Old>, Answer> => {
  const { view, dispose } = from
  return {
    name: `${from.name}, shadowed by ${to.name}`,
    initial: async () => {
      const primary = (await from.initial()) as Old
      // The state is carried over before it changes: a handle cannot be read later as it was.
      return { primary, follower: follow(to, await endOf(() => carry(primary)), options) }
    },
    step: async ({ primary, follower }, command) => {
      const moving = stepped(from, primary, command)
      follower.tell(
        command,
        endOf(() => moving.then(([answer]) => answer))
      )
      const [answer, next] = await moving
      return [answer, { primary: next, follower }]
    },
    view: ({ primary }) => (view === undefined ? primary : view(primary)),
    dispose: async ({ primary, follower }) => {
      await follower.end()
      await dispose?.(primary)
    }
  }
}

const stepped = async <Command, State, Answer>(
  system: System<Command, State, Answer>,
  state: State,
  command: Command
): Promise<Move<State, Answer>> => system.step(state, command)

/** Carries out commands one after the other, as long as it keeps its place. */
const follow = <Command, New>(
  to: System<Command, New, unknown>,
  start: ShadowEnd,
  { report: told, same = sameAnswer, clock, timeout = 10_000, backlog = 1000 }: ShadowSystemOptions
): Follower<Command> => {
  const report = quietly(told)
  let under = 0
  let lost = false
  const lose = (input: unknown, because: NotCompared): void => {
    if (!lost) report({ kind: "not compared", input, because })
    lost = true
  }
  // What was carried over is a state of the new system.
  let state = start.kind === "gave" ? { held: start.answer as New } : undefined
  if (state === undefined) lose(undefined, "the state could not be carried over")
  let queue: Promise<void> = Promise.resolve()
  const carryOut = async (command: Command): Promise<unknown> => {
    if (state === undefined) return undefined
    const [answer, held] = await to.step(state.held, command)
    state = { held }
    return answer
  }
  const compare = async (command: Command, primary: Promise<ShadowEnd>): Promise<void> => {
    if (lost) return
    const shadow = endOf(() => carryOut(command))
    const end = await within(clock, timeout, shadow)
    if (end === undefined) {
      lose(command, "the shadow is late")
      // It may still be at work on its state, which is let go of only afterwards.
      await shadow
    } else report({ input: command, ...judged(same, await primary, end) })
  }
  return {
    tell: (command, primary) => {
      if (lost) return
      if (under >= backlog) return lose(command, "too many shadows are under way")
      under++
      queue = queue
        .then(() => compare(command, primary))
        .finally(() => {
          under--
        })
    },
    compared: () => queue,
    end: async () => {
      await queue
      if (state !== undefined) await to.dispose?.(state.held)
      state = undefined
    }
  }
}
