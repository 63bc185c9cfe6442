/**
 * Branches or items side by side of which not all are needed: race, quorum, `forEach` with `until` (semantics: RACE).
 *
 * Each has a failure scope and debts of its own. Once the contest is decided, the others are told to stop; what has been
 * started runs to its outcome; when all are quiet the losers are undone, and only then the outcome goes on.
 * @module
 */
import { applied } from "../core/apply.ts"
import type { Opaque, ParallelNode } from "../core/node.ts"
import { runBlock } from "./block.ts"
import { attached, defect, interrupted, ownFailure } from "./halt.ts"
import { atItem, owedByItems } from "./item.ts"
import { besides } from "./ledger.ts"
import { type Block, type Site, slotTowards } from "./program.ts"
import { type Ended, fresh, interruptRegion, moveRegion, regionOf, within } from "./region.ts"
import type { Contestant, ContestLive, Ledger } from "./residual.ts"
import { isOver, movePayment, pay, stuckWith } from "./rollback.ts"
import { active, done, halted, type Mode, type Result, type Target, type Turn, type Where } from "./turn.ts"
import { from, get, set, values } from "./vector.ts"

/** Begins a race or a quorum. */
export const enterBranches = (site: Site, value: unknown, where: Where, turn: Turn): Result => {
  if (turn.stopped(where)) return halted()
  // A race of nobody never ends.
  if (site.blocks.length === 0) return active({ kind: "never", at: site.id })
  return begin(site, open(site, site.blocks.length, null, null), value, where, turn)
}

/** Begins the items of a `forEach` with `until`. */
export const enterItems = (
  site: Site,
  items: ReadonlyArray<unknown>,
  keys: ReadonlyArray<string> | null,
  where: Where,
  turn: Turn
): Result => begin(site, open(site, items.length, items, keys), null, where, turn)

const open = (
  site: Site,
  count: number,
  items: ReadonlyArray<unknown> | null,
  keys: ReadonlyArray<string> | null
): ContestLive => ({
  kind: "contest",
  at: site.id,
  items,
  keys,
  all: from(Array.from({ length: count }, () => unstarted)),
  running: 0,
  next: 0,
  verdict: "open",
  successes: 0,
  failures: 0,
  ended: [],
  paying: null
})

const unstarted: Contestant = { state: "waiting", region: fresh, value: null }

/** Starts those that may start, in order; one that is not started any more has lost. */
const begin = (site: Site, from: ContestLive, value: unknown, where: Where, turn: Turn): Result => {
  const most = site.node.kind === "forEach" ? site.node.concurrency : Number.POSITIVE_INFINITY
  let live = from
  while (
    live.running < most &&
    live.next < live.all.size &&
    live.verdict === "open" &&
    !turn.stopped(where)
  ) {
    const index = live.next
    const inner = whereOf(live, index, where)
    const block = site.blocks[live.items === null ? index : 0] as Block
    const input = live.items === null ? value : live.items[index]
    const ended = within(site, fresh, inner, turn, (at) => runBlock(block, 0, input, at, turn))
    live = settled(site, { ...live, next: index + 1, running: live.running + 1 }, index, ended, where, turn)
  }
  return live.running > 0 ? active(live) : conclude(site, live, where, turn)
}

export const moveContest = (live: ContestLive, mode: Mode, where: Where, turn: Turn): Result => {
  const site = turn.site(live)
  if (live.paying !== null) {
    // Masked: a stop does not reach what is being undone.
    return mode === "interrupt" ? active(live) : movePayments(site, live, live.paying, where, turn)
  }
  if (mode === "interrupt") {
    let all = live
    for (const [index, { state }] of [...values(live.all)].entries())
      if (state === "running") all = moveOne(site, all, index, mode, where, turn)
    return goOn(site, all, where, turn)
  }
  const index = towards(site, live, turn)
  if (get(live.all, index)?.state !== "running") {
    turn.late = true
    return active(live)
  }
  return goOn(site, moveOne(site, live, index, mode, where, turn), where, turn)
}

/** Items may still be waiting for their turn. */
const goOn = (site: Site, live: ContestLive, where: Where, turn: Turn): Result =>
  begin(site, live, null, where, turn)

const moveOne = (
  site: Site,
  live: ContestLive,
  index: number,
  mode: Mode,
  where: Where,
  turn: Turn
): ContestLive => {
  const { region } = get(live.all, index) as Contestant
  const ended = moveRegion(site, region, mode, whereOf(live, index, where), turn)
  return settled(site, live, index, ended, where, turn)
}

const towards = (site: Site, live: ContestLive, turn: Turn): number => {
  const target = turn.target as Target
  return live.items === null ? slotTowards(target.site, site) : (target.trail[site.depth] ?? -1)
}

const whereOf = (live: ContestLive, index: number, where: Where): Where =>
  live.items === null ? where : atItem(where, live, index)

/** Takes down what one has become. Deciding the contest stops the others at once. */
const settled = (
  site: Site,
  before: ContestLive,
  index: number,
  ended: Ended,
  where: Where,
  turn: Turn
): ContestLive => {
  if (ended.committed) turn.committed = true
  const { result } = ended
  const put = (live: ContestLive, state: Contestant["state"], value: unknown = null): ContestLive => ({
    ...live,
    all: set(live.all, index, { state, region: regionOf(ended), value })
  })
  if (result.kind === "live") return put(before, "running")
  const live: ContestLive = { ...before, running: before.running - 1, ended: [...before.ended, index] }
  if (live.verdict !== "open") return put(live, "lost")
  const halt = ended.halt ?? interrupted
  if (site.node.kind === "forEach" && result.kind !== "done") {
    // An item that fails is a failure of the scope around, also when that has been stopped by another one.
    const own = ownFailure(halt)
    if (own !== null) turn.raise(own)
    return put(live, own === null ? "lost" : "failed")
  }
  if (turn.stopped(where)) return put(live, "lost")
  if (result.kind === "done")
    return accepted(
      site,
      put({ ...live, successes: live.successes + 1 }, "accepted", result.value),
      where,
      turn
    )
  const failures = live.failures + 1
  const failed = put({ ...live, failures }, "failed")
  return halt.kind !== "error" || failures > tolerated(site)
    ? decided(site, failed, "failed", where, turn)
    : failed
}

const accepted = (site: Site, live: ContestLive, where: Where, turn: Turn): ContestLive => {
  if (site.node.kind !== "forEach")
    return live.successes === needed(site) ? decided(site, live, "won", where, turn) : live
  const { until } = site.node
  try {
    const enough = applied(until as Opaque)(outputsOf(live))
    return enough === true ? decided(site, live, "won", where, turn) : live
  } catch (cause) {
    turn.raise(defect(cause, site.place))
    return live
  }
}

const decided = (
  site: Site,
  live: ContestLive,
  verdict: "won" | "failed",
  where: Where,
  turn: Turn
): ContestLive => {
  let next: ContestLive = { ...live, verdict }
  for (const [index, { state, region }] of [...values(live.all)].entries()) {
    if (state !== "running" || region.child === null) continue
    const halt = attached(region.halt, interrupted)
    const inner = whereOf(live, index, where)
    const stop = interruptRegion(site, region.child, region.owed, halt, region.committed, inner, turn)
    next = settled(site, next, index, stop, where, turn)
  }
  return next
}

const needed = ({ node }: Site): number => {
  const { join } = node as ParallelNode
  return join.kind === "quorum" ? join.need : 1
}

/** More failures than this leave too few branches to win. */
const tolerated = ({ node, blocks }: Site): number => {
  const { join } = node as ParallelNode
  return join.kind === "quorum" ? Math.min(join.tolerate, blocks.length - join.need) : 0
}

/** All are quiet: keeps the debts of those whose outcome goes on, pays those of the others. */
const conclude = (site: Site, live: ContestLive, where: Where, turn: Turn): Result => {
  const kept = keptStates[live.verdict]
  const rollbacks = [...values(live.all)].map(({ state, region }) =>
    kept.includes(state) ? null : pay(region.owed, region.halt?.blocked === true, turn)
  )
  const running = rollbacks.filter((rollback) => !isOver(rollback)).length
  return paid(site, { ...live, paying: { branches: from(rollbacks), running } }, where, turn)
}

/** Stopped from outside before it was decided, nobody has lost: what was done is owed to the scope around. */
const keptStates: Readonly<Record<ContestLive["verdict"], ReadonlyArray<Contestant["state"]>>> = {
  open: ["waiting", "running", "accepted", "failed", "lost"],
  won: ["accepted"],
  failed: ["failed"]
}

const movePayments = (
  site: Site,
  live: ContestLive,
  paying: NonNullable<ContestLive["paying"]>,
  where: Where,
  turn: Turn
): Result => {
  const index = towards(site, live, turn)
  const rollback = get(paying.branches, index)
  if (rollback === undefined || rollback === null || isOver(rollback)) {
    turn.late = true
    return active(live)
  }
  const moved = movePayment(rollback, turn)
  const running = isOver(moved) ? paying.running - 1 : paying.running
  return paid(
    site,
    { ...live, paying: { branches: set(paying.branches, index, moved), running } },
    where,
    turn
  )
}

/** The losers have been undone: goes on with the outcome, or is stuck with what they left. */
const paid = (site: Site, live: ContestLive, where: Where, turn: Turn): Result => {
  const { all, paying, verdict } = live
  if (paying === null || paying.running > 0) return active(live)
  const contestants = [...values(all)]
  const kept = keptStates[verdict]
  const owed = owedByKept(
    site,
    contestants.map(({ state, region }) => (kept.includes(state) ? region.owed : null))
  )
  const stuck = [
    ...contestants.flatMap(({ state, region: { halt } }) =>
      !kept.includes(state) && halt?.kind === "stuck" ? [halt] : []
    ),
    ...[...values(paying.branches)].flatMap((rollback) => {
      const left = rollback === null ? null : stuckWith(rollback)
      return left === null ? [] : [left]
    })
  ]
  for (const halt of stuck) turn.raise(halt)
  if (stuck.length > 0) return halted(owed)
  if (verdict === "won") return done(outputOf(site, live), owed)
  if (site.node.kind === "forEach" && !turn.stopped(where)) return done(outputsOf(live), owed)
  const failing =
    verdict === "failed" ? live.ended.filter((index) => get(all, index)?.state === "failed") : live.ended
  for (const index of site.node.kind === "forEach" ? [] : failing) {
    const own = ownFailure((get(all, index) as Contestant).region.halt)
    if (own !== null) turn.raise(own)
  }
  return halted(owed)
}

const owedByKept = (site: Site, ledgers: ReadonlyArray<Ledger>): Ledger =>
  site.node.kind === "forEach" ? owedByItems(site, ledgers) : besides(site.id, ledgers)

/** The outputs of those that were accepted, in their order. */
const outputsOf = ({ all }: ContestLive): ReadonlyArray<unknown> =>
  [...values(all)].flatMap(({ state, value }) => (state === "accepted" ? [value] : []))

const outputOf = ({ node }: Site, live: ContestLive): unknown => {
  if (node.kind !== "parallel") return outputsOf(live)
  const accepted = [...values(live.all)].flatMap(({ state, value }, index) =>
    state === "accepted" ? [[node.branches[index]?.name ?? "", value] as const] : []
  )
  const [first] = accepted
  if (node.join.kind === "race" && first !== undefined) return { _tag: first[0], value: first[1] }
  return Object.fromEntries(accepted)
}
