/**
 * How a run of the laws went, in one line.
 * @module
 */

/** What is vacuous counts as failed, what was left out as skipped. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** The last line. */
export const lineOfCounts = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`

/** Cells side by side. */
export const line = (cells: ReadonlyArray<string>): string => cells.join("  ").trimEnd()
