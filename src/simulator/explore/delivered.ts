/**
 * How events find those who wait.
 * @module
 */
import { commandsOf } from "../../machine/commands.ts"
import { keyOf } from "../simulate/driver.ts"
import { channelOf, type ExploredRun, type ExploredState } from "./explored-state.ts"
import { also, type Moved, told } from "./told.ts"

/** An event under way. */
export interface Sent {
  readonly name: string
  readonly mode: "queue" | "broadcast" | "transient"
  readonly key: string
  readonly payload: unknown
}

/** Gives an event to whom it is for; a queue and a broadcast keep it for those who come later. */
export const delivered = (
  state: ExploredState,
  { name, mode, key, payload }: Sent,
  reduced: boolean
): ReadonlyArray<Moved> => {
  const channel = channelOf(name, key)
  const waits = state.waiting.filter((wait) => wait.startsWith(`${channel}\n`))
  const woken = mode === "queue" ? waits.slice(0, 1) : waits
  const kept =
    mode === "transient" || (mode === "queue" && woken.length > 0)
      ? state
      : withKept(state, channel, mode === "broadcast" ? [payload] : [...(state.kept[channel] ?? []), payload])
  return woken.reduce<ReadonlyArray<Moved>>(
    (all, wait) =>
      all.flatMap((before) => also(before.started, received(before.state, wait, payload, reduced))),
    [{ state: kept, started: [] }]
  )
}

const received = (
  state: ExploredState,
  wait: string,
  payload: unknown,
  reduced: boolean
): ReadonlyArray<Moved> => {
  const [, run = "0", position = ""] = wait.split("\n")
  const index = Number(run)
  const { program, residual } = state.runs[index] as ExploredRun
  const command = commandsOf(program, residual).find(({ at }) => keyOf(at) === position)
  // Another one that was woken has stopped it.
  if (command === undefined) return [{ state, started: [] }]
  return told(state, index, { kind: "received", payload, at: command.at, time: state.now }, reduced)
}

/** The state without the first of the events that are kept. */
export const taken = (state: ExploredState, channel: string): ExploredState =>
  withKept(state, channel, (state.kept[channel] ?? []).slice(1))

const withKept = (state: ExploredState, channel: string, kept: ReadonlyArray<unknown>): ExploredState => {
  const { [channel]: _, ...others } = state.kept
  return { ...state, kept: kept.length === 0 ? others : { ...others, [channel]: kept } }
}
