/**
 * Systems: something that holds a state and answers commands. What a migration leads from and to.
 *
 * A state is a value, or a handle to something outside (a database, processes). A handle is used up by the step that it is
 * given to: only the state that the step gives is used afterwards, which may be the same handle.
 * @module
 */

/** A system that does one thing for each command. */
export interface System<in Command, in out State, out Answer> extends Stateful<State> {
  /** Carries out a command: gives the answer and the next state. What it throws counts as its answer. */
  readonly step: (state: State, command: Command) => Move<State, Answer> | Promise<Move<State, Answer>>
}

/** A system that may have several things that it can do for a command, or none. Where it has several, its states are values. */
export interface LaxSystem<in Command, in out State, out Answer> extends Stateful<State> {
  /** All the ways in which the system can carry out a command. */
  readonly moves: (
    state: State,
    command: Command
  ) => ReadonlyArray<Move<State, Answer>> | Promise<ReadonlyArray<Move<State, Answer>>>
}

/** What has states. */
export interface Stateful<in out State> {
  readonly name: string
  /** A fresh state; where a state is a handle to something outside, a fresh one of these. */
  readonly initial: () => State | Promise<State>
  /**
   * What can be seen of a state, as plain data or a promise of it: states are compared and shown by their views. The state
   * itself when left out. What does not count, such as the order of rows, is sorted here or left out.
   */
  readonly view?: ((state: State) => unknown) | undefined
  /** Lets go of what a state holds: files, processes, connections. Called once for each state that is not used any more. */
  readonly dispose?: ((state: State) => void | Promise<void>) | undefined
}

/** An answer, and the state after it. */
export type Move<State, Answer> = readonly [answer: Answer, next: State]

/** Takes a system for one that has a single way to carry out each command; what it throws, it throws. */
export const laxly = <Command, State, Answer>(
  system: System<Command, State, Answer>
): LaxSystem<Command, State, Answer> => {
  const { step, ...stateful } = system
  return { ...stateful, moves: async (state, command) => [await step(state, command)] }
}

/** What can be seen of a state. */
export const viewOf = async <State>(system: Stateful<State>, state: State): Promise<unknown> =>
  system.view === undefined ? state : system.view(state)
