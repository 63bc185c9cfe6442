/**
 * Blocks: one part after the other (semantics: SEQ-OK, SEQ-X, SEQ-INT).
 * @module
 */
import { applied, settledNow } from "../core/apply.ts"
import { defect } from "./halt.ts"
import { after } from "./ledger.ts"
import type { Block, Site } from "./program.ts"
import type { Ledger, Live } from "./residual.ts"
import { done, halted, type Mode, type Result, type Turn, type Where, withOwed } from "./turn.ts"

/** Runs a block from an index on, until something has to be waited for. */
export const runBlock = (block: Block, from: number, input: unknown, where: Where, turn: Turn): Result => {
  const { parts } = block
  let value = input
  let owed: Ledger = null
  for (let index = from; index < parts.length; index++) {
    const part = parts[index] as Block["parts"][number]
    if (part.kind === "pure") {
      try {
        value = settledNow(applied(part.apply)(value))
      } catch (cause) {
        turn.raise(defect(cause, `${part.place}${where.indices}`))
        return halted(owed)
      }
      continue
    }
    const result = turn.rules.enter(part.site, value, where, turn)
    if (result.kind !== "done") return withOwed(result, after(owed, result.owed))
    value = result.value
    owed = after(owed, result.owed)
  }
  return done(value, owed)
}

/**
 * Moves what is active in a block of `owner`, and goes on with the block when it has ended. `owed` is what the block owes so
 * far. Choices keep nothing: when an arm has ended, the block around goes on.
 */
export const moveBlock = (
  owner: Site,
  child: Live,
  owed: Ledger,
  mode: Mode,
  where: Where,
  turn: Turn
): Result => {
  let site = turn.site(child)
  let result = turn.rules.move(child, mode, where, turn)
  for (let total = owed; ; ) {
    total = after(total, result.owed)
    if (result.kind !== "done") return withOwed(result, total)
    const block = site.block as Block
    result = runBlock(block, site.index + 1, result.value, where, turn)
    if (result.kind !== "done" || block.owner === owner) return withOwed(result, after(total, result.owed))
    site = block.owner
  }
}
