/**
 * What comes from outside in an exploration: time, events, cancellations, crashes, repairs.
 * @module
 */
import { advanced } from "../../machine/advance.ts"
import type { Command } from "../../machine/command.ts"
import { commandsOf } from "../../machine/commands.ts"
import { keyOf } from "../simulate/driver.ts"
import { type Successor, take, tell } from "./answers.ts"
import { delivered } from "./delivered.ts"
import type { Laboratory } from "./execution.ts"
import type { ExploredRun, ExploredState } from "./explored-state.ts"
import { show } from "./shown.ts"
import { selections, settled, startedIn, type Write } from "./told.ts"

/** When the next timer is due; time goes on to there, and no further. */
export const earliest = ({ now }: ExploredState, commands: ReadonlyArray<ReadonlyArray<Command>>): number => {
  let due = Number.POSITIVE_INFINITY
  for (const command of commands.flat())
    if (command.kind === "timer" && command.due !== null) due = Math.min(due, command.due)
  return Math.max(due, now)
}

/** Events come at any moment that is not before their time, to which time goes on when no timer is due before. */
export const events = (
  state: ExploredState,
  due: number,
  { events: sent, reduced }: Laboratory,
  found: Array<Successor>
): void => {
  let next = Number.POSITIVE_INFINITY
  for (const number of state.expected) {
    const send = sent[number]
    if (send === undefined) continue
    if (send.at > state.now) {
      next = Math.min(next, send.at)
      continue
    }
    const { event, key, payload } = send
    const expected = state.expected.filter((other) => other !== number)
    take(
      delivered({ ...state, expected }, { name: event.name, mode: event.mode, key, payload }, reduced),
      `the event ${event.name} ${show(payload)} comes`,
      found
    )
  }
  if (next <= due && next < Number.POSITIVE_INFINITY)
    found.push({ label: `${next} ms have passed`, state: { ...state, now: next } })
}

/** Runs that were started from outside can be cancelled from there. */
export const cancellations = (state: ExploredState, lab: Laboratory, found: Array<Successor>): void => {
  if (state.budget.cancellations === 0) return
  const budget = { ...state.budget, cancellations: state.budget.cancellations - 1 }
  const own: Array<Successor> = []
  for (const [index, run] of state.runs.entries())
    if (isFromOutside(run) && run.residual.outcome === null && run.residual.cancelling === null)
      tell(
        { ...state, budget },
        index,
        { kind: "cancelled", reason: "explored", time: state.now },
        `${run.id} is cancelled`,
        lab,
        own
      )
  for (const one of own) found.push({ ...one, optional: true })
}

/**
 * The process ends, and another one goes on from what was written down: answers that were on their way never arrive, and of
 * calls that may not be repeated nobody knows whether they were made after they had been started.
 */
export const crash = (
  state: ExploredState,
  commands: ReadonlyArray<ReadonlyArray<Command>>,
  { reduced }: Laboratory,
  found: Array<Successor>
): void => {
  if (state.budget.crashes === 0) return
  const budget = { ...state.budget, crashes: state.budget.crashes - 1 }
  const ready = commands.flatMap((all, run) =>
    all.flatMap((command) => (isOnce(command) && !command.started ? [{ run, command }] : []))
  )
  const matters =
    !reduced || state.runs.some((run, index) => hasAnswers(run) || commands[index]?.some(isUnknownIn(run)))
  // Without reductions every start has its own step.
  for (const selection of reduced ? selections(ready) : [[]]) {
    if (selection.length === 0 && !matters) continue
    const runs = state.runs.map((run, index) =>
      crashed(
        run,
        selection.filter((one) => one.run === index).map(({ command }) => command),
        state.now
      )
    )
    const before = selection.map(({ command }) => `${command.id} is started, and `).join("")
    found.push({
      label: `${before}the process crashes and recovers`,
      state: { ...state, runs, budget },
      optional: true
    })
  }
}

const crashed = (run: ExploredRun, selection: ReadonlyArray<Write>, time: number): ExploredRun => {
  const residual = startedIn(run, selection, time)
  const lost = { ...run.lost }
  for (const command of commandsOf(run.program, residual))
    if (isOnce(command) && command.started) lost[keyOf(command.at)] = true
  return { ...run, residual, inFlight: {}, lost }
}

/** Tells whether a call may not be repeated. */
const isOnce = (command: Command): command is Write =>
  command.kind === "operation" && command.request.operation.delivery === "atMostOnce"

const isUnknownIn =
  (run: ExploredRun) =>
  (command: Command): boolean =>
    isOnce(command) && command.started && run.lost[keyOf(command.at)] === undefined

const hasAnswers = ({ inFlight }: ExploredRun): boolean => Object.keys(inFlight).length > 0

/** A stuck run goes on undoing after the world has been repaired: nothing more goes wrong. */
export const resumptions = (state: ExploredState, { reduced }: Laboratory, found: Array<Successor>): void => {
  if (state.budget.resumes === 0) return
  const budget = { faults: 0, crashes: 0, cancellations: 0, resumes: state.budget.resumes - 1 }
  for (const [index, run] of state.runs.entries()) {
    if (!isFromOutside(run) || run.residual.outcome?._tag !== "Stuck") continue
    const { residual } = advanced(run.program, run.residual, { kind: "resumed", time: state.now })
    const label = `the world is repaired, and ${run.id} is resumed`
    for (const moved of settled({ ...state, budget }, index, { ...run, residual }, reduced))
      found.push({ label, state: moved.state, optional: true })
  }
}

/** Nobody waits for it who could stop it. */
const isFromOutside = ({ caller }: ExploredRun): boolean => caller === null || !caller.waits
