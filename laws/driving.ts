/**
 * Driving systems: commands are carried out, states are carried over, and what they hold is let go of in the end.
 * @module
 */
import { canonical, type Difference, differencesOf } from "../src/transformations/canonical.ts"
import type { Carry } from "../src/transformations/migration.ts"
import { type Stateful, type System, viewOf } from "../src/transformations/system.ts"
import type { Counterexample } from "./law.ts"
import type { Finding } from "./property.ts"

/** The states that are in use, so that each is disposed of once. */
export class States {
  readonly #held = new Map<unknown, () => void | Promise<void>>()

  /** A fresh state. */
  async initial<State>(system: Stateful<State>): Promise<State> {
    return this.#keep(system, await system.initial())
  }

  /** The state carried over; `to` is the system that it is a state of. */
  async carried<Old, New>(carry: Carry<Old, New>, to: Stateful<New>, old: Old): Promise<New> {
    return this.#keep(to, await carry(old))
  }

  /** The state after a command, and its answer; an exception is an answer that leaves the state as it was. */
  async after<Command, State>(
    system: System<Command, State, unknown>,
    state: State,
    command: Command
  ): Promise<Answered<State>> {
    try {
      const [answer, next] = await system.step(state, command)
      return { answer: canonical(answer), next: this.moved(system, state, next) }
    } catch (cause) {
      return { answer: `threw ${canonical(cause)}`, next: state }
    }
  }

  /** The state after a whole history. */
  async reached<Command, State>(
    system: System<Command, State, unknown>,
    history: ReadonlyArray<Command>
  ): Promise<State> {
    let state = (await this.initial(system)) as State
    for (const command of history) state = (await this.after(system, state, command)).next
    return state
  }

  /** Says that a state has been used up, and which one it became. */
  moved<State>(system: Stateful<State>, state: State, next: State): State {
    this.#held.delete(state)
    return this.#keep(system, next)
  }

  /** Disposes of these states, if they are held. */
  async letGo(...states: ReadonlyArray<unknown>): Promise<void> {
    for (const state of states) {
      const dispose = this.#held.get(state)
      this.#held.delete(state)
      await dispose?.()
    }
  }

  /** Disposes of all states. */
  async end(): Promise<void> {
    await this.letGo(...this.#held.keys())
  }

  #keep<State>(system: Stateful<State>, state: State): State {
    const { dispose } = system
    if (dispose !== undefined) this.#held.set(state, () => dispose(state))
    return state
  }
}

/** An answer as reports show it, and as it is compared. */
export interface Answered<State> {
  readonly answer: string
  readonly next: State
}

/** Judges with states that are let go of afterwards. What throws on the way breaks the law, and is shown as such. */
export const withStates = async (
  given: Counterexample["given"],
  judge: (states: States) => Promise<Finding>
): Promise<Finding> => {
  const states = new States()
  try {
    return await judge(states)
  } catch (cause) {
    return {
      kind: "broken",
      counterexample: {
        given,
        left: { term: "making a state, migrating it or looking at it", trace: `threw ${canonical(cause)}` },
        right: { term: "expected", trace: "a state" },
        difference: "Something other than a command threw."
      }
    }
  } finally {
    await states.end()
  }
}

/** Compares two states of one system by what can be seen of them. */
export const differencesBetween = async <State>(
  system: Stateful<State>,
  one: State,
  other: State
): Promise<ReadonlyArray<Difference>> => differencesOf(await viewOf(system, one), await viewOf(system, other))

/** What can be seen of a state, in a line. */
export const shownState = async <State>(system: Stateful<State>, state: State): Promise<string> =>
  canonical(await viewOf(system, state))

/** The values that differ, as seen from one side: `.orders[0].total: 10`. Only a few of many. */
export const shownSide = (differences: ReadonlyArray<Difference>, side: "left" | "right"): string =>
  [
    ...differences
      .slice(0, MOST)
      .map((difference) => `${difference.path === "" ? "" : `${difference.path}: `}${difference[side]}`),
    ...(differences.length > MOST ? [`and ${differences.length - MOST} more`] : [])
  ].join(", ")

/** So many differences are shown; who sees more does not read them. */
const MOST = 5

/** A line that may be long, cut to what one looks at. */
export const brief = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}... (${text.length - LONGEST} characters more)`

const LONGEST = 300

/** Commands as reports show them, each in words. */
export const showCommands = <Command>(
  commands: ReadonlyArray<Command>,
  show: (command: Command) => string
): string => (commands.length === 0 ? "nothing" : commands.map(show).join(" ; "))
