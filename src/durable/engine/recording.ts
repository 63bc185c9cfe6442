/**
 * How a run is written down and found again.
 *
 * Laws: what is found again is what was there (J2, J4: laws/recovery.ts).
 * @module
 */
import type { Outcome } from "../../core/outcome.ts"
import { advance, begin } from "../../machine/advance.ts"
import type { MachineEvent } from "../../machine/event.ts"
import type { Program } from "../../machine/program.ts"
import type { Residual } from "../../machine/residual.ts"
import { thrown } from "../../machine/thrown.ts"
import { from } from "../../machine/vector.ts"
import type { Records } from "../journal/journal.ts"
import { batchKey, behindBatches, listKey, outcomeKey, runKey, snapshotKey } from "../keys.ts"
import type { Draft } from "./draft.ts"
import { DamagedRecord } from "./engine-error.ts"
import type { LiveRun } from "./live-run.ts"
import type { Payloads } from "./payloads.ts"
import { type RunInfo, type RunStatus, isEnded, statusOf } from "./run-info.ts"

/** Where runs are written. */
export interface Recording {
  readonly draft: Draft
  readonly records: Records
  readonly payloads: Payloads
  readonly now: () => number
}

/** What a run began with: the first line of its first batch. */
interface Beginning {
  readonly input: unknown
  readonly time: number
}

/** What is left of a run after the batches before `sequence`. */
interface Snapshot {
  readonly sequence: number
  readonly residual: Residual
}

/** After so many commits at least what is left of a run is written down, so that no recovery reads more of them. */
const SNAPSHOT_EVERY = 64

/** The line that a run begins with. Errors: throws when the input cannot be written. */
export const beginningOf = (
  { payloads }: Pick<Recording, "payloads">,
  input: unknown,
  time: number
): string => payloads.line({ input, time } satisfies Beginning)

/** A run whose first events happened after others under the same id had been undone. */
export const begun = (program: Program, input: unknown, time: number, info: RunInfo): Residual => {
  const residual = begin(program, input, time)
  return info.undone === undefined ? residual : { ...residual, undone: from(info.undone) }
}

/** Writes down what happened to a run since the last commit, and how it is to be listed. */
export const recordRun = ({ draft, payloads, now }: Recording, run: LiveRun): void => {
  const { number, info, residual } = run
  const { outcome } = residual
  const news = run.lines.length > 0
  if (news) {
    const text = payloads.lines(run.lines)
    draft.put(batchKey(number, run.sequence), text)
    run.sequence++
    run.unread = { commits: run.unread.commits + 1, characters: run.unread.characters + text.length }
    run.lines = []
  }
  let status: RunStatus = run.busy ? "running" : "waiting"
  if (outcome !== null) {
    status = statusOf(outcome)
    if (news) status = writeOutcome(draft, payloads, number, outcome)
  }
  if (run.listed !== status) {
    if (run.listed !== undefined) draft.put(listKey(run.listed, info.workflow, number), null)
    draft.put(listKey(status, info.workflow, number), "")
    if (run.listed === undefined || isEnded(status) || isEnded(run.listed as RunStatus)) {
      const { ended: _, ...rest } = info
      run.info = isEnded(status)
        ? { ...rest, status: status as RunInfo["status"], ended: now() }
        : { ...rest, status: "running" }
      draft.put(runKey(number), JSON.stringify(run.info))
    }
    run.listed = status
  }
  if (outcome === null && run.unread.commits >= SNAPSHOT_EVERY && run.unread.characters * 2 >= run.snapshot)
    takeSnapshot(draft, payloads, run)
}

/** An output that is not data cannot be kept: that is a defect of the workflow, found at its end. */
const writeOutcome = (
  draft: Draft,
  payloads: Payloads,
  number: number,
  outcome: Outcome<unknown, unknown>
): RunStatus => {
  const what = "the outcome of a run"
  try {
    draft.put(outcomeKey(number), payloads.write(outcome, what))
    return statusOf(outcome)
  } catch (cause) {
    const defect = { _tag: "Defect", cause: thrown(cause), at: "", also: [], undone: [] }
    draft.put(outcomeKey(number), payloads.write(defect, what))
    return "defect"
  }
}

const takeSnapshot = (draft: Draft, payloads: Payloads, run: LiveRun): void => {
  const { number, sequence, residual } = run
  run.unread = { commits: 0, characters: 0 }
  try {
    const value = payloads.write({ sequence, residual } satisfies Snapshot, "what is left of a run")
    run.snapshot = value.length
    draft.put(snapshotKey(number), value)
  } catch {
    // The run holds something that is not data where it waits. It can still be recovered from its batches.
  }
}

/** A run as its records say. */
export interface Found {
  readonly residual: Residual
  readonly sequence: number
  readonly unread: LiveRun["unread"]
  readonly snapshot: number
}

/** Finds what is left of a run. */
export const residualOf = (
  { draft, payloads }: Pick<Recording, "draft" | "payloads">,
  number: number,
  program: Program,
  info: RunInfo
): Found => {
  const written = draft.get(snapshotKey(number))
  const snapshot = written === undefined ? undefined : (payloads.read(written) as Snapshot)
  let residual = snapshot?.residual
  let sequence = snapshot?.sequence ?? 0
  let characters = 0
  const batches = draft.range({ from: batchKey(number, sequence), to: behindBatches(number) })
  for (const { key, value } of batches) {
    if (key !== batchKey(number, sequence))
      throw new DamagedRecord(batchKey(number, sequence), "is not there")
    characters += value.length
    for (const line of payloads.readLines(value)) {
      if (residual === undefined) {
        const { input, time } = line as Beginning
        residual = begun(program, input, time, info)
      } else residual = advance(program, residual, line as MachineEvent)
    }
    sequence++
  }
  if (residual === undefined) throw new DamagedRecord(batchKey(number, 0), "is not there")
  return {
    residual,
    sequence,
    unread: { commits: batches.length, characters },
    snapshot: written?.length ?? 0
  }
}
