/**
 * Sagas: scopes that undo what was done in them when they fail (semantics: SAGA-OK, SAGA-ERR, SAGA-INT, SAGA-STK).
 * @module
 */
import { nodeOf, type ScopeNode } from "../core/node.ts"
import { moveBlock, runBlock } from "./block.ts"
import { debtFor, undoOf, unpayable } from "./debt.ts"
import { defectOf } from "./halt.ts"
import { after, ledgerOf } from "./ledger.ts"
import type { Block, Site } from "./program.ts"
import { type Ended, fresh, moveRegion, regionOf, within } from "./region.ts"
import type { Debt, Live, Rollback, ScopeLive } from "./residual.ts"
import { isOver, movePayment, pay, stuckWith } from "./rollback.ts"
import { active, done, halted, type Mode, type Result, type Turn, type Where } from "./turn.ts"

/** Begins a scope. */
export const enterScope = (site: Site, input: unknown, where: Where, turn: Turn): Result => {
  const { commit } = site.node as ScopeNode
  // What keeps its debts is no effect by itself: a stop shows in what is inside.
  if (commit.kind !== "keep" && turn.stopped(where)) return halted()
  if (isPair(site))
    return paired(site, input, null, runBlock(site.blocks[0] as Block, 0, input, where, turn), where, turn)
  const registered =
    commit.kind === "undo" && commit.register === "before"
      ? debtFor(site, input, undefined, where, turn)
      : null
  if (registered !== null && registered.unknown !== null) {
    turn.raise(defectOf(registered.unknown, `${site.place}${where.indices}`))
    return halted()
  }
  const ended = within(site, fresh, where, turn, (inner) =>
    runBlock(site.blocks[0] as Block, 0, input, inner, turn)
  )
  return scoped(site, input, registered, ended, where, turn)
}

export const moveScope = (live: ScopeLive, mode: Mode, where: Where, turn: Turn): Result => {
  const site = turn.site(live)
  const { input, registered, region, paying } = live
  if (paying !== null) {
    // Masked: a stop does not reach what is being undone.
    if (mode === "interrupt") return active(live)
    return undone(live, movePayment(paying, turn), turn)
  }
  if (isPair(site)) {
    const result = moveBlock(site, region.child as Live, region.owed, mode, where, turn)
    return paired(site, input, registered, result, where, turn)
  }
  return scoped(site, input, registered, moveRegion(site, region, mode, where, turn), where, turn)
}

/** A call with its undo needs no scope of its own: there is nothing in it to undo. */
const isPair = ({ node }: Site): boolean =>
  node.kind === "scope" && node.commit.kind === "undo" && nodeOf(node.step).kind === "perform"

const paired = (
  site: Site,
  input: unknown,
  before: Debt | null,
  result: Result,
  where: Where,
  turn: Turn
): Result => {
  const early = undoOf(site).register === "before"
  if (result.kind === "live") {
    const started = !("started" in result.live) || result.live.started
    const registered = before ?? (early && started ? debtFor(site, input, undefined, where, turn) : null)
    return active({
      kind: "scope",
      at: site.id,
      input,
      region: { child: result.live, owed: result.owed, halt: null, committed: false },
      registered,
      paying: null
    })
  }
  if (early) {
    // One that needs no intent, or has answered at once, owes from now on.
    const owes = before ?? (result.kind === "done" ? debtFor(site, input, undefined, where, turn) : null)
    const owed = owes === null ? result.owed : after(ledgerOf(owes), result.owed)
    return result.kind === "done" ? done(result.value, owed) : halted(owed)
  }
  if (result.kind === "done") return owing(site, input, result.value, where, turn)
  return halted(result.unknown === undefined ? null : ledgerOf(unpayable(site, result.unknown, where, turn)))
}

/** It is done, and owes its undo; when nobody can tell how to undo it, that is a bug, and a debt that cannot be paid. */
const owing = (site: Site, input: unknown, output: unknown, where: Where, turn: Turn): Result => {
  const debt = debtFor(site, input, output, where, turn)
  if (debt.unknown === null) return done(output, ledgerOf(debt))
  turn.raise(defectOf(debt.unknown, `${site.place}${where.indices}`))
  return halted(ledgerOf(debt))
}

const scoped = (
  site: Site,
  input: unknown,
  registered: Debt | null,
  ended: Ended,
  where: Where,
  turn: Turn
): Result => {
  const { result, halt, committed } = ended
  if (committed) turn.committed = true
  if (result.kind === "live")
    return active({ kind: "scope", at: site.id, input, region: regionOf(ended), registered, paying: null })
  const before = registered === null ? null : ledgerOf(registered)
  const { commit } = site.node as ScopeNode
  // A decision is not taken any more once its scope has been told to stop.
  const refused = commit.kind === "seal" && turn.stopped(where) && !committed
  if (result.kind === "done" && !refused) {
    if (commit.kind === "keep") return result
    if (commit.kind === "seal") {
      turn.committed = true
      return done(result.value)
    }
    return commit.register === "before"
      ? done(result.value, before)
      : owing(site, input, result.value, where, turn)
  }
  const quiet: ScopeLive = {
    kind: "scope",
    at: site.id,
    input,
    region: regionOf(ended),
    registered,
    paying: null
  }
  return undone(quiet, pay(committed ? null : result.owed, halt?.blocked === true, turn), turn)
}

/** The scope is quiet and pays its debts; when that is over, it hands on why. */
const undone = (live: ScopeLive, paying: Rollback, turn: Turn): Result => {
  const { at, input, region, registered } = live
  const { halt, committed } = region
  if (!isOver(paying))
    return active({
      kind: "scope",
      at,
      input,
      region: { child: null, owed: null, halt, committed },
      registered,
      paying
    })
  const stuck = stuckWith(paying)
  if (halt !== null) turn.raise(halt)
  if (stuck !== null) turn.raise(stuck)
  return halted(registered === null ? null : ledgerOf(registered))
}
