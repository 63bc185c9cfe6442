/**
 * Branches side by side, all of which are needed (semantics: PAR-OK, PAR-ERR, PAR-INT, PAR-STUCK).
 *
 * They stand in the failure scope around: a failure in one of them stops all of them at once.
 * @module
 */
import type { ParallelNode } from "../core/node.ts"
import { moveBlock, runBlock } from "./block.ts"
import { branchOf, owedBy } from "./branch.ts"
import { besides } from "./ledger.ts"
import { type Site, slotTowards } from "./program.ts"
import type { Branch, ParallelLive } from "./residual.ts"
import { active, done, halted, type Mode, type Result, type Target, type Turn, type Where } from "./turn.ts"
import { from, get, set, values, type Vector } from "./vector.ts"

/** Begins all branches. */
export const enterParallel = (site: Site, value: unknown, where: Where, turn: Turn): Result => {
  const branches = site.blocks.map((block) => branchOf(runBlock(block, 0, value, where, turn)))
  const running = branches.filter(({ kind }) => kind === "running").length
  return joined(site, from(branches), running)
}

export const moveParallel = (live: ParallelLive, mode: Mode, where: Where, turn: Turn): Result => {
  const site = turn.site(live)
  if (mode === "deliver") {
    const index = slotTowards((turn.target as Target).site, site)
    const branch = get(live.branches, index)
    if (branch?.kind !== "running") {
      turn.late = true
      return active(live)
    }
    const moved = branchOf(moveBlock(site, branch.child, branch.owed, mode, where, turn))
    const running = moved.kind === "running" ? live.running : live.running - 1
    return joined(site, set(live.branches, index, moved), running)
  }
  const branches = [...values(live.branches)].map((branch) =>
    branch.kind === "running"
      ? branchOf(moveBlock(site, branch.child, branch.owed, mode, where, turn))
      : branch
  )
  return joined(site, from(branches), branches.filter(({ kind }) => kind === "running").length)
}

/** When all are quiet: their values, or nothing when one of them has none; what they owe side by side. */
const joined = (site: Site, branches: Vector<Branch>, running: number): Result => {
  if (running > 0) return active({ kind: "parallel", at: site.id, branches, running })
  const all = [...values(branches)]
  const owed = besides(site.id, all.map(owedBy))
  const outputs: Array<unknown> = []
  for (const branch of all) {
    if (branch.kind !== "done") return halted(owed)
    outputs.push(branch.value)
  }
  const { join, branches: named } = site.node as ParallelNode
  // Not by assignment: a branch may be called `__proto__`.
  return done(
    join.kind === "tuple"
      ? outputs
      : Object.fromEntries(named.map(({ name }, index) => [name, outputs[index]])),
    owed
  )
}
