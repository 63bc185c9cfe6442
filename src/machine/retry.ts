/**
 * Retries: the same input under the same idempotency keys, as long as the schedule allows.
 * @module
 */
import type { RetryNode } from "../core/node.ts"
import { delayBefore, retries } from "../core/schedule.ts"
import { runBlock } from "./block.ts"
import { errorOf } from "./halt.ts"
import { after } from "./ledger.ts"
import { refuseEarly, sameTrail, wrongEvent } from "./perform.ts"
import type { Block, Site } from "./program.ts"
import { unitInterval } from "./random.ts"
import { type Ended, fresh, moveRegion, regionOf, within } from "./region.ts"
import type { Halt, Region, RetryLive } from "./residual.ts"
import {
  active,
  done,
  halted,
  inside,
  type Mode,
  type Result,
  type Target,
  type Turn,
  type Where
} from "./turn.ts"

/** The state of a retried step between two attempts. */
type Retrying = Omit<RetryLive, "region" | "due">

/** Begins the first attempt. */
export const enterRetry = (site: Site, input: unknown, where: Where, turn: Turn): Result =>
  attempts(site, { kind: "retry", at: site.id, input, attempt: 1, began: turn.time, owed: null }, where, turn)

export const moveRetry = (live: RetryLive, mode: Mode, where: Where, turn: Turn): Result => {
  const site = turn.site(live)
  const { region, due } = live
  if (due === null)
    return concluded(
      site,
      live,
      moveRegion(site, region, mode, inAttempt(where, live.attempt), turn),
      where,
      turn
    )
  if (mode === "interrupt") return halted(live.owed)
  const { site: aimed, trail, answer } = turn.target as Target
  if (aimed !== site || !sameTrail(inAttempt(where, live.attempt), trail)) {
    turn.late = true
    return active(live)
  }
  if (answer.kind !== "fired") throw wrongEvent(answer, site)
  refuseEarly(due, site, turn)
  return attempts(site, { ...live, attempt: live.attempt + 1 }, where, turn)
}

/** How many attempts may follow each other in one turn: a driver must be able to cancel those that never end. */
const MOST = 1_000

const attempts = (site: Site, from: Retrying, where: Where, turn: Turn): Result => {
  let retrying = from
  for (let count = 1; ; count++) {
    if (turn.stopped(where)) return halted(retrying.owed)
    const { input, attempt } = retrying
    const ended = within(site, fresh, inAttempt(where, attempt), turn, (inner) =>
      runBlock(site.blocks[0] as Block, 0, input, inner, turn)
    )
    const next = judged(site, retrying, ended, where, turn)
    if (!("again" in next)) return next
    if (next.again > 0 || count >= MOST) return waiting(next.retrying, turn.time + next.again)
    retrying = { ...next.retrying, attempt: attempt + 1 }
  }
}

const concluded = (site: Site, retrying: Retrying, ended: Ended, where: Where, turn: Turn): Result => {
  const next = judged(site, retrying, ended, where, turn)
  if (!("again" in next)) return next
  return next.again > 0
    ? waiting(next.retrying, turn.time + next.again)
    : attempts(site, { ...next.retrying, attempt: retrying.attempt + 1 }, where, turn)
}

const waiting = (retrying: Retrying, due: number): Result => active(liveOf(retrying, fresh, due))

const liveOf = (
  { at, input, attempt, began, owed }: Retrying,
  region: Region,
  due: number | null
): RetryLive => ({ kind: "retry", at, input, attempt, began, region, due, owed })

/** What an attempt leads to: `again` is the delay before the next one in milliseconds. */
const judged = (
  site: Site,
  retrying: Retrying,
  ended: Ended,
  where: Where,
  turn: Turn
): Result | { readonly again: number; readonly retrying: Retrying } => {
  const { result, halt, committed } = ended
  if (committed) turn.committed = true
  if (result.kind === "live") return active(liveOf(retrying, regionOf(ended), null))
  const owed = after(retrying.owed, result.owed)
  if (result.kind === "done") return done(result.value, owed)
  if (halt === null) return halted(owed)
  const again = turn.stopped(where) ? undefined : delayAfter(site, halt, retrying, turn)
  if (again !== undefined) return { again, retrying: { ...retrying, owed } }
  turn.raise(halt)
  return halted(owed)
}

const delayAfter = (
  { id, node }: Site,
  halt: Halt,
  { attempt, began }: Retrying,
  { time }: Turn
): number | undefined => {
  const { schedule } = node as RetryNode
  const caught = errorOf(halt)
  if (caught === undefined || !retries(schedule, caught.error)) return undefined
  const elapsed = time - began
  return delayBefore(schedule, {
    retry: attempt,
    elapsed,
    random: () => unitInterval(`${id} ${attempt} ${time}`)
  })
}

/** Inside an attempt. */
export const inAttempt = (where: Where, attempt: number): Where => inside(where, attempt, "", attempt)
