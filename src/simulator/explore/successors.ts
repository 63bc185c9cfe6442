/**
 * What can happen next in a state of an exploration.
 *
 * Reductions, all of them sound for what invariants can see: a call that is made is started in the same step, except that a
 * stop is also explored with every selection of ready writes started before it; an answer follows its call at once when
 * nothing beside it could matter (a success that stops nothing, outside races, when no crash can come between); a crash
 * matters only when answers are on their way.
 * @module
 */
import { idempotencyKey } from "../../core/idempotency-key.ts"
import { advanced, begin } from "../../machine/advance.ts"
import type { Command } from "../../machine/command.ts"
import { commandsOf } from "../../machine/commands.ts"
import type { MachineEvent } from "../../machine/event.ts"
import { MissingProvider } from "../../interpreters/in-process/environment.ts"
import { programOf } from "../../machine/program.ts"
import { executions, type Laboratory } from "./execution.ts"
import type { Sending } from "../simulate/sending.ts"
import { channelOf, type ExploredRun, type ExploredState, positionOf, withRun } from "./explored-state.ts"
import { delivered, settled, taken } from "./settled.ts"
import { show } from "./shown.ts"
import { made, type Successor, tell } from "./tell.ts"

/** Everything that can happen next. Nothing can when all runs have ended, or wait for what never comes. */
export const successors = async (
  state: ExploredState,
  lab: Laboratory
): Promise<ReadonlyArray<Successor>> => {
  const found: Array<Successor> = []
  const commands = state.runs.map(({ program, residual }) => commandsOf(program, residual))
  const due = earliest(state, commands, lab)
  // Of several runs that were started from outside, each step says whose it is.
  const several = state.runs.filter(({ caller }) => caller === null).length > 1
  for (const [index, ofRun] of commands.entries()) {
    const own: Array<Successor> = []
    // Not side by side: handlers of one world must not meet.
    // oxlint-disable-next-line no-await-in-loop
    for (const command of ofRun) await perform(state, index, command, due, lab, own)
    const { id } = state.runs[index] as ExploredRun
    for (const next of own) found.push(several ? { ...next, label: `${id}: ${next.label}` } : next)
  }
  events(state, due, lab, found)
  cancellations(state, found)
  crash(state, lab.reduced, found)
  resumptions(state, found)
  return found
}

/** When the next timer or timed event is due; time goes on to there, and no further. */
const earliest = (
  state: ExploredState,
  commands: ReadonlyArray<ReadonlyArray<Command>>,
  { events: sent }: Laboratory
): number => {
  let due = Number.POSITIVE_INFINITY
  for (const command of commands.flat())
    if (command.kind === "timer" && command.due !== null) due = Math.min(due, command.due)
  for (const index of state.expected) due = Math.min(due, dueOf(sent[index]))
  return Math.max(due, state.now)
}

/** An event whose time has come may come at any moment. */
const dueOf = (sent: Sending<string> | undefined): number =>
  sent === undefined || sent.at === 0 ? Number.POSITIVE_INFINITY : sent.at

const perform = async (
  state: ExploredState,
  index: number,
  command: Command,
  due: number,
  lab: Laboratory,
  found: Array<Successor>
): Promise<void> => {
  const position = positionOf(command.at)
  const run = state.runs[index] as ExploredRun
  const { at } = command
  switch (command.kind) {
    case "operation": {
      const answer = run.inFlight[position]
      if (answer !== undefined)
        return tell(
          withRun(state, index, landed(run, position)),
          index,
          { ...answer, at, time: state.now },
          `the answer of ${command.id} arrives`,
          found
        )
      if (run.lost[position] === true)
        return tell(
          withRun(state, index, landed(run, position)),
          index,
          { kind: "lost", at, time: state.now },
          `the answer of ${command.id} is lost for good`,
          found
        )
      if (!lab.reduced && !command.started) {
        const started: MachineEvent = { kind: "started", at, time: state.now }
        return tell(state, index, started, `${command.id} is started`, found)
      }
      for (const execution of await executions(state, index, command, lab))
        made(execution, index, command, lab.reduced, found)
      return
    }
    case "timer":
      if (command.due === null || Math.max(command.due, state.now) !== due) return
      return tell(
        { ...state, now: due },
        index,
        { kind: "fired", at, time: due },
        `${command.id} is over at ${due} ms`,
        found
      )
    case "receive": {
      const payloads = state.kept[channelOf(command.event.name, command.key)]
      if (payloads === undefined || payloads.length === 0) return
      const [payload] = payloads
      const next =
        command.event.mode === "queue" ? taken(state, channelOf(command.event.name, command.key)) : state
      return tell(
        next,
        index,
        { kind: "received", payload, at, time: state.now },
        `${command.id} receives ${show(payload)}`,
        found
      )
    }
    case "emit": {
      const woken = delivered(state, command.event.name, command.event.mode, command.key, command.payload)
      return tell(
        woken,
        index,
        { kind: "succeeded", output: undefined, at, time: state.now },
        `${command.id} sends ${show(command.payload)}`,
        found
      )
    }
    case "call":
      return called(state, index, command, lab, found)
  }
}

const called = (
  state: ExploredState,
  index: number,
  command: Extract<Command, { readonly kind: "call" }>,
  lab: Laboratory,
  found: Array<Successor>
): void => {
  const { at, request } = command
  const run = state.runs[index] as ExploredRun
  const id = idempotencyKey(run.id, command.id, command.renewals)
  const known = state.runs.findIndex((one) => one.id === id)
  const child = state.runs[known]
  if (child === undefined) {
    const workflow = lab.workflow(request.workflow, request.version)
    if (workflow === undefined)
      throw new MissingProvider(
        `the workflow "${request.workflow}" (version ${request.version})`,
        "Add it to the list of what is provided."
      )
    const program = programOf(workflow)
    const residual = begin(program, command.input, state.now)
    const caller = request.mode === "await" ? { run: index, at } : null
    const child: ExploredRun = { id, program, residual, caller, inFlight: {}, lost: {} }
    const started = advanced(run.program, run.residual, { kind: "started", at, time: state.now }).residual
    const launched = settled({ ...state, runs: [...state.runs, child] }, index, { ...run, residual: started })
    const label = `${command.id} ${show(command.input)} is called`
    if (request.mode === "await") found.push({ label, state: launched })
    else tell(launched, index, { kind: "succeeded", output: id, at, time: state.now }, label, found)
    return
  }
  if (child.residual.outcome === null) return
  const { outcome, root } = child.residual
  const answer = { kind: "ended" as const, outcome, committed: root.committed, at, time: state.now }
  tell(state, index, answer, `${command.id} has ended ${outcome._tag}`, found)
}

const events = (
  state: ExploredState,
  due: number,
  { events: sent }: Laboratory,
  found: Array<Successor>
): void => {
  for (const number of state.expected) {
    const send = sent[number]
    if (send === undefined) continue
    const when = Math.max(send.at, state.now)
    if (when > state.now && when !== due) continue
    const expected = state.expected.filter((other) => other !== number)
    const next = delivered(
      { ...state, now: when, expected },
      send.event.name,
      send.event.mode,
      send.key,
      send.payload
    )
    found.push({ label: `the event ${send.event.name} ${show(send.payload)} comes`, state: next })
  }
}

const cancellations = (state: ExploredState, found: Array<Successor>): void => {
  if (state.budget.cancellations === 0) return
  const budget = { ...state.budget, cancellations: state.budget.cancellations - 1 }
  for (const [index, { caller, residual, id }] of state.runs.entries())
    if (caller === null && residual.outcome === null && residual.cancelling === null)
      tell(
        { ...state, budget },
        index,
        { kind: "cancelled", reason: "explored", time: state.now },
        `${id} is cancelled`,
        found
      )
}

/** The process ends, and another one goes on from what was written down: answers that were on their way never arrive. */
const crash = (state: ExploredState, reduced: boolean, found: Array<Successor>): void => {
  if (state.budget.crashes === 0 || (reduced && state.runs.every(({ inFlight }) => isEmpty(inFlight)))) return
  const runs = state.runs.map((run) => {
    const lost = { ...run.lost }
    for (const command of commandsOf(run.program, run.residual))
      if (
        command.kind === "operation" &&
        command.started &&
        command.request.operation.delivery === "atMostOnce"
      )
        lost[positionOf(command.at)] = true
    return { ...run, inFlight: {}, lost }
  })
  const budget = { ...state.budget, crashes: state.budget.crashes - 1 }
  found.push({ label: "the process crashes and recovers", state: { ...state, runs, budget } })
}

/** A stuck run goes on undoing after the world has been repaired: nothing more goes wrong. */
const resumptions = (state: ExploredState, found: Array<Successor>): void => {
  if (state.budget.resumes === 0) return
  const budget = { faults: 0, crashes: 0, cancellations: 0, resumes: state.budget.resumes - 1 }
  for (const [index, run] of state.runs.entries()) {
    if (run.caller !== null || run.residual.outcome?._tag !== "Stuck") continue
    const { residual } = advanced(run.program, run.residual, { kind: "resumed", time: state.now })
    const label = `the world is repaired, and ${run.id} is resumed`
    found.push({ label, state: settled({ ...state, budget }, index, { ...run, residual }), resumes: true })
  }
}

const isEmpty = (record: Readonly<Record<string, unknown>>): boolean => {
  for (const _ in record) return false
  return true
}

/** A run without what was on its way to a position. */
const landed = (run: ExploredRun, position: string): ExploredRun => {
  const { [position]: _, ...inFlight } = run.inFlight
  const { [position]: __, ...lost } = run.lost
  return { ...run, inFlight, lost }
}
