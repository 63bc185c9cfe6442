/**
 * After a run went on: what that means for the runs that it has called, and for the order of waits; and how events find
 * those who wait.
 * @module
 */
import { idempotencyKey } from "../../core/idempotency-key.ts"
import { advanced } from "../../machine/advance.ts"
import { commandsOf } from "../../machine/commands.ts"
import { channelOf, type ExploredRun, type ExploredState, positionOf, withRun } from "./explored-state.ts"

/** The state after a run went on: called runs that nobody wants any more are cancelled, new waits queue up behind old ones. */
export const settled = (state: ExploredState, index: number, run: ExploredRun): ExploredState => {
  const next = withRun(state, index, run)
  const commands = commandsOf(run.program, run.residual)
  let runs = next.runs
  for (const command of commands)
    if (command.kind === "call" && command.stopped && command.started) {
      const id = idempotencyKey(run.id, command.id, command.renewals)
      runs = runs.map((child) =>
        child.id === id && child.residual.outcome === null
          ? {
              ...child,
              residual: advanced(child.program, child.residual, {
                kind: "cancelled",
                reason: "stopped",
                time: state.now
              }).residual
            }
          : child
      )
    }
  const own = `\n${index}\n`
  const waits = commands.flatMap((command) =>
    command.kind === "receive"
      ? [`${channelOf(command.event.name, command.key)}${own}${positionOf(command.at)}`]
      : []
  )
  if (waits.length === 0 && next.waiting.length === 0) return runs === next.runs ? next : { ...next, runs }
  const old = next.waiting.filter((wait) => !wait.includes(own) || waits.includes(wait))
  return { ...next, runs, waiting: [...old, ...waits.filter((wait) => !old.includes(wait))] }
}

/** Gives an event to whom it is for; a queue and a broadcast keep it for those who come later. */
export const delivered = (
  state: ExploredState,
  event: string,
  mode: "queue" | "broadcast" | "transient",
  key: string,
  payload: unknown
): ExploredState => {
  const channel = channelOf(event, key)
  const waits = state.waiting.filter((wait) => wait.startsWith(`${channel}\n`))
  const woken = mode === "queue" ? waits.slice(0, 1) : waits
  let next = state
  for (const wait of woken) {
    const [, run = "0", position = ""] = wait.split("\n")
    const index = Number(run)
    const receiver = next.runs[index] as ExploredRun
    const command = commandsOf(receiver.program, receiver.residual).find(
      ({ at }) => positionOf(at) === position
    )
    if (command === undefined) continue
    const after = advanced(receiver.program, receiver.residual, {
      kind: "received",
      payload,
      at: command.at,
      time: next.now
    })
    next = settled(next, index, { ...receiver, residual: after.residual })
  }
  if (mode === "transient" || (mode === "queue" && woken.length > 0)) return next
  const kept = mode === "broadcast" ? [payload] : [...(next.kept[channel] ?? []), payload]
  return { ...next, kept: { ...next.kept, [channel]: kept } }
}

export const taken = (state: ExploredState, channel: string): ExploredState => {
  const [, ...rest] = state.kept[channel] ?? []
  const { [channel]: _, ...others } = state.kept
  return { ...state, kept: rest.length === 0 ? others : { ...others, [channel]: rest } }
}
