/**
 * The story of a run, one line for everything that was done and undone.
 * @module
 */
import type { Cause, Observation } from "lawful"
import { describe } from "./describe.ts"
import { printable } from "./printable.ts"

/** Tells what happened in one run. */
export const timeline = (observations: ReadonlyArray<Observation>): ReadonlyArray<string> => {
  const started = new Map<string, { readonly attempt: number; readonly input: unknown }>()
  return observations.flatMap((seen) => {
    switch (seen.kind) {
      case "started":
        started.set(seen.node, seen)
        return []
      case "succeeded": {
        const start = started.get(seen.node)
        const detail = describe(seen.output) || describe(start?.input)
        return [line(seen.undoing ? "  \u21a9" : "\u2713", seen.node, start?.attempt, detail)]
      }
      case "failed":
        return [
          line(
            seen.undoing ? "  \u2717" : "\u2717",
            seen.node,
            started.get(seen.node)?.attempt,
            reason(seen.cause)
          )
        ]
      case "retrying":
        return [`  \u2026 waits ${seen.delay} ms and tries again`]
      case "undoing":
      case "waiting":
      case "woken":
        return []
    }
  })
}

const line = (mark: string, node: string, attempt = 1, detail: string): string => {
  const what = operationIn(node) + (attempt > 1 ? ` (attempt ${attempt})` : "")
  return printable(`  ${mark} ${what.padEnd(34 - mark.length)} ${detail}`.trimEnd())
}

/** The name of the operation in a node id: without the scopes around it and the keys of its items. */
const operationIn = (node: string): string => node.replace(/\[.*$/s, "").split("/").at(-1) ?? node

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
