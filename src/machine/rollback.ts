/**
 * Paying debts back: in reversed causal order, what was done side by side side by side (semantics: UNDO).
 *
 * Masked: nothing around interrupts it. Each attempt of an undo runs in a failure scope of its own.
 * @module
 */
import type { FailingUndo } from "../core/node.ts"
import { delayBefore } from "../core/schedule.ts"
import { runBlock } from "./block.ts"
import { undoOf } from "./debt.ts"
import { defectOf } from "./halt.ts"
import { debtsIn, lastOf, ledgerOf, reversed } from "./ledger.ts"
import { refuseEarly, sameTrail, wrongEvent } from "./perform.ts"
import { type Block, type Program, type Site, slotTowards } from "./program.ts"
import { unitInterval } from "./random.ts"
import { type Ended, fresh, masked, moveRegion, regionOf, within } from "./region.ts"
import type { Debt, Entry, Halt, Ledger, Payment, Rollback } from "./residual.ts"
import type { Target, Turn, Where } from "./turn.ts"
import { from, get, set, values } from "./vector.ts"

/** Nothing to pay. */
const nothing: Rollback = { rest: [], paying: null, left: [], causes: [], stopped: false }

/** Begins to pay a ledger; nothing is paid when `blocked`: an undo that had to come first has failed. */
export const pay = (ledger: Ledger, blocked: boolean, turn: Turn): Rollback =>
  blocked
    ? { ...nothing, left: reversed(ledger), stopped: true }
    : goOn(ledger === null ? nothing : { ...nothing, rest: [ledger] }, turn)

/** Tells whether there is nothing more to wait for. */
export const isOver = (rollback: Rollback | null): boolean => rollback === null || rollback.paying === null

/** Delivers the event of this turn to what is being paid. */
export const movePayment = (rollback: Rollback, turn: Turn): Rollback => {
  const { paying } = rollback
  const target = turn.target as Target
  if (paying === null) return late(rollback, turn)
  if (paying.kind === "debt") {
    const site = turn.program.sites.get(paying.debt.of) as Site
    if (target.site !== site && slotTowards(target.site, site) !== 1) return late(rollback, turn)
    return goOn(moveDebt(rollback, paying, site, turn), turn)
  }
  const index = branchTowards(paying.of, target, turn)
  const branch = get(paying.branches, index)
  if (branch === undefined || branch === null || isOver(branch)) return late(rollback, turn)
  const moved = movePayment(branch, turn)
  const branches = set(paying.branches, index, moved)
  const running = isOver(moved) ? paying.running - 1 : paying.running
  return goOn(joined(rollback, { ...paying, branches, running }), turn)
}

/** Which branch or item of the node `of` leads to a target. */
export const branchTowards = (of: string, { site, trail }: Target, turn: Turn): number => {
  const owner = turn.program.sites.get(of) as Site
  const slot = slotTowards(site, owner)
  return slot >= 0 && owner.node.kind === "forEach" ? (trail[owner.depth] ?? -1) : slot
}

const late = (rollback: Rollback, turn: Turn): Rollback => {
  turn.late = true
  return rollback
}

/** Written out: see `moved` in advance.ts. */
const withPaying = ({ rest, left, causes, stopped }: Rollback, paying: Payment | null): Rollback => ({
  rest,
  paying,
  left,
  causes,
  stopped
})

/** Pays one entry after the other, until something has to be waited for. */
const goOn = (from: Rollback, turn: Turn): Rollback => {
  let rollback = from
  while (rollback.paying === null && !rollback.stopped) {
    const ledger = rollback.rest.at(-1)
    if (ledger === undefined) return rollback
    const { entry, rest } = lastOf(ledger)
    const around = rollback.rest.slice(0, -1)
    rollback = begin({ ...rollback, rest: rest === null ? around : [...around, rest] }, entry, turn)
  }
  if (!rollback.stopped || rollback.paying !== null) return rollback
  return {
    ...rollback,
    rest: [],
    left: [...rollback.left, ...[...rollback.rest].reverse().flatMap(reversed)]
  }
}

const begin = (rollback: Rollback, entry: Entry, turn: Turn): Rollback => {
  switch (entry.kind) {
    case "debt":
      return attempt(rollback, entry, 1, turn.time, turn)
    case "series":
      return { ...rollback, rest: [...rollback.rest, entry.ledger] }
    case "parallel": {
      const branches = [...values(entry.branches)].map((ledger) =>
        ledger === null ? null : pay(ledger, false, turn)
      )
      const running = branches.filter((branch) => !isOver(branch)).length
      return joined(rollback, { kind: "parallel", of: entry.of, branches: from(branches), running })
    }
  }
}

/** All branches are quiet: adds up what they left. */
const joined = (rollback: Rollback, paying: Extract<Payment, { readonly kind: "parallel" }>): Rollback => {
  if (paying.running > 0) return withPaying(rollback, paying)
  const lefts = [...values(paying.branches)].filter((branch) => branch !== null)
  return {
    ...rollback,
    paying: null,
    left: [...rollback.left, ...lefts.flatMap(({ left }) => left)],
    causes: [...rollback.causes, ...lefts.flatMap(({ causes }) => causes)],
    stopped: rollback.stopped || lefts.some(({ stopped }) => stopped)
  }
}

const attempt = (rollback: Rollback, debt: Debt, first: number, began: number, turn: Turn): Rollback => {
  const site = turn.program.sites.get(debt.of) as Site
  for (let number = first; ; number++) {
    const where = whereOf(debt, number)
    const ended =
      debt.unknown === null
        ? masked(turn, () =>
            within(site, fresh, where, turn, (inner) =>
              runBlock(site.blocks[1] as Block, 0, debt.input, inner, turn)
            )
          )
        : {
            result: { kind: "halted" as const, owed: null },
            halt: defectOf(debt.unknown, debt.id),
            committed: false
          }
    const next = concluded(rollback, debt, number, began, ended, turn)
    if (next !== "again") return next
    // A driver must have its turn between attempts that never end.
    if (number - first >= MOST)
      return {
        ...rollback,
        paying: { kind: "debt", debt, attempt: number, began, region: fresh, due: turn.time }
      }
  }
}

/** How many attempts of an undo may follow each other in one turn. */
const MOST = 1_000

const moveDebt = (
  rollback: Rollback,
  paying: Extract<Payment, { readonly kind: "debt" }>,
  site: Site,
  turn: Turn
): Rollback => {
  const { debt, attempt: number, began, due, region } = paying
  const { answer, site: aimed, trail } = turn.target as Target
  const where = whereOf(debt, number)
  if (aimed === site || due !== null) {
    // The wait before the next attempt.
    if (aimed !== site || due === null || !sameTrail(where, trail)) return late(rollback, turn)
    if (answer.kind !== "fired") throw wrongEvent(answer, site)
    refuseEarly(due, site, turn)
    return attempt(withPaying(rollback, null), debt, number + 1, began, turn)
  }
  const ended = masked(turn, () => moveRegion(site, region, "deliver", where, turn))
  const next = concluded(withPaying(rollback, null), debt, number, began, ended, turn)
  return next === "again" ? attempt(withPaying(rollback, null), debt, number + 1, began, turn) : next
}

/** What an attempt to undo leads to; `again` is the next attempt at once. */
const concluded = (
  rollback: Rollback,
  debt: Debt,
  number: number,
  began: number,
  ended: Ended,
  turn: Turn
): Rollback | "again" => {
  const { result, halt } = ended
  if (result.kind === "live")
    return withPaying(rollback, {
      kind: "debt",
      debt,
      attempt: number,
      began,
      region: regionOf(ended),
      due: null
    })
  if (result.kind === "done") {
    turn.undone.push(debt.id)
    return rollback
  }
  const failing = failingOf(turn.program.sites.get(debt.of) as Site)
  // What nobody knows will not be known later.
  const wait =
    failing === undefined || debt.unknown !== null
      ? undefined
      : delayBefore(failing.retry, {
          retry: number,
          elapsed: turn.time - began,
          random: () => unitInterval(`${debt.id} ${number} ${turn.time}`)
        })
  if (wait === 0) return "again"
  if (wait !== undefined)
    return {
      ...rollback,
      paying: { kind: "debt", debt, attempt: number, began, region: fresh, due: turn.time + wait }
    }
  return {
    ...rollback,
    left: [...rollback.left, debt],
    causes: [...rollback.causes, ...(halt?.causes ?? [])],
    stopped: rollback.stopped || failing?.otherwise !== "continue"
  }
}

/** What to do when an undo fails; a debt of a called workflow is not paid here. */
const failingOf = (site: Site): FailingUndo | undefined =>
  site.node.kind === "scope" ? undoOf(site).failing : undefined

/** Where an attempt of an undo runs: masked, with the turns and items of what it undoes. */
export const whereOf = ({ trail, indices, renewals }: Debt, attempt: number): Where => ({
  stopped: false,
  trail: [...trail, attempt],
  indices,
  attempt,
  undoing: true,
  releasing: false,
  renewals
})

/** A halt that says what is still owed; null when nothing is. */
export const stuckWith = ({ left, causes, stopped }: Rollback): Halt | null =>
  debtsIn(left).length === 0 ? null : { kind: "stuck", causes, owed: left, blocked: stopped }

/** What is still owed as a ledger again, for a later rollback; what a called workflow owes is paid by resuming that one. */
export const owedAgain = (left: ReadonlyArray<Entry>, { sites }: Program): Ledger =>
  ledgerOf(
    ...left.filter((entry) => entry.kind !== "debt" || sites.get(entry.of)?.node.kind === "scope").reverse()
  )
