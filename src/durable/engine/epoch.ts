/**
 * Epochs: each engine that opens a journal counts its runs from a number that is greater than all before.
 * @module
 */
import type { Records } from "../journal/journal.ts"
import { below, lastOf, numberOf } from "../keys.ts"
import { numberIn } from "./readable.ts"

/** The epoch of the engine that opens a journal now. Errors: throws `durable/damaged-record`. */
export const nextEpoch = (records: Records): number => {
  const text = records.get("x/epoch")
  const epoch = text === undefined ? 0 : numberIn("x/epoch", text)
  // No number may come twice, whatever has become of the record.
  const [newest] = records.range({ ...below("r"), limit: 1, reverse: true })
  return Math.max(epoch, newest === undefined ? 0 : epochOf(numberOf(lastOf(newest.key)) || 0)) + 1
}

/** The first number of an epoch. */
export const firstOf = (epoch: number): number => epoch * EPOCH

const epochOf = (run: number): number => Math.floor(run / EPOCH)

/** So many numbers are in one epoch. */
const EPOCH = 2 ** 32
