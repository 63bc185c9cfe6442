/**
 * The story of a run, one line for everything that was done and undone.
 * @module
 */
import type { Cause, Observation, ObservedCall } from "lawful"
import { describe } from "./describe.ts"
import { printable } from "./printable.ts"

/** Tells what happened in one run. */
export const timeline = (observations: ReadonlyArray<Observation>): ReadonlyArray<string> =>
  observations.flatMap((seen) => {
    switch (seen.kind) {
      case "succeeded":
        return [
          line(seen, seen.undoing ? "  \u21a9" : "\u2713", describe(seen.output) || describe(seen.input))
        ]
      case "failed":
        return [line(seen, seen.undoing ? "  \u2717" : "\u2717", reason(seen.cause))]
      case "retrying":
        return [`  \u2026 waits ${seen.delay} ms and tries again`]
      case "started":
      case "undoing":
      case "waiting":
      case "woken":
        return []
    }
  })

const line = ({ operation, attempt }: ObservedCall, mark: string, detail: string): string => {
  const what = operation + (attempt > 1 ? ` (attempt ${attempt})` : "")
  return printable(`  ${mark} ${what.padEnd(34 - mark.length)} ${detail}`.trimEnd())
}

/** Says why something failed. */
export const reason = (cause: Cause): string => {
  switch (cause.kind) {
    case "error":
      return describe(cause.error)
    case "defect":
      return cause.cause instanceof Error ? cause.cause.message : String(cause.cause)
    case "cancelled":
      return "cancelled"
  }
}
