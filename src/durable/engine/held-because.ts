/**
 * Why nobody can go on with a run.
 * @module
 */
import type { Registry } from "./registry.ts"
import { isEnded, type RunInfo } from "./run-info.ts"

/** What is missing to go on with a run, in words; undefined when nothing is, or nobody needs to. */
export const heldBecause = (registry: Registry, info: RunInfo): string | undefined => {
  if (info.status === "held") return info.held ?? "its code is missing"
  if (isEnded(info.status)) return undefined
  const program = registry.programOf(info)
  return typeof program === "string" ? program : undefined
}
