/**
 * What can happen next in a state of an exploration.
 *
 * Reductions, none of which loses an end or a world:
 *
 * A call that is made is started in the same step; what stops is also stopped with every selection of its ready writes started
 * (told.ts), and a process also crashes with every selection of its ready calls started that may not be repeated
 * (from-outside.ts). An answer follows its call at once when nothing that can come between would see it (answers.ts). A crash
 * matters only when something was started and its answer is not on record.
 * @module
 */
import type { Command } from "../../machine/command.ts"
import { commandsOf } from "../../machine/commands.ts"
import { keyOf } from "../simulate/driver.ts"
import { made, type Successor, tell } from "./answers.ts"
import { called } from "./calls.ts"
import { delivered, taken } from "./delivered.ts"
import { executions, type Laboratory } from "./execution.ts"
import { channelOf, type ExploredRun, type ExploredState, withRun } from "./explored-state.ts"
import { cancellations, crash, earliest, events, resumptions } from "./from-outside.ts"
import { show } from "./shown.ts"

/** Everything that can happen next. Nothing can when all runs have ended, or wait for what never comes. */
export const successors = async (
  state: ExploredState,
  laboratory: Laboratory
): Promise<ReadonlyArray<Successor>> => {
  const found: Array<Successor> = []
  const commands = state.runs.map(({ program, residual }) => commandsOf(program, residual))
  const ready = commands.flat().filter((command) => "started" in command && !command.started)
  // So many selections would not fit into memory: here each start has a step of its own.
  const lab = ready.length > WIDE ? { ...laboratory, reduced: false } : laboratory
  const due = earliest(state, commands)
  // Of several runs that were started from outside, each step says whose it is.
  const several = state.runs.filter(({ caller }) => caller === null || !caller.waits).length > 1
  for (const [index, ofRun] of commands.entries()) {
    const own: Array<Successor> = []
    // Not side by side: handlers of one world must not meet.
    // oxlint-disable-next-line no-await-in-loop
    for (const command of ofRun) await perform(state, index, command, due, lab, own)
    const { id } = state.runs[index] as ExploredRun
    for (const next of own) found.push(several ? { ...next, label: `${id}: ${next.label}` } : next)
  }
  events(state, due, lab, found)
  cancellations(state, lab, found)
  crash(state, commands, lab, found)
  resumptions(state, lab, found)
  return found
}

/** With more ready calls than this, a stop would have too many selections of them. */
const WIDE = 6

const perform = async (
  state: ExploredState,
  index: number,
  command: Command,
  due: number,
  lab: Laboratory,
  found: Array<Successor>
): Promise<void> => {
  const { at } = command
  const position = keyOf(at)
  const run = state.runs[index] as ExploredRun
  const here = { at, time: state.now }
  const answer = run.inFlight[position]
  if (answer !== undefined) {
    const label = `the answer of ${command.id} arrives`
    return tell(
      withRun(state, index, landed(run, position)),
      index,
      { ...answer, ...here },
      label,
      lab,
      found
    )
  }
  if (run.lost[position] === true) {
    const label = `the answer of ${command.id} is lost for good`
    return tell(
      withRun(state, index, landed(run, position)),
      index,
      { kind: "lost", ...here },
      label,
      lab,
      found
    )
  }
  if (!lab.reduced && "started" in command && !command.started)
    return tell(state, index, { kind: "started", ...here }, `${command.id} is started`, lab, found)
  switch (command.kind) {
    case "operation":
      for (const execution of await executions(state, index, command, lab))
        made(execution, index, command, lab, found)
      return
    case "timer": {
      if (command.due === null || Math.max(command.due, state.now) !== due) return
      const label = `${command.id} is over at ${due} ms`
      return tell({ ...state, now: due }, index, { kind: "fired", at, time: due }, label, lab, found)
    }
    case "receive":
      return receive(state, index, command, lab, found)
    case "emit":
      return emit(state, index, command, lab, found)
    case "call":
      return called(state, index, command, lab, found)
  }
}

/** Takes one of the events that are kept. */
const receive = (
  state: ExploredState,
  index: number,
  { at, id, event, key }: Extract<Command, { readonly kind: "receive" }>,
  lab: Laboratory,
  found: Array<Successor>
): void => {
  const channel = channelOf(event.name, key)
  const payloads = state.kept[channel]
  if (payloads === undefined || payloads.length === 0) return
  const [payload] = payloads
  const next = event.mode === "queue" ? taken(state, channel) : state
  const received = { kind: "received" as const, payload, at, time: state.now }
  tell(next, index, received, `${id} receives ${show(payload)}`, lab, found)
}

/** Sends an event; as long as that is not on record, a crash sends it again. */
const emit = (
  state: ExploredState,
  index: number,
  command: Extract<Command, { readonly kind: "emit" }>,
  lab: Laboratory,
  found: Array<Successor>
): void => {
  const { event, key, payload, id } = command
  const sent = { name: event.name, mode: event.mode, key, payload }
  for (const { state: next, started } of delivered(state, sent, lab.reduced)) {
    const label = `${started.map((write) => `${write} started; `).join("")}${id} sends ${show(payload)}`
    made({ label, state: next, answer, atomic: false }, index, command, lab, found)
  }
}

const answer = { kind: "succeeded", output: undefined } as const

/** A run without what was on its way to a position. */
const landed = (run: ExploredRun, position: string): ExploredRun => {
  const { [position]: _, ...inFlight } = run.inFlight
  const { [position]: __, ...lost } = run.lost
  return { ...run, inFlight, lost }
}
