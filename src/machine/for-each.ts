/**
 * One step for every item of a list, all of which are needed (semantics: TRAV).
 * @module
 */
import { itemsOf, keysOf } from "../core/apply.ts"
import type { ForEachNode } from "../core/node.ts"
import { moveBlock, runBlock } from "./block.ts"
import { branchOf, owedBy, waiting } from "./branch.ts"
import { enterItems } from "./contest.ts"
import { defect } from "./halt.ts"
import { atItem, owedByItems } from "./item.ts"
import type { Block, Site } from "./program.ts"
import type { Branch, ForEachLive } from "./residual.ts"
import { active, done, halted, type Mode, type Result, type Target, type Turn, type Where } from "./turn.ts"
import { from, get, set, values } from "./vector.ts"

/** Begins as many items as may run side by side. */
export const enterForEach = (site: Site, value: unknown, where: Where, turn: Turn): Result => {
  const { key, until } = site.node as ForEachNode
  let items: ReadonlyArray<unknown>
  let keys: ReadonlyArray<string> | null
  try {
    items = itemsOf(value)
    if (turn.stopped(where)) return halted()
    keys = keysOf(items, key) ?? null
  } catch (cause) {
    turn.raise(defect(cause, `${site.place}${where.indices}`))
    return halted()
  }
  if (until !== undefined) return enterItems(site, items, keys, where, turn)
  const branches = from(items.map((): Branch => waiting))
  return goOn(site, { kind: "forEach", at: site.id, items, keys, branches, running: 0, next: 0 }, where, turn)
}

export const moveForEach = (live: ForEachLive, mode: Mode, where: Where, turn: Turn): Result => {
  const site = turn.site(live)
  const moved = (branch: Branch, index: number): Branch =>
    branch.kind === "running"
      ? branchOf(moveBlock(site, branch.child, branch.owed, mode, atItem(where, live, index), turn))
      : branch
  if (mode === "interrupt") {
    const branches = [...values(live.branches)].map(moved)
    const running = branches.filter(({ kind }) => kind === "running").length
    return goOn(site, { ...live, branches: from(branches), running }, where, turn)
  }
  const index = (turn.target as Target).trail[site.depth] ?? -1
  const branch = get(live.branches, index)
  if (branch?.kind !== "running") {
    turn.late = true
    return active(live)
  }
  const next = moved(branch, index)
  const running = next.kind === "running" ? live.running : live.running - 1
  return goOn(site, { ...live, branches: set(live.branches, index, next), running }, where, turn)
}

/** Begins further items as long as there is room; when all are quiet, gives their outputs. */
const goOn = (site: Site, from: ForEachLive, where: Where, turn: Turn): Result => {
  const { concurrency } = site.node as ForEachNode
  let live = from
  while (live.running < concurrency && live.next < live.items.length && !turn.stopped(where)) {
    const { next, items } = live
    const result = runBlock(site.blocks[0] as Block, 0, items[next], atItem(where, live, next), turn)
    const branch = branchOf(result)
    live = {
      ...live,
      branches: set(live.branches, next, branch),
      running: branch.kind === "running" ? live.running + 1 : live.running,
      next: next + 1
    }
  }
  if (live.running > 0) return active(live)
  const all = [...values(live.branches)]
  const outputs: Array<unknown> = []
  const owed = owedByItems(site, all.map(owedBy))
  for (const branch of all) {
    if (branch.kind !== "done") return halted(owed)
    outputs.push(branch.value)
  }
  return done(outputs, owed)
}
