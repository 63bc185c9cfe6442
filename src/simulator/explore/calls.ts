/**
 * Workflows that are called in an exploration.
 * @module
 */
import { idempotencyKey } from "../../core/idempotency-key.ts"
import { begin } from "../../machine/advance.ts"
import type { Command } from "../../machine/command.ts"
import { MissingProvider } from "../../interpreters/in-process/environment.ts"
import { programOf } from "../../machine/program.ts"
import { made, type Successor, take, tell } from "./answers.ts"
import type { Laboratory } from "./execution.ts"
import { calledFrom, type ExploredRun, type ExploredState } from "./explored-state.ts"
import { show } from "./shown.ts"
import { also, settled, startedIn } from "./told.ts"

type CallCommand = Extract<Command, { readonly kind: "call" }>

/** Begins the run that is called, or tells its caller how it has ended. */
export const called = (
  state: ExploredState,
  index: number,
  command: CallCommand,
  lab: Laboratory,
  found: Array<Successor>
): void => {
  const child = state.runs[calledFrom(state, index, command.at)]
  if (child === undefined) return launch(state, index, command, lab, found)
  // Another process finds that it was begun.
  if (command.request.mode === "detach") return detached(state, index, command, lab, child.id, found)
  if (child.residual.outcome === null) return
  const { outcome, root } = child.residual
  const { at } = command
  const answer = { kind: "ended" as const, outcome, committed: root.committed, at, time: state.now }
  tell(state, index, answer, `${command.id} has ended ${outcome._tag}`, lab, found)
}

const launch = (
  state: ExploredState,
  index: number,
  command: CallCommand,
  lab: Laboratory,
  found: Array<Successor>
): void => {
  const { at, request, input, renewals } = command
  const run = state.runs[index] as ExploredRun
  const workflow = lab.workflow(request.workflow, request.version)
  if (workflow === undefined)
    throw new MissingProvider(
      `the workflow "${request.workflow}" (version ${request.version})`,
      "Add it to the list of what is provided."
    )
  const program = programOf(workflow)
  const child: ExploredRun = {
    id: idempotencyKey(run.id, command.id, renewals),
    program,
    residual: begin(program, input, state.now),
    caller: { run: index, at, waits: request.mode === "await" },
    inFlight: {},
    lost: {}
  }
  const caller = command.started ? run : { ...run, residual: startedIn(run, [command], state.now) }
  const runs = [...state.runs, child]
  const label = `${command.id} ${show(input)} is called`
  for (const begun of settled({ ...state, runs }, state.runs.length, child, lab.reduced)) {
    const launched = also(begun.started, settled(begun.state, index, caller, lab.reduced))
    if (request.mode === "await") take(launched, label, found)
    else for (const one of launched) detached(one.state, index, command, lab, child.id, found, label)
  }
}

const detached = (
  state: ExploredState,
  index: number,
  command: CallCommand,
  lab: Laboratory,
  child: string,
  found: Array<Successor>,
  label = `${command.id} is found to be called`
): void =>
  made(
    { label, state, answer: { kind: "succeeded", output: child }, atomic: false },
    index,
    command,
    lab,
    found
  )
