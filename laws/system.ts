/**
 * Systems: something that holds a state and answers commands. What a migration leads from and to.
 * @module
 */
import { canonical } from "./canonical.ts"

/** A system that does one thing for each command. */
export interface System<in Command, in out State, out Answer> {
  readonly name: string
  /** A fresh state; where a state is a handle to something outside, a fresh one of these. */
  readonly initial: () => State | Promise<State>
  /** Carries out a command: gives the answer and the next state. What it throws counts as its answer. */
  readonly step: (state: State, command: Command) => Move<State, Answer> | Promise<Move<State, Answer>>
}

/** An answer, and the state after it. */
export type Move<State, Answer> = readonly [answer: Answer, next: State]

/** A system that may have several things that it can do for a command, or none. Its states are values. */
export interface LaxSystem<in Command, in out State, out Answer> {
  readonly name: string
  readonly initial: () => State | Promise<State>
  /** All the ways in which the system can carry out a command. */
  readonly moves: (
    state: State,
    command: Command
  ) => ReadonlyArray<Move<State, Answer>> | Promise<ReadonlyArray<Move<State, Answer>>>
}

/** An answer as reports show it, and as it is compared. */
export type Answered<State> = { readonly answer: string; readonly next: State }

/** Carries out a command; an exception is an answer that leaves the state as it was. */
export const carriedOut = async <Command, State>(
  system: System<Command, State, unknown>,
  state: State,
  command: Command
): Promise<Answered<State>> => {
  try {
    const [answer, next] = await system.step(state, command)
    return { answer: canonical(answer), next }
  } catch (cause) {
    return { answer: `threw ${canonical(cause)}`, next: state }
  }
}
