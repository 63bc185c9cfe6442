/**
 * Records that the engine has written for itself, read with suspicion: what cannot be right is refused and left as it is.
 *
 * A journal on disk finds out by its sums what a disk has changed. Left are records that other code has written.
 * @module
 */
import type { Address } from "../../machine/event.ts"
import type { Value } from "../journal/journal.ts"
import { DamagedRecord } from "./engine-error.ts"
import type { RunInfo } from "./run-info.ts"

/** What is known of a run. Errors: throws {@link DamagedRecord}. */
export const infoIn = (key: string, value: Value): RunInfo => {
  const info = parsed(key, value)
  const { id, workflow, version, term, status, root } = info
  if ([id, workflow, term, status].some((text) => typeof text !== "string")) throw noRun(key)
  if ([version, root].some((number) => !Number.isSafeInteger(number))) throw noRun(key)
  return info as unknown as RunInfo
}

/** Which run waits, and where. Errors: throws {@link DamagedRecord}. */
export const positionIn = (key: string, value: Value): { readonly run: number; readonly at: Address } => {
  const { run, at } = parsed(key, value)
  const { node, trail } = (at ?? {}) as Record<string, unknown>
  if (!Number.isSafeInteger(run) || typeof node !== "string" || !Array.isArray(trail))
    throw new DamagedRecord(key, "names no position of a run")
  return { run: run as number, at: { node, trail: trail as ReadonlyArray<number> } }
}

/** A whole number. Errors: throws {@link DamagedRecord}. */
export const numberIn = (key: string, value: Value): number => {
  const number = value === "" ? Number.NaN : Number(value)
  if (!Number.isSafeInteger(number) || number < 0) throw new DamagedRecord(key, "holds no number")
  return number
}

/** An object. Errors: throws {@link DamagedRecord}. */
export const parsed = (key: string, value: Value): Readonly<Record<string, unknown>> => {
  let found: unknown
  try {
    found = typeof value === "string" ? JSON.parse(value) : undefined
  } catch {
    // Said below.
  }
  if (typeof found !== "object" || found === null) throw new DamagedRecord(key, "cannot be read")
  return found as Readonly<Record<string, unknown>>
}

const noRun = (key: string): DamagedRecord => new DamagedRecord(key, "describes no run")
