/**
 * Whether somebody can go on with a run.
 * @module
 */
import { listKey } from "../keys.ts"
import type { Core } from "./core.ts"
import type { Registry } from "./registry.ts"
import { isEnded, type RunInfo, type RunStatus } from "./run-info.ts"

/** What is missing to go on with a run, in words; undefined when nothing is, or nobody needs to. */
export const heldBecause = (registry: Registry, info: RunInfo): string | undefined => {
  if (info.status === "held") return info.held ?? "its code is missing"
  if (isEnded(info.status)) return undefined
  const program = registry.programOf(info)
  return typeof program === "string" ? program : undefined
}

/** The status of a run as lists show it. */
export const statusIn = (
  { registry, draft }: Pick<Core, "registry" | "draft">,
  number: number,
  info: RunInfo
): RunStatus => {
  if (info.status !== "running") return info.status
  if (heldBecause(registry, info) !== undefined) return "held"
  return draft.get(listKey("waiting", info.workflow, number)) === undefined ? "running" : "waiting"
}
