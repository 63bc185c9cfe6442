/**
 * Answers: whether one follows its call at once, or is on its way for a while.
 *
 * A success follows at once when nothing that can come between would see it. That is not so when the process may crash; in
 * races and until-loops, where it matters which of several answers comes first; in sealed scopes, which decide with the
 * answer; when a clock runs or begins to run, or somebody waits for an event; when something stops; and when the run ends that
 * somebody may still want to stop.
 * @module
 */
import { advanced } from "../../machine/advance.ts"
import type { Command } from "../../machine/command.ts"
import { commandsOf } from "../../machine/commands.ts"
import type { Answer, MachineEvent } from "../../machine/event.ts"
import type { Program, Site } from "../../machine/program.ts"
import { keyOf } from "../simulate/driver.ts"
import type { Execution, Laboratory } from "./execution.ts"
import { type ExploredRun, type ExploredState, withRun } from "./explored-state.ts"
import { type Moved, settled, told } from "./told.ts"

/** One thing that can happen, and the state after it. */
export interface Successor {
  /** In words: `Payments.charge {"total":3} gives "P-1"`. */
  readonly label: string
  readonly state: ExploredState
  /** It need not happen: nobody has to cancel, to repair or to crash anything. */
  readonly optional?: true
}

/** Takes down everything that an event can lead to. */
export const tell = (
  state: ExploredState,
  index: number,
  event: MachineEvent,
  label: string,
  { reduced }: Laboratory,
  found: Array<Successor>
): void => take(told(state, index, event, reduced), label, found)

/** Takes down states with what led to them. */
export const take = (all: ReadonlyArray<Moved>, label: string, found: Array<Successor>): void => {
  for (const { state, started } of all)
    found.push({ label: started.length === 0 ? label : `${started.join(" and ")} started; ${label}`, state })
}

/** Lets the answer of a call follow at once, or takes it down as being on its way. */
export const made = (
  { state, answer, label, atomic }: Execution,
  index: number,
  command: Command,
  lab: Laboratory,
  found: Array<Successor>
): void => {
  if (answer === undefined) {
    found.push({ label, state })
    return
  }
  const event: MachineEvent = { ...answer, at: command.at, time: state.now }
  if (atomic) return tell(state, index, event, label, lab, found)
  const run = state.runs[index] as ExploredRun
  const site = run.program.sites.get(command.at.node) as Site
  if (lab.reduced && answer.kind === "succeeded" && state.budget.crashes === 0 && !isContested(site)) {
    const after = advanced(run.program, run.residual, event)
    if (isQuiet(state, run, command, after.residual, lab) && !after.stops)
      return take(settled(state, index, { ...run, residual: after.residual }, true), label, found)
  }
  found.push({ label, state: onItsWay(state, index, command, answer) })
}

/** The state with an answer on its way, unless nobody waits for it any more. */
const onItsWay = (state: ExploredState, index: number, { at }: Command, answer: Answer): ExploredState => {
  const run = state.runs[index] as ExploredRun
  const isActive = commandsOf(run.program, run.residual).some((command) => keyOf(command.at) === keyOf(at))
  return isActive
    ? withRun(state, index, { ...run, inFlight: { ...run.inFlight, [keyOf(at)]: answer } })
    : state
}

/** In a race it matters which of several answers comes first. */
const isContested = (site: Site): boolean =>
  ownersOf(site).some(
    ({ node }) =>
      (node.kind === "parallel" && (node.join.kind === "race" || node.join.kind === "quorum")) ||
      (node.kind === "forEach" && node.until !== undefined)
  )

/** What a position is in, from the inside out. */
const ownersOf = (site: Site): ReadonlyArray<Site> => {
  const owners: Array<Site> = []
  for (let { block } = site; block !== undefined; block = block.owner.block) owners.push(block.owner)
  return owners
}

/** A sealed scope decides when it ends: whether that comes before it is stopped matters. It goes on when it asks for more. */
const mayDecide = (program: Program, { at }: Command, next: ReadonlyArray<Command>): boolean => {
  const owners = ownersOf(program.sites.get(at.node) as Site)
  return owners.some((seal, index) => {
    if (!(seal.node.kind === "scope" && seal.node.commit.kind === "seal")) return false
    const depth = owners.slice(index + 1).filter(({ node }) => isRepeated(node.kind)).length
    const place = at.trail.slice(0, depth).join()
    return !next.some(
      (other) =>
        ownersOf(program.sites.get(other.at.node) as Site).includes(seal) &&
        other.at.trail.slice(0, depth).join() === place
    )
  })
}

const isRepeated = (kind: string): boolean => kind === "iterate" || kind === "retry" || kind === "forEach"

/** Nothing but the run itself sees when it goes on. */
const isQuiet = (
  { runs, budget, expected, now }: ExploredState,
  run: ExploredRun,
  command: Command,
  after: ExploredRun["residual"],
  { events }: Laboratory
): boolean =>
  run.residual.cancelling === null &&
  (after.outcome === null || (run.caller === null && budget.cancellations === 0)) &&
  !commandsOf(run.program, after).some((command) => isTimed(command) || isMeasured(run.program, command)) &&
  !mayDecide(run.program, command, commandsOf(run.program, after, run.residual)) &&
  !runs.some(({ program, residual }) => commandsOf(program, residual).some(isTimed)) &&
  !expected.some((index) => (events[index]?.at ?? 0) > now)

const isTimed = ({ kind }: Command): boolean => kind === "timer" || kind === "receive"

/** Tells whether a retry around looks at how long it has been trying. */
const isMeasured = (program: Program, { at }: Command): boolean =>
  ownersOf(program.sites.get(at.node) as Site).some(
    ({ node }) =>
      (node.kind === "retry" && node.schedule.within < Infinity) ||
      (node.kind === "scope" && node.commit.kind === "undo" && node.commit.failing.retry.within < Infinity)
  )
