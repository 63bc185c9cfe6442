/**
 * What happened to a run, in the words of those who watch: the difference between what was left of it before an event and after.
 *
 * A pure function of what is in the journal, at a cost that depends on what has changed, not on how much is active.
 * @module
 */
import { idempotencyKey } from "../../core/idempotency-key.ts"
import { operationName } from "../../core/operation.ts"
import type { Outcome } from "../../core/outcome.ts"
import type { Command } from "../../machine/command.ts"
import { commandsOf } from "../../machine/commands.ts"
import type { MachineEvent } from "../../machine/event.ts"
import type { Program } from "../../machine/program.ts"
import type { Residual } from "../../machine/residual.ts"
import { get } from "../../machine/vector.ts"
import { positionOf } from "../engine/live-run.ts"
import type { Awaited, LifecycleCall, RunEnd, RunFact } from "./lifecycle-event.ts"

/** A run of which something is told. */
export interface Told {
  readonly program: Program
  readonly runId: string
  /** Whether the call that is asked for at a position has been made; it is over now. */
  readonly landed: (position: string) => boolean
}

/** What is so when a run has begun. */
export const factsOfBeginning = (told: Told, first: Residual): ReadonlyArray<RunFact> => [
  ...commandsOf(told.program, first).flatMap((command) => begun(told, command)),
  ...ending(first)
]

/** What an event has led to. */
export const factsOf = (
  told: Told,
  before: Residual,
  event: MachineEvent,
  after: Residual
): ReadonlyArray<RunFact> => {
  const { program, runId } = told
  if (!("at" in event))
    return [
      event.kind === "resumed" ? { kind: "run/resumed" } : { kind: "run/cancelling", reason: event.reason },
      ...changes(told, before, after, "")
    ]
  const answered = positionOf(event.at)
  if (event.kind === "started") {
    const command = commandsOf(program, after, before).find(({ at }) => positionOf(at) === answered)
    if (command?.kind !== "call" || command.request.mode === "detach")
      return changes(told, before, after, answered)
    return [
      {
        kind: "wait/began",
        node: command.id,
        on: {
          kind: "run",
          workflow: command.request.workflow,
          runId: idempotencyKey(runId, command.id, command.renewals)
        }
      },
      ...changes(told, before, after, answered)
    ]
  }
  const command = commandsOf(program, before, after).find(({ at }) => positionOf(at) === answered)
  return [
    ...(command === undefined ? [] : answer(told, command, event)),
    ...changes(told, before, after, answered)
  ]
}

/** The call that a command asks for. */
export const callOf = (
  runId: string,
  { id, request, attempt, undoing, renewals }: Extract<Command, { readonly kind: "operation" }>
): LifecycleCall => ({
  node: id,
  operation: operationName(request.operation),
  attempt,
  undoing,
  key: idempotencyKey(runId, id, renewals)
})

/** How an outcome is told. */
export const endOf = (outcome: Outcome<unknown, unknown>): RunEnd => {
  switch (outcome._tag) {
    case "Completed":
      return { kind: "run/completed", outcome }
    case "Failed":
      return { kind: "run/failed", outcome }
    case "Cancelled":
      return { kind: "run/cancelled", outcome }
    case "Defect":
      return { kind: "run/defect", outcome }
    case "Stuck":
      return { kind: "run/stuck", outcome }
  }
}

const ending = ({ outcome }: Residual): ReadonlyArray<RunFact> => (outcome === null ? [] : [endOf(outcome)])

const answer = (told: Told, command: Command, event: MachineEvent): ReadonlyArray<RunFact> => {
  const node = command.id
  switch (command.kind) {
    case "operation":
      return ofOperation(told, command, event)
    case "emit":
      return [{ kind: "event/sent", node, event: command.event.name, key: command.key }]
    case "call":
      return command.request.mode === "detach" ? [] : [{ kind: "wait/ended", node, abandoned: false }]
    case "timer":
      return isBackoff(told.program, command) ? [] : [{ kind: "wait/ended", node, abandoned: false }]
    case "receive":
      return [{ kind: "wait/ended", node, abandoned: false }]
  }
}

const ofOperation = (
  { runId, landed }: Told,
  command: Extract<Command, { readonly kind: "operation" }>,
  event: MachineEvent
): ReadonlyArray<RunFact> => {
  const call = callOf(runId, command)
  if (event.kind === "lost") return [{ kind: "operation/lost", ...call }]
  // One that was stopped before it was made has nothing to tell.
  if (!landed(positionOf(command.at))) return []
  switch (event.kind) {
    case "succeeded":
      return [{ kind: "operation/succeeded", ...call, output: event.output }]
    case "failed":
      return [{ kind: "operation/failed", ...call, error: event.error }]
    case "threw":
      return [{ kind: "operation/threw", ...call, cause: event.cause }]
    case "started":
    case "fired":
    case "received":
    case "ended":
    case "cancelled":
    case "resumed":
      return []
  }
}

/** What else is different. What was answered is known already. */
const changes = (told: Told, before: Residual, after: Residual, answered: string): ReadonlyArray<RunFact> => {
  const { program } = told
  const fresh = commandsOf(program, after, before)
  const old = commandsOf(program, before, after)
  const still = new Set(fresh.map(({ at }) => positionOf(at)))
  const known = new Set(old.map(({ at }) => positionOf(at)))
  const facts: Array<RunFact> = []
  for (const command of old) {
    const position = positionOf(command.at)
    if (position !== answered && !still.has(position)) facts.push(...abandoned(told, command, position))
  }
  if (before.paying === null && after.paying !== null) {
    const [cause] = after.root.halt?.causes ?? []
    facts.push({ kind: "run/undoing", cause: cause ?? { kind: "cancelled", reason: undefined } })
  }
  for (let index = before.undone.size; index < after.undone.size; index++)
    facts.push({ kind: "step/undone", node: get(after.undone, index) as string })
  for (const command of fresh) if (!known.has(positionOf(command.at))) facts.push(...begun(told, command))
  if (before.outcome === null) facts.push(...ending(after))
  return facts
}

const begun = ({ program }: Told, command: Command): ReadonlyArray<RunFact> => {
  const node = command.id
  if (command.kind === "timer" && isBackoff(program, command))
    // The last number of the trail is that of the attempt.
    return [
      { kind: "step/retrying", node, attempt: (command.at.trail.at(-1) ?? 0) + 1, due: command.due ?? 0 }
    ]
  const on: Awaited | undefined =
    command.kind === "timer"
      ? { kind: "time", due: command.due }
      : command.kind === "receive"
        ? { kind: "event", event: command.event.name, key: command.key }
        : undefined
  return on === undefined ? [] : [{ kind: "wait/began", node, on }]
}

const abandoned = (
  { program, runId, landed }: Told,
  command: Command,
  position: string
): ReadonlyArray<RunFact> => {
  switch (command.kind) {
    case "operation":
      return landed(position) ? [{ kind: "operation/abandoned", ...callOf(runId, command) }] : []
    case "timer":
      return isBackoff(program, command) ? [] : [{ kind: "wait/ended", node: command.id, abandoned: true }]
    case "call":
      return command.started && command.request.mode !== "detach"
        ? [{ kind: "wait/ended", node: command.id, abandoned: true }]
        : []
    case "receive":
      return [{ kind: "wait/ended", node: command.id, abandoned: true }]
    case "emit":
      return []
  }
}

/** The time before the next attempt of a retry or of an undo, not a wait that the workflow asks for. */
const isBackoff = ({ sites }: Program, { at }: Command): boolean =>
  sites.get(at.node)?.node.kind !== "perform"
