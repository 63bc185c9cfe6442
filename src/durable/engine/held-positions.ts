/**
 * Where a run is when its code is not there: what the records say by themselves.
 *
 * They know what it waits for and what it has begun. What it would do next, only the code knows.
 * @module
 */
import type { Address } from "../../machine/event.ts"
import { batchKey, behindBatches, below, numberOf, sortable, unnamed } from "../keys.ts"
import type { Core } from "./core.ts"
import { positionOf } from "./live-run.ts"
import { positionIn } from "./readable.ts"
import type { Parent } from "./run-info.ts"
import type { ActivePosition } from "./run-report.ts"
import { childrenOf } from "./stuck-in.ts"

/** The positions of a held run that are on record. Looks through the timers and waits of all runs: for people who ask. */
export const heldPositions = (core: Core, number: number): ReadonlyArray<ActivePosition> => [
  ...waitsOf(core, number),
  ...timersOf(core, number),
  ...begunOf(core, number)
]

/** Why a run is held, with the positions that the code which is given does not have. */
export const withMissing = (
  core: Core,
  number: number,
  reason: string,
  positions: ReadonlyArray<ActivePosition>
): string => {
  const info = core.info(number)
  const known = info === undefined ? undefined : core.registry.nodesOf(info)
  if (known === undefined) return reason
  const missing = new Set(positions.map(({ node }) => node).filter((node) => !known.has(node)))
  if (missing.size === 0) return reason
  const nodes = [...missing].map((node) => `"${node}"`).join(", ")
  return `${reason}: it is at ${nodes}, which the code that is given does not have`
}

const waitsOf = ({ draft }: Core, number: number): ReadonlyArray<ActivePosition> =>
  draft.range(below("w")).flatMap(({ key, value }) => {
    const { run, at } = positionIn(key, value)
    const [, event = "", eventKey = ""] = key.split("/")
    return run === number
      ? [{ kind: "event" as const, node: at.node, event: unnamed(event), key: unnamed(eventKey) }]
      : []
  })

const timersOf = ({ draft }: Core, number: number): ReadonlyArray<ActivePosition> =>
  draft.range(below("t")).flatMap(({ key, value }) => {
    const [, due = "", run] = key.split("/")
    if (run !== sortable(number)) return []
    const { at } = positionIn(key, value)
    return [{ kind: "timer" as const, node: at.node, due: numberOf(due) }]
  })

/** What is on record, as far as it can be read. */
const eventsOf = (
  core: Core,
  number: number
): ReadonlyArray<{ readonly at?: Address; readonly kind?: unknown }> =>
  core.draft.range({ from: batchKey(number, 0), to: behindBatches(number) }).flatMap(({ value }) => {
    try {
      return core.payloads
        .readLines(value)
        .map((line) => (typeof line === "object" && line !== null ? line : {}))
    } catch {
      return []
    }
  })

/** Calls of workflows and of operations whose answer is not on record. */
const begunOf = (core: Core, number: number): ReadonlyArray<ActivePosition> => {
  const begun = new Map<string, ActivePosition>()
  for (const { at, kind } of eventsOf(core, number)) {
    if (typeof at?.node !== "string" || !Array.isArray(at.trail)) continue
    if (kind === "started") begun.set(positionOf(at), { kind: "begun", node: at.node })
    else begun.delete(positionOf(at))
  }
  for (const child of childrenOf(core, number)) {
    const info = core.info(child)
    const { at } = (info?.parent ?? {}) as Partial<Parent>
    if (info !== undefined && at !== undefined && begun.has(positionOf(at)))
      begun.set(positionOf(at), { kind: "call", node: at.node, workflow: info.workflow, run: info.id })
  }
  return [...begun.values()]
}
