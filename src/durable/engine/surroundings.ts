/**
 * What runs see of the engine.
 * @module
 */
import type { Command } from "../../machine/command.ts"
import type { Address, MachineEvent } from "../../machine/event.ts"
import type { Residual } from "../../machine/residual.ts"
import { launch, stopCalled } from "./called.ts"
import type { Core } from "./core.ts"
import type { Engagement } from "./engagement.ts"
import { type CallCommand, type LiveRun, type OperationCommand, positionOf } from "./live-run.ts"
import { checkKept, deliver, take, wait, withdraw } from "./mailbox.ts"
import { deliveryOf } from "./performing.ts"

/** What a run needs of the engine. Everything is put into the draft of the next commit. */
export interface Surroundings {
  readonly now: () => number
  /** Something of the run has changed and is to be committed. */
  readonly changed: (run: LiveRun) => void
  /** Writes an event down. Errors: throws when it cannot be written. */
  readonly line: (event: MachineEvent) => string
  /** An operation may be started: at once, or when there is room. */
  readonly admit: (run: LiveRun, engagement: Engagement) => void
  /** Calls an operation when what has been drafted is committed. */
  readonly perform: (run: LiveRun, engagement: Engagement) => void
  /** A call will not be made. */
  readonly released: (engagement: Engagement) => void
  /** Whether the answer of a call that was made in this process may still come. */
  readonly underWay: (run: LiveRun, command: OperationCommand) => boolean
  readonly arm: (run: LiveRun, due: number, at: Address) => void
  readonly disarm: (run: LiveRun, due: number, at: Address) => void
  /** Gives the payload of an event that has come already, or puts the wait on record. */
  readonly receive: (
    run: LiveRun,
    command: Extract<Command, { readonly kind: "receive" }>
  ) => { readonly payload: unknown } | undefined
  readonly withdraw: (run: LiveRun, command: Extract<Command, { readonly kind: "receive" }>) => void
  readonly emit: (run: LiveRun, command: Extract<Command, { readonly kind: "emit" }>) => void
  /** Starts the called workflow, and gives the id of its run. Errors: throws when there is no such workflow. */
  readonly launch: (run: LiveRun, command: CallCommand) => string
  readonly stopCalled: (run: LiveRun, command: CallCommand) => void
  /** Tells those who want to know, the caller among them. */
  readonly tellObservers: (run: LiveRun, event: MachineEvent, before: Residual) => void
}

/** The engine, as its runs see it. */
export const surroundingsOf = (core: Core): Surroundings => ({
  now: core.now,
  changed: core.changed,
  line: (event) => {
    // Of these nothing but names and numbers is written.
    if (event.kind === "started" || event.kind === "fired" || event.kind === "lost")
      return JSON.stringify(event)
    const line = core.payloads.line(event)
    core.payloads.check(line, () => ("at" in event ? `${event.kind} of ${event.at.node}` : event.kind))
    return line
  },
  admit: (run, engagement) => core.admit(run, engagement),
  perform: (run, engagement) => core.perform(run, engagement),
  released: (engagement) => core.attendant.released(engagement),
  underWay: (run, command) => core.deliveries.has(deliveryOf(run, command)),
  arm: (run, due, at) => core.timers.put(run.number, due, at),
  disarm: (run, due, at) => core.timers.remove(run.number, due, at),
  receive: (run, { event, key, at }) => {
    const waiting = { event, key, root: run.info.root }
    const kept = take(core, waiting)
    if (kept === undefined) wait(core, waiting, run.number, at)
    return kept
  },
  withdraw: (run, { event, key, at }) => withdraw(core, { event, key, root: run.info.root }, run.number, at),
  // Without a key it belongs to the runs of one root.
  emit: (run, { event, key, payload }) => {
    checkKept(core, event, payload)
    deliver(core, { event, key, root: key === "" ? run.info.root : undefined }, payload)
  },
  launch: (run, command) => launch(core, run, command),
  stopCalled: (run, command) => stopCalled(core, run, command),
  tellObservers: (run, event, before) => {
    core.observing.told(run, event, before)
    if (run.residual.outcome !== null && before.outcome === null) core.ended(run)
  }
})

/** Makes a call that is under way again, under the same key; false when there is none. */
export const redeliver = (core: Core, run: LiveRun, command: OperationCommand): boolean => {
  const hanging = abandon(core, run, command)
  if (hanging === undefined) return false
  const engagement: Engagement = { command, state: "asked", stopped: false, controller: undefined }
  run.engagements.set(positionOf(command.at), engagement)
  core.perform(run, engagement)
  // Afterwards: the new delivery takes its room.
  core.attendant.released(hanging)
  return true
}

/** Gives up a call that is under way: its answer is ignored if it still comes. Undefined when there is none. */
export const abandon = (core: Core, run: LiveRun, command: OperationCommand): Engagement | undefined => {
  const position = positionOf(command.at)
  const hanging = run.engagements.get(position)
  if (hanging === undefined) return undefined
  hanging.state = "off"
  hanging.stopped = true
  hanging.controller?.abort()
  core.deliveries.delete(deliveryOf(run, command))
  run.engagements.delete(position)
  return hanging
}
