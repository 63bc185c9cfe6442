/**
 * What an event that a run is told means for all runs.
 *
 * A write that is ready when its scope stops may have been started a moment before; then it is still done. An exploration that
 * starts writes only when it does them (see `successors.ts`) makes up for that here: whatever stops, it also stops with every
 * selection of its ready writes started.
 * @module
 */
import { advanced } from "../../machine/advance.ts"
import type { Command } from "../../machine/command.ts"
import { commandsOf } from "../../machine/commands.ts"
import type { MachineEvent } from "../../machine/event.ts"
import { keyOf } from "../simulate/driver.ts"
import { calledFrom, channelOf, type ExploredRun, type ExploredState, withRun } from "./explored-state.ts"

/** A state, and the ids of the writes that were started before what led to it. */
export interface Moved {
  readonly state: ExploredState
  readonly started: ReadonlyArray<string>
}

/** Tells a run what happened. Without reductions every start has its own step. */
export const told = (
  state: ExploredState,
  index: number,
  event: MachineEvent,
  reduced: boolean
): ReadonlyArray<Moved> => {
  const run = state.runs[index] as ExploredRun
  const after = advanced(run.program, run.residual, event).residual
  if (after === run.residual) return [{ state, started: [] }]
  const still = new Set(commandsOf(run.program, after).map(({ at }) => keyOf(at)))
  const own = "at" in event ? keyOf(event.at) : undefined
  const vanished = reduced
    ? commandsOf(run.program, run.residual).filter(
        (command): command is Write =>
          isReadyWrite(command) && keyOf(command.at) !== own && !still.has(keyOf(command.at))
      )
    : []
  return selections(vanished).flatMap((selection) => {
    const started = selection.map(({ id }) => id)
    const residual =
      selection.length === 0
        ? after
        : advanced(run.program, startedIn(run, selection, event.time), event).residual
    return also(started, settled(state, index, { ...run, residual }, reduced))
  })
}

/** An operation or a call. */
export type Write = Extract<Command, { readonly started: boolean }>

/** A readonly call that is stopped may be abandoned, so it does not matter whether it was started. */
const isReadyWrite = (command: Command): command is Write =>
  (command.kind === "call" || command.kind === "operation") &&
  !command.started &&
  !(command.kind === "operation" && command.request.operation.effect === "readonly")

/** What is left of a run after some of its calls were started. */
export const startedIn = (
  { program, residual }: ExploredRun,
  selection: ReadonlyArray<Write>,
  time: number
): ExploredRun["residual"] =>
  selection.reduce(
    (left, { at }) => advanced(program, left, { kind: "started", at, time }).residual,
    residual
  )

/** Every selection, the empty one first. */
export const selections = <A>(all: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  all.reduce<ReadonlyArray<ReadonlyArray<A>>>(
    (sets, one) => [...sets, ...sets.map((set) => [...set, one])],
    [[]]
  )

/** The same, with more that was started before. */
export const also = (started: ReadonlyArray<string>, all: ReadonlyArray<Moved>): ReadonlyArray<Moved> =>
  started.length === 0 ? all : all.map((one) => ({ ...one, started: [...started, ...one.started] }))

/**
 * The state after a run went on, or has begun: called runs that nobody wants any more are cancelled, new waits queue up behind
 * old ones, answers that nobody waits for are forgotten.
 */
export const settled = (
  state: ExploredState,
  index: number,
  run: ExploredRun,
  reduced: boolean
): ReadonlyArray<Moved> => {
  const commands = commandsOf(run.program, run.residual)
  const active = new Set(commands.map(({ at }) => keyOf(at)))
  const current = {
    ...run,
    inFlight: among(run.inFlight, active),
    lost: among(run.lost, active)
  }
  let moved: ReadonlyArray<Moved> = [
    { state: queued(withRun(state, index, current), index, commands), started: [] }
  ]
  for (const command of commands) {
    if (!(command.kind === "call" && command.stopped && command.started)) continue
    // Nobody waits for a workflow that was detached, and nobody stops it.
    if (command.request.mode !== "await") continue
    const child = calledFrom(state, index, command.at)
    if (child === -1) continue
    moved = moved.flatMap((before) => {
      const stop: MachineEvent = { kind: "cancelled", reason: "stopped", time: before.state.now }
      return also(before.started, told(before.state, child, stop, reduced))
    })
  }
  return moved
}

const queued = (state: ExploredState, index: number, commands: ReadonlyArray<Command>): ExploredState => {
  const own = `\n${index}\n`
  const waits = commands.flatMap((command) =>
    command.kind === "receive"
      ? [`${channelOf(command.event.name, command.key)}${own}${keyOf(command.at)}`]
      : []
  )
  if (waits.length === 0 && state.waiting.length === 0) return state
  const old = state.waiting.filter((wait) => !wait.includes(own) || waits.includes(wait))
  return { ...state, waiting: [...old, ...waits.filter((wait) => !old.includes(wait))] }
}

const among = <A>(
  record: Readonly<Record<string, A>>,
  names: ReadonlySet<string>
): Readonly<Record<string, A>> => {
  const entries = Object.entries(record)
  const kept = entries.filter(([name]) => names.has(name))
  return kept.length === entries.length ? record : Object.fromEntries(kept)
}
