/**
 * Calls that show no sign: given up after a time, and delivered anew.
 *
 * It measures how long it waits, not what the clock says, so a clock that is put forwards or back gives up nobody.
 * @module
 */
import { operationName } from "../../core/operation.ts"
import { commandsOf } from "../../machine/commands.ts"
import type { Limits } from "../admission/limit.ts"
import { heartbeatOf } from "../admission/places.ts"
import type { Core } from "./core.ts"
import type { Engagement } from "./engagement.ts"
import { type LiveRun, positionOf } from "./live-run.ts"
import { abandon, redeliver } from "./surroundings.ts"

/** Those that are listened to. */
export class Silence {
  readonly #core: Core
  readonly #limits: Limits
  readonly #heard = new Map<
    Engagement,
    { readonly run: LiveRun; readonly most: number; cancel: () => void }
  >()

  constructor(core: Core, limits: Limits) {
    this.#core = core
    this.#limits = limits
  }

  called(run: LiveRun, engagement: Engagement): void {
    const most = heartbeatOf(this.#limits, operationName(engagement.command.request.operation))
    if (most === undefined) return
    this.#heard.set(engagement, { run, most, cancel: () => undefined })
    this.beaten(engagement)
  }

  beaten(engagement: Engagement): void {
    const heard = this.#heard.get(engagement)
    if (heard === undefined) return
    heard.cancel()
    heard.cancel = this.#core.clock.after(heard.most, () => this.#silent(heard.run, engagement))
  }

  released(engagement: Engagement): void {
    this.#heard.get(engagement)?.cancel()
    this.#heard.delete(engagement)
  }

  stop(): void {
    for (const { cancel } of this.#heard.values()) cancel()
    this.#heard.clear()
  }

  #silent(run: LiveRun, engagement: Engagement): void {
    this.#heard.delete(engagement)
    const position = positionOf(engagement.command.at)
    if (run.dead || run.engagements.get(position) !== engagement) return
    // Nothing is started any more; it is delivered anew when the engine is opened again.
    if (this.#core.state !== "open") return engagement.controller?.abort()
    for (const command of commandsOf(run.program, run.residual)) {
      if (command.kind !== "operation" || positionOf(command.at) !== position) continue
      if (command.request.operation.delivery !== "atMostOnce") redeliver(this.#core, run, command)
      else if (abandon(this.#core, run, command) !== undefined) {
        this.#core.attendant.released(engagement)
        run.answer(command.at, { kind: "lost" })
      }
    }
  }
}
