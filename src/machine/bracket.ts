/**
 * Resources: acquired and released masked, released exactly once.
 * @module
 */
import { moveBlock, runBlock } from "./block.ts"
import { interrupted } from "./halt.ts"
import { after } from "./ledger.ts"
import type { Block, Site } from "./program.ts"
import { type Ended, fresh, masked, moveRegion, regionOf, within } from "./region.ts"
import type { BracketLive, Ledger, Live } from "./residual.ts"
import { active, done, halted, type Mode, type Result, type Turn, type Where } from "./turn.ts"

/** Begins to acquire. */
export const enterBracket = (site: Site, value: unknown, where: Where, turn: Turn): Result => {
  if (turn.stopped(where)) return halted()
  const acquiring = runMasked(site, 0, value, where, turn)
  return acquired(site, acquiring, where, turn)
}

export const moveBracket = (live: BracketLive, mode: Mode, where: Where, turn: Turn): Result => {
  const site = turn.site(live)
  const { phase, region, resource, owed, result } = live
  if (phase === "use") {
    const used = moveBlock(site, region.child as Live, region.owed, mode, where, turn)
    return afterUse(site, resource, owed, used, where, turn)
  }
  if (mode === "interrupt") return active(live)
  const ended = moveMasked(site, live, where, turn)
  return phase === "acquire"
    ? acquired(site, ended, where, turn)
    : released(site, resource, owed, result, ended, turn)
}

const runMasked = (site: Site, slot: number, value: unknown, where: Where, turn: Turn): Ended =>
  masked(turn, () =>
    within(site, fresh, unstopped(where, slot === 2), turn, (inner) =>
      runBlock(site.blocks[slot] as Block, 0, value, inner, turn)
    )
  )

const moveMasked = (site: Site, { region, phase }: BracketLive, where: Where, turn: Turn): Ended =>
  masked(turn, () => moveRegion(site, region, "deliver", unstopped(where, phase === "release"), turn))

const unstopped = (where: Where, releasing: boolean): Where => ({
  ...where,
  stopped: false,
  releasing: releasing || where.releasing
})

const acquired = (site: Site, ended: Ended, where: Where, turn: Turn): Result => {
  const { result, halt, committed } = ended
  if (result.kind === "live")
    return active({
      kind: "bracket",
      at: site.id,
      phase: "acquire",
      resource: null,
      region: regionOf(ended),
      owed: null,
      result: null
    })
  if (committed) turn.committed = true
  if (result.kind === "halted") {
    turn.raise(halt ?? interrupted)
    return halted(result.owed)
  }
  const used = runBlock(site.blocks[1] as Block, 0, result.value, where, turn)
  return afterUse(site, result.value, result.owed, used, where, turn)
}

const afterUse = (
  site: Site,
  resource: unknown,
  before: Ledger,
  used: Result,
  where: Where,
  turn: Turn
): Result => {
  if (used.kind === "live")
    return active({
      kind: "bracket",
      at: site.id,
      phase: "use",
      resource,
      region: { child: used.live, owed: used.owed, halt: null, committed: false },
      owed: before,
      result: null
    })
  const releasing = runMasked(site, 2, resource, where, turn)
  const result = used.kind === "done" ? { value: used.value } : null
  return released(site, resource, after(before, used.owed), result, releasing, turn)
}

const released = (
  site: Site,
  resource: unknown,
  owed: Ledger,
  result: BracketLive["result"],
  ended: Ended,
  turn: Turn
): Result => {
  if (ended.result.kind === "live")
    return active({
      kind: "bracket",
      at: site.id,
      phase: "release",
      resource,
      region: regionOf(ended),
      owed,
      result
    })
  if (ended.result.kind === "done") return result === null ? halted(owed) : done(result.value, owed)
  turn.raise(ended.halt ?? interrupted)
  return halted(owed)
}
