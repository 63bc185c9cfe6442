/**
 * Retention: what has ended long ago is forgotten, a little at a time.
 *
 * A run is forgotten together with all that it has called, when all of them have ended: nothing that goes on, or that somebody has
 * to repair, is ever forgotten, nor what it belongs to. Lists are in the order in which runs were started, and none has ended before it
 * was started, so looking stops at the first run that was started too late.
 * @module
 */
import { LimitOutOfRange } from "../../transformations/limited.ts"
import { below, lastOf, named, numberOf } from "../keys.ts"
import type { Core } from "./core.ts"
import { NotPossible, UnknownRun } from "./engine-error.ts"
import { forget } from "./forget.ts"
import type { RunInfo } from "./run-info.ts"
import { childrenOf } from "./stuck-in.ts"

/** The ids of events to everybody are kept for so long, in milliseconds, when nothing else is said: 30 days. */
const IDS = 30 * 86_400_000

/** So many records are looked at, and so many runs forgotten, in one commit. */
const SLICE = 256

/** Gives it as it is. Errors: throws `limit/out-of-range`. */
export const checkedRetention = (retention: number | undefined): number | undefined => {
  if (retention === undefined || retention > 0) return retention
  throw new LimitOutOfRange("retention", "a number of milliseconds above 0", retention)
}

/** Forgets in the background. */
export class Retention {
  readonly #core: Core
  readonly #retention: number | undefined
  #cancel: () => void = () => undefined
  #sweeping = false
  #swept = 0

  constructor(core: Core, retention: number | undefined) {
    this.#core = core
    this.#retention = retention
  }

  /**
   * Sweeps now, and from time to time: an eighth of the retention apart, at least a second and at most an hour. Without a
   * retention there is no alarm, so that an engine with nothing to do keeps no process alive.
   */
  recovered(): void {
    this.#cancel()
    void this.#sweep()
    if (this.#retention === undefined) return
    this.#cancel = this.#core.clock.after(this.#every, () => this.recovered())
  }

  /** Something has been done: if it is time, sweeps. */
  asleep(): void {
    if (this.#core.now() - this.#swept > this.#every) void this.#sweep()
  }

  get #every(): number {
    return Math.min(Math.max((this.#retention ?? IDS) / 8, 1000), 3_600_000)
  }

  stop(): void {
    this.#cancel()
  }

  async #sweep(): Promise<void> {
    if (this.#sweeping) return
    this.#sweeping = true
    try {
      const core = this.#core
      const now = core.now()
      this.#swept = now
      const work = [oldIds(core, now - (this.#retention ?? IDS))]
      if (this.#retention !== undefined) work.push(oldRuns(core, now - this.#retention))
      for (const slices of work) while (await core.commit(() => slices.next().done !== true));
    } catch {
      // The engine is closed, or its journal fails, which others are told. The next sweep finds what is left.
    } finally {
      this.#sweeping = false
    }
  }
}

/** Forgets a run, and all that it has called. Errors: throws `durable/unknown-run`, `durable/not-possible`. */
export const forgetRun = (core: Core, id: string): void => {
  const number = core.numberOf(id)
  const info = number === undefined ? undefined : core.info(number)
  if (number === undefined || info === undefined) throw new UnknownRun(id)
  if (info.parent !== undefined && core.info(info.parent.run) !== undefined)
    throw new NotPossible(id, "forgotten", "it belongs to the run that has called it")
  const family = endedFamily(core, number, info, Infinity)
  if (typeof family === "string")
    throw new NotPossible(
      id,
      "forgotten",
      family === id ? "it has not ended" : `"${family}", which it has called, has not ended`
    )
  for (const [member, about] of family) forget(core, member, about)
}

type Family = ReadonlyArray<readonly [number, RunInfo]>

/** A run and all that it has called, the innermost first; the id of one of them when it has not ended by then. */
const endedFamily = (core: Core, number: number, info: RunInfo, by: number): Family | string => {
  const found: Array<readonly [number, RunInfo]> = []
  const open: Array<readonly [number, RunInfo]> = [[number, info]]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [member, about] = next
    if (about.ended === undefined || about.status === "stuck" || about.ended > by) return about.id
    found.push(next)
    for (const child of childrenOf(core, member)) {
      const known = core.info(child)
      if (known !== undefined) open.push([child, known])
    }
  }
  return found.reverse()
}

/** Forgets runs that had ended by then; a slice each time. Between slices, what is on record may change. */
function* oldRuns(core: Core, by: number): Generator<void> {
  for (const status of ["completed", "failed", "cancelled", "defect"]) {
    const { from: first, to } = below("l", status)
    for (let from = first; ; ) {
      const page = core.draft.range({ from, to, limit: SLICE })
      let left = SLICE
      let next: string | undefined
      for (const { key } of page) {
        const number = numberOf(lastOf(key))
        const info = core.info(number)
        next = `${key} `
        if (info === undefined) continue
        if (info.started > by) {
          // All behind it in this list were started later.
          next = below("l", status, named(info.workflow)).to
          break
        }
        // What was called is forgotten together with its caller.
        if (info.parent !== undefined && core.info(info.parent.run) !== undefined) continue
        const family = endedFamily(core, number, info, by)
        if (typeof family === "string") continue
        for (const [member, about] of family) {
          if (left-- === 0) {
            yield
            left = SLICE
          }
          // Meanwhile somebody else may have forgotten it, and started another one under its id.
          if (core.info(member) !== undefined) forget(core, member, about)
        }
      }
      if (next === undefined) break
      from = next
      yield
    }
  }
}

/** Forgets the ids of events to everybody that had come by then; a slice each time. */
function* oldIds(core: Core, by: number): Generator<void> {
  const { from: first, to } = below("d", "-")
  for (let from = first; ; ) {
    const page = core.draft.range({ from, to, limit: SLICE })
    for (const { key, value } of page) if (Number(value) <= by) core.draft.put(key, null)
    const last = page.at(-1)
    if (last === undefined) return
    from = `${last.key} `
    yield
  }
}
