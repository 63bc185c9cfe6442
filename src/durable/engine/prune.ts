/**
 * Pruning: what happened in turns of loops and attempts that are over is forgotten, so that a run that never ends does not fill
 * the disk.
 *
 * Only what a snapshot has made needless goes. What is kept is the journal of outcomes that a migration needs: what has happened
 * once, and what has happened in the turn under way (S. Rinderle, M. Reichert, P. Dadam, "Correctness criteria for dynamic
 * changes in workflow systems", 2004, drop finished turns in the same way).
 *
 * Laws: a run that is recovered after it is the run that was there (test/durable/engine/prune.test.ts).
 * @module
 */
import { commandsOf } from "../../machine/commands.ts"
import type { Address, MachineEvent } from "../../machine/event.ts"
import type { Program, Site } from "../../machine/program.ts"
import type { Residual } from "../../machine/residual.ts"
import { batchKey, below, sortable } from "../keys.ts"
import type { Draft } from "./draft.ts"
import type { Payloads } from "./payloads.ts"

/** Removes what is over from the batches before `sequence`, and gives how many batches are left. */
export const prune = (
  { draft, payloads }: { readonly draft: Draft; readonly payloads: Payloads },
  { number, sequence, program, residual }: Pruned
): number => {
  const current = underWay(program, residual)
  const batches = draft.range({ ...below("e", sortable(number)), to: batchKey(number, sequence) })
  if (current.size === 0) return batches.length
  let left = 0
  for (const [index, { key, value }] of batches.entries()) {
    const lines = payloads.readLines(value) as ReadonlyArray<MachineEvent>
    // The first line of all is no event: it says what the run began with.
    const kept = lines.filter(
      (event, line) => (index === 0 && line === 0) || !isOver(event, program, current)
    )
    if (kept.length > 0) left++
    if (kept.length === lines.length) continue
    draft.put(key, kept.length === 0 ? null : payloads.lines(kept.map(payloads.line)))
  }
  return left
}

/** A run of which a snapshot has been taken. */
export interface Pruned {
  readonly number: number
  /** The snapshot was taken behind the batches before it. */
  readonly sequence: number
  readonly program: Program
  readonly residual: Residual
}

/** The turns and attempts under way, by the loop or retry and where it stands. */
const underWay = (program: Program, residual: Residual): ReadonlyMap<string, number> => {
  const current = new Map<string, number>()
  for (const { at } of commandsOf(program, residual))
    for (const [place, count] of countsAround(program, at)) current.set(place, count)
  return current
}

const isOver = (event: MachineEvent, program: Program, current: ReadonlyMap<string, number>): boolean => {
  if (!("at" in event)) return false
  for (const [place, count] of countsAround(program, event.at))
    if (count < (current.get(place) ?? -1)) return true
  return false
}

/** In which turn of which loops, and in which attempt at what, a position is. */
function* countsAround({ sites }: Program, { node, trail }: Address): Iterable<readonly [string, number]> {
  const site = sites.get(node)
  // The timer before the next attempt stands at the retry itself.
  if (site !== undefined && trail.length > site.depth && repeats(site, 0)) yield countOf(site, trail)
  for (let block = site?.block; block !== undefined; block = block.owner.block)
    if (repeats(block.owner, block.slot)) yield countOf(block.owner, trail)
}

const countOf = (owner: Site, trail: Address["trail"]): readonly [string, number] => [
  `${owner.id} ${trail.slice(0, owner.depth).join(",")}`,
  trail[owner.depth] ?? 0
]

/** Turns and attempts follow one another; items do not. */
const repeats = ({ node }: Site, slot: number): boolean =>
  node.kind === "iterate" || node.kind === "retry" || (node.kind === "scope" && slot === 1)
