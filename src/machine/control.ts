/**
 * The kinds that stay on one line of control: fail, carry, choice, attempt (semantics: ATT), iterate (ITER).
 * @module
 */
import type { Either } from "fp-ts/lib/Either.js"
import { applied, armOf } from "../core/apply.ts"
import type { CarryNode, ChoiceNode } from "../core/node.ts"
import { moveBlock, runBlock } from "./block.ts"
import { defect, errorOf, failure } from "./halt.ts"
import { after } from "./ledger.ts"
import type { Block, Site } from "./program.ts"
import { type Ended, fresh, moveRegion, regionOf, within } from "./region.ts"
import type { AttemptLive, CarryLive, IterateLive, Ledger } from "./residual.ts"
import { active, done, halted, inside, type Mode, type Result, type Turn, type Where } from "./turn.ts"

/** Fails with the input. */
export const enterFail = ({ place }: Site, error: unknown, where: Where, turn: Turn): Result => {
  if (!turn.stopped(where)) turn.raise(failure(error, `${place}${where.indices}`))
  return halted()
}

/** Runs the arm that the tag of the value names. */
export const enterChoice = (site: Site, value: unknown, where: Where, turn: Turn): Result => {
  try {
    return runBlock(armOf(site.node as ChoiceNode, site.arms, value), 0, value, where, turn)
  } catch (cause) {
    turn.raise(defect(cause, `${site.place}${where.indices}`))
    return halted()
  }
}

/** Runs a step on a part of the value, then merges the result. */
export const enterCarry = (site: Site, value: unknown, where: Where, turn: Turn): Result => {
  let selected: unknown
  try {
    selected = applied((site.node as CarryNode).select)(value)
  } catch (cause) {
    turn.raise(defect(cause, `${site.place}${where.indices}`))
    return halted()
  }
  return carried(site, value, runBlock(site.blocks[0] as Block, 0, selected, where, turn), where, turn)
}

export const moveCarry = (live: CarryLive, mode: Mode, where: Where, turn: Turn): Result => {
  const site = turn.site(live)
  return carried(site, live.value, moveBlock(site, live.child, live.owed, mode, where, turn), where, turn)
}

const carried = (site: Site, value: unknown, result: Result, where: Where, turn: Turn): Result => {
  if (result.kind === "live")
    return active({ kind: "carry", at: site.id, value, child: result.live, owed: result.owed })
  if (result.kind === "halted") return halted(result.owed)
  try {
    return done(applied((site.node as CarryNode).merge)(value, result.value), result.owed)
  } catch (cause) {
    turn.raise(defect(cause, `${site.place}${where.indices}`))
    return halted(result.owed)
  }
}

/** Turns a typed failure into `Left`; what it owes is kept. */
export const enterAttempt = (site: Site, value: unknown, where: Where, turn: Turn): Result =>
  attempted(
    site,
    within(site, fresh, where, turn, (inner) => runBlock(site.blocks[0] as Block, 0, value, inner, turn)),
    turn
  )

export const moveAttempt = (live: AttemptLive, mode: Mode, where: Where, turn: Turn): Result => {
  const site = turn.site(live)
  return attempted(site, moveRegion(site, live.region, mode, where, turn), turn)
}

const attempted = (site: Site, ended: Ended, turn: Turn): Result => {
  const { result, halt, committed } = ended
  if (committed) turn.committed = true
  if (result.kind === "live") return active({ kind: "attempt", at: site.id, region: regionOf(ended) })
  if (result.kind === "done") return done({ _tag: "Right", right: result.value }, result.owed)
  if (halt === null) return halted(result.owed)
  const caught = errorOf(halt)
  if (caught !== undefined) return done({ _tag: "Left", left: caught.error }, result.owed)
  turn.raise(halt)
  return halted(result.owed)
}

/** Runs the body until it gives `Right`. */
export const enterIterate = (site: Site, value: unknown, where: Where, turn: Turn): Result =>
  turns(site, 0, null, runTurn(site, 0, value, where, turn), where, turn)

export const moveIterate = (live: IterateLive, mode: Mode, where: Where, turn: Turn): Result => {
  const site = turn.site(live)
  const inner = atTurn(where, live.turn)
  return turns(site, live.turn, null, moveBlock(site, live.child, live.owed, mode, inner, turn), where, turn)
}

/** A loop and not recursion: the stack may not grow with the number of turns. */
const turns = (
  site: Site,
  first: number,
  before: Ledger,
  firstResult: Result,
  where: Where,
  turn: Turn
): Result => {
  let owed = before
  let result = firstResult
  for (let index = first; ; index++) {
    owed = after(owed, result.owed)
    if (result.kind === "halted") return halted(owed)
    if (result.kind === "live")
      return active({ kind: "iterate", at: site.id, turn: index, child: result.live, owed })
    const either = result.value as Either<unknown, unknown>
    if (either._tag === "Right") return done(either.right, owed)
    result = runTurn(site, index + 1, either.left, where, turn)
  }
}

const runTurn = (site: Site, index: number, value: unknown, where: Where, turn: Turn): Result =>
  runBlock(site.blocks[0] as Block, 0, value, atTurn(where, index), turn)

/** One turn or item further in. */
export const atTurn = (where: Where, index: number): Where =>
  inside(where, index, `[${index}]`, where.attempt)
