/**
 * What runs see of the engine.
 * @module
 */
import { launch, stopCalled } from "./called.ts"
import type { Core } from "./core.ts"
import type { Engagement } from "./engagement.ts"
import { type LiveRun, type OperationCommand, positionOf, type Surroundings } from "./live-run.ts"
import { deliver, take, wait, withdraw } from "./mailbox.ts"
import { deliveryOf } from "./performing.ts"

/** The engine, as its runs see it. */
export const surroundingsOf = (core: Core): Surroundings => ({
  now: core.now,
  changed: core.changed,
  line: (event) => {
    const line = core.payloads.line(event)
    core.payloads.check(line, "at" in event ? `${event.kind} of ${event.at.node}` : event.kind)
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
  emit: (run, { event, key, payload }) =>
    deliver(core, { event, key, root: key === "" ? run.info.root : undefined }, payload),
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
