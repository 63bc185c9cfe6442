/**
 * Called workflows: runs that other runs wait for.
 *
 * A call and the run that it starts are one commit, and so are the end of that run and the answer to the call.
 * @module
 */
import { idempotencyKey } from "../../core/idempotency-key.ts"
import type { CallCommand, LiveRun } from "./live-run.ts"
import type { Core } from "./core.ts"
import { IdTaken } from "./engine-error.ts"
import { isEnded } from "./run-info.ts"
import { values } from "../../machine/vector.ts"
import { thrown } from "../../machine/thrown.ts"
import { forget } from "./forget.ts"
import { stuckIn } from "./stuck-in.ts"

/** Starts the workflow that a run calls, and gives the id of its run. Errors: throws when there is no such workflow. */
export const launch = (
  core: Core,
  run: LiveRun,
  { at, input, id, renewals, request }: CallCommand
): string => {
  const called = idempotencyKey(run.info.id, id, renewals)
  const detached = request.mode === "detach"
  const earlier = core.numberOf(called)
  let undone: ReadonlyArray<string> = []
  if (earlier !== undefined) {
    const info = core.info(earlier)
    if (info?.parent?.run !== run.number) throw new IdTaken(called, info?.workflow ?? "")
    if (detached) return called
    // It may have ended in this turn, and nobody has written that down.
    const live = core.runs.get(earlier)
    if (live === undefined ? !isEnded(info.status) : live.residual.outcome === null)
      throw new IdTaken(called, info.workflow)
    // Tried again: it is another run under the same id, which knows what the one before has undone.
    undone = [...values(core.load(earlier)?.residual.undone ?? { size: 0, height: 0, root: [] })]
    forget(core, earlier, info)
  }
  const { root, priority, fairKey, trace } = run.info
  core.create({
    id: called,
    workflow: request.workflow,
    version: request.version,
    input,
    about: {
      root,
      parent: { run: run.number, at, detached },
      ...(priority === undefined ? {} : { priority }),
      ...(fairKey === undefined ? {} : { fairKey }),
      ...(trace === undefined ? {} : { trace }),
      ...(undone.length === 0 ? {} : { undone })
    }
  })
  return called
}

/** A run that is called is not wanted any more. */
export const stopCalled = (core: Core, run: LiveRun, { id, renewals }: CallCommand): void => {
  const number = core.numberOf(idempotencyKey(run.info.id, id, renewals))
  if (number === undefined) return
  const reason = run.residual.cancelling?.reason ?? "stopped"
  core.post(() => core.tell(number, { kind: "cancelled", reason, time: core.now() }))
}

/** A run has ended: answers the call that started it. */
export const toldCaller = (core: Core, { info, residual }: LiveRun): void => {
  const { parent } = info
  const { outcome, root } = residual
  if (parent === undefined || parent.detached || outcome === null) return
  const { run, at } = parent
  core.post(() => {
    const time = core.now()
    try {
      if (core.tell(run, { kind: "ended", outcome, committed: root.committed, at, time })) return
      // It was stuck, and its caller with it. When all that it called has been repaired, the caller pays what it owes itself.
      const caller = outcome._tag === "Stuck" ? undefined : core.load(run)
      if (caller?.residual.outcome?._tag === "Stuck" && stuckIn(core, caller).length === 0)
        core.tell(run, { kind: "resumed", time })
    } catch (cause) {
      // What it gave is not data.
      core.tell(run, { kind: "threw", cause: thrown(cause), at, time })
    }
  })
}
