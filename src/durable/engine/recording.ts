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
import { prune } from "./prune.ts"
import { type RunInfo, type RunStatus, isEnded, statusOf } from "./run-info.ts"

/** Where runs are written. */
export interface Recording {
  readonly draft: Draft
  readonly records: Records
  readonly payloads: Payloads
  readonly now: () => number
  /** Commits of a run before what is left of it is written down. */
  readonly snapshotEvery: number
}

/** What a run began with: the first line of its first batch. */
interface Beginning {
  readonly input: unknown
  readonly time: number
}

/** What the first line of a snapshot says; the second one is what is left of the run. */
interface Snapshot {
  /** The first batch behind it. */
  readonly sequence: number
  /** The batches before it that are still there. */
  readonly kept: number
}

/** After so many commits at least what is left of a run is written down, so that no recovery reads more of them. */
export const SNAPSHOT_EVERY = 64

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
export const recordRun = (recording: Recording, run: LiveRun): void => {
  const { draft, payloads, now, snapshotEvery } = recording
  const { number, info, residual } = run
  const { outcome } = residual
  const news = run.lines.length > 0
  if (news) {
    const text = payloads.lines(run.lines)
    draft.put(batchKey(number, run.sequence), text)
    run.sequence++
    run.kept++
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
  const { commits, characters } = run.unread
  // As often as reading what came since costs about as much as reading a snapshot.
  if (outcome === null && commits >= snapshotEvery && (characters * 2 >= run.snapshot || snapshotEvery === 1))
    takeSnapshot(recording, run)
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

const takeSnapshot = ({ draft, payloads, snapshotEvery }: Recording, run: LiveRun): void => {
  const { number, sequence, program, residual } = run
  run.unread = { commits: 0, characters: 0 }
  let left: string
  try {
    left = payloads.line(residual)
  } catch {
    // The run holds something that is not data where it waits. It can still be recovered from its batches.
    return
  }
  run.snapshot = left.length
  if (run.kept >= run.pruneAt) {
    run.kept = prune({ draft, payloads }, { number, sequence, program, residual })
    // Whenever as much again has come, so that looking through all costs little for each.
    run.pruneAt = 2 * run.kept + snapshotEvery
  }
  const about = payloads.line({ sequence, kept: run.kept } satisfies Snapshot)
  draft.put(snapshotKey(number), payloads.lines([about, left]))
}

/** A run as its records say. */
export interface Found {
  readonly residual: Residual
  readonly sequence: number
  readonly unread: LiveRun["unread"]
  readonly snapshot: number
  readonly kept: number
}

const isLeftOf = (program: Program, about: unknown, left: unknown): boolean =>
  Number.isSafeInteger((about as Partial<Snapshot> | null | undefined)?.sequence) &&
  (left as Partial<Residual> | null | undefined)?.term === program.fingerprint

/** Finds what is left of a run. */
export const residualOf = (
  { draft, payloads }: Pick<Recording, "draft" | "payloads">,
  number: number,
  program: Program,
  info: RunInfo
): Found => {
  const written = draft.get(snapshotKey(number))
  const [about, left] = written === undefined ? [] : payloads.readLines(written)
  const snapshot = about as Snapshot | undefined
  if (written !== undefined && !isLeftOf(program, snapshot, left))
    throw new DamagedRecord(snapshotKey(number), "is nothing that could be left of the run")
  let residual = left as Residual | undefined
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
    snapshot: written?.length ?? 0,
    kept: (snapshot?.kept ?? 0) + batches.length
  }
}
