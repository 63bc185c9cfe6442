/**
 * Telling a run what happened, in every way that makes a difference.
 * @module
 */
import { advanced } from "../../machine/advance.ts"
import type { Command, Startable } from "../../machine/command.ts"
import { commandsOf } from "../../machine/commands.ts"
import type { MachineEvent } from "../../machine/event.ts"
import type { Site } from "../../machine/program.ts"
import type { Execution } from "./execution.ts"
import { type ExploredRun, type ExploredState, positionOf, withRun } from "./explored-state.ts"
import { settled } from "./settled.ts"

/** One thing that can happen, and the state after it. */
export interface Successor {
  /** In words: `Payments.charge {"total":3} gives "P-1"`. */
  readonly label: string
  readonly state: ExploredState
  /** Everything has ended; a stuck run goes on undoing after it has been repaired. */
  readonly resumes?: true
}

/** Lets the answer of a call follow at once, or takes it down as being on its way. */
export const made = (
  { state, answer, label, atomic }: Execution,
  index: number,
  command: Startable,
  reduced: boolean,
  found: Array<Successor>
): void => {
  if (answer === undefined) {
    found.push({ label, state })
    return
  }
  const run = state.runs[index] as ExploredRun
  const event: MachineEvent = { ...answer, at: command.at, time: state.now }
  if (atomic) return tell(state, index, event, label, found)
  const site = run.program.sites.get(command.at.node) as Site
  if (reduced && state.budget.crashes === 0 && answer.kind === "succeeded" && !isContested(site)) {
    const after = advanced(run.program, run.residual, event)
    if (!after.stops) {
      found.push({ label, state: settled(state, index, { ...run, residual: after.residual }) })
      return
    }
  }
  const inFlight = { ...run.inFlight, [positionOf(command.at)]: answer }
  found.push({ label, state: withRun(state, index, { ...run, inFlight }) })
}

/** In a race it matters which of several answers comes first. */
const isContested = (site: Site): boolean => {
  for (let { block } = site; block !== undefined; block = block.owner.block) {
    const { node } = block.owner
    if (node.kind === "parallel" && (node.join.kind === "race" || node.join.kind === "quorum")) return true
    if (node.kind === "forEach" && node.until !== undefined) return true
  }
  return false
}

/** Tells a run what happened; when that stops something, also with every selection of the ready writes started before. */
export const tell = (
  state: ExploredState,
  index: number,
  event: MachineEvent,
  label: string,
  found: Array<Successor>
): void => {
  const run = state.runs[index] as ExploredRun
  const { residual, stops } = advanced(run.program, run.residual, event)
  found.push({ label, state: settled(state, index, { ...run, residual }) })
  if (!stops) return
  const still = new Set(commandsOf(run.program, residual).map(({ at }) => positionOf(at)))
  const vanished = commandsOf(run.program, run.residual).filter(
    (command): command is Extract<Command, Startable> =>
      isReadyWrite(command) && !still.has(positionOf(command.at))
  )
  for (const selection of selections(vanished)) {
    let started = run.residual
    for (const { at } of selection)
      started = advanced(run.program, started, { kind: "started", at, time: event.time }).residual
    const after = advanced(run.program, started, event)
    found.push({
      label: `${selection.map(({ id }) => id).join(" and ")} started; ${label}`,
      state: settled(state, index, { ...run, residual: after.residual })
    })
  }
}

/** A readonly call that is stopped may be abandoned, so it does not matter whether it was started. */
const isReadyWrite = (command: Command): boolean =>
  (command.kind === "call" || command.kind === "operation") &&
  !command.started &&
  !(command.kind === "operation" && command.request.operation.effect === "readonly")

/** Every selection but the empty one. */
const selections = <A>(all: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  all
    .reduce<ReadonlyArray<ReadonlyArray<A>>>(
      (sets, one) => [...sets, ...sets.map((set) => [...set, one])],
      [[]]
    )
    .slice(1)
