/**
 * Where an exploration starts.
 * @module
 */
import { crossBorder } from "../../core/violation.ts"
import { begin } from "../../machine/advance.ts"
import { programOf, type Runnable } from "../../machine/program.ts"
import { cloned } from "../plain-data.ts"
import type { Laboratory } from "./execution.ts"
import type { ExploredRun, ExploredState } from "./explored-state.ts"
import type { AnyOptions } from "./search.ts"
import { settled } from "./told.ts"

/** What an exploration acts upon, from its options. */
export const laboratoryOf = (options: AnyOptions, reduced: boolean): Laboratory => {
  const { world, faults = [], events = [] } = options
  const workflows = [...world.providers(cloned(world.initial)), ...(options.workflows ?? [])].flatMap(
    (provider) => (provider.kind === "workflow" ? [provider as unknown as CallableWorkflow] : [])
  )
  return {
    providers: world.providers,
    workflow: (name, version) => workflows.find((one) => one.name === name && one.version === version),
    faults,
    events: events.flatMap(({ event, payload, ...sent }) => {
      const crossed = crossBorder(event.payload, payload, `payload of event ${event.name}`)
      return Array.from({ length: sent.times }, () => ({ ...sent, event, payload: crossed }))
    }),
    trusting: options.receivers !== "tested",
    reduced
  }
}

interface CallableWorkflow extends Extract<Runnable, { readonly kind: "workflow" }> {
  readonly version: number
}

/** The state before anything has happened. */
export const startOf = (
  runnable: object,
  inputs: ReadonlyArray<unknown>,
  { world, faults = [], maxFaults = 1, crashes = 0, cancellations = 0 }: AnyOptions,
  resumes: number,
  { events, reduced }: Laboratory
): ExploredState => {
  const program = programOf(runnable as Runnable)
  const runs = inputs.map(
    (input, index): ExploredRun => ({
      id: index === 0 ? "run" : `run-${index + 1}`,
      program,
      residual: begin(program, input, 0),
      caller: null,
      inFlight: {},
      lost: {}
    })
  )
  const start: ExploredState = {
    runs,
    world: cloned(world.initial),
    remembered: {},
    now: 0,
    kept: {},
    waiting: [],
    expected: events.map((_, index) => index),
    budget: { faults: faults.length === 0 ? 0 : maxFaults, crashes, cancellations, resumes },
    calls: {},
    done: {}
  }
  // A run that begins stops nothing, so there is one state after it.
  return runs.reduce((state, run, index) => settled(state, index, run, reduced)[0]?.state ?? state, start)
}
