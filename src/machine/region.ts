/**
 * Failure scopes: what runs in one stops as one.
 * @module
 */
import { moveBlock } from "./block.ts"
import { attached } from "./halt.ts"
import type { Site } from "./program.ts"
import type { Halt, Ledger, Live, Region } from "./residual.ts"
import { type Mode, type Result, stoppedAt, type Turn, type Where } from "./turn.ts"

/** A region before anything has begun in it. */
export const fresh: Region = { child: null, owed: null, halt: null, committed: false }

/** What became of a region. */
export interface Ended {
  readonly result: Result
  readonly halt: Halt | null
  readonly committed: boolean
}

/**
 * Runs something in a failure scope: what it raises stops the scope, and with it everything that is still active in it. The
 * first failure stops it; later ones are attached.
 */
export const within = (
  site: Site,
  region: Region,
  where: Where,
  turn: Turn,
  work: (inner: Where) => Result
): Ended => {
  const stopped = turn.stopped(where)
  const first = apart(turn, () => work(stopped || region.halt !== null ? stoppedAt(where) : where))
  const committed = region.committed || first.committed
  if (first.raised === null) return { result: first.result, halt: region.halt, committed }
  const halt = attached(region.halt, first.raised)
  if (stopped || region.halt !== null || first.result.kind !== "live")
    return { result: first.result, halt, committed }
  const { live, owed } = first.result
  return interruptRegion(site, live, owed, halt, committed, where, turn)
}

/** Moves what is active in a region. */
export const moveRegion = (site: Site, region: Region, mode: Mode, where: Where, turn: Turn): Ended =>
  within(site, region, where, turn, (inner) =>
    moveBlock(site, region.child as Live, region.owed, mode, inner, turn)
  )

/** Stops what is active in a region because of `halt`. */
export const interruptRegion = (
  site: Site,
  child: Live,
  owed: Ledger,
  halt: Halt,
  committed: boolean,
  where: Where,
  turn: Turn
): Ended => {
  const stop = apart(turn, () => moveBlock(site, child, owed, "interrupt", stoppedAt(where), turn))
  return {
    result: stop.result,
    halt: stop.raised === null ? halt : attached(halt, stop.raised),
    committed: committed || stop.committed
  }
}

/** Does something that a stop around it does not reach. */
export const masked = <T>(turn: Turn, work: () => T): T => {
  const outer = turn.raised
  turn.raised = null
  const result = work()
  turn.raised = outer
  return result
}

/** The region of an ended piece of work that is still active. */
export const regionOf = ({ result, halt, committed }: Ended): Region => ({
  child: result.kind === "live" ? result.live : null,
  owed: result.owed,
  halt,
  committed
})

/** Does something whose failures and pivots are not yet those of what is around. */
const apart = (
  turn: Turn,
  work: () => Result
): { readonly result: Result; readonly raised: Halt | null; readonly committed: boolean } => {
  const outer = { raised: turn.raised, committed: turn.committed }
  turn.raised = null
  turn.committed = false
  const result = work()
  const { raised, committed } = turn
  turn.raised = outer.raised
  turn.committed = outer.committed
  return { result, raised, committed }
}
