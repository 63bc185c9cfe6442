/**
 * Warnings about writes that stay as they are when something fails behind or beside them.
 *
 * A write that is left without an undo makes a workflow invalid, except where a seal takes it for final, or the undo of a
 * whole takes its place. Both come too late when something fails before.
 * @module
 */
import type { ScopeNode } from "../../core/node.ts"
import type { Exits } from "./exits.ts"
import { type Known, type Left, lefts, touching, type Way, writes } from "./known.ts"
import { printable } from "./printable.ts"
import { type Some, some, thingsIn } from "./some.ts"
import type { Warn } from "./warning.ts"

/** What cannot fail leaves nothing behind. */
export const settledIn = (exits: Exits<Way>, left: Some<Left>): Some<Left> =>
  exits.failed.possible ? left : lefts.one

/** A branch may fail when another one has written. */
export const beside = (branches: ReadonlyArray<Known>): Some<Left> => {
  let left = branches.reduce<Some<Left>>((all, branch) => lefts.plus(all, branch.left), lefts.one)
  const [when, ...more] = branches.filter(({ fallible }) => fallible !== undefined)
  if (when?.fallible === undefined) return left
  for (const branch of branches) {
    const other = branch === when ? more[0]?.fallible : when.fallible
    if (branch.unpaired !== writes.one && other !== undefined)
      left = lefts.plus(left, some([{ writes: branch.unpaired, when: other }]))
  }
  return left
}

/** A later turn, or another item, may fail. */
export const withItself = ({ unpaired, fallible, left }: Known): Some<Left> =>
  fallible === undefined || unpaired === writes.one
    ? left
    : lefts.plus(left, some([{ writes: unpaired, when: fallible }]))

/** What becomes of writes in a scope. */
export const scoped = (warn: Warn, { commit }: ScopeNode, body: Known, undo: Known): Known => {
  if (commit.kind === "keep") return body
  // An undo that is owed from the start is owed when the rest fails.
  if (commit.kind === "seal" || commit.register === "after") {
    const seen = new Set<string>()
    for (const { writes: ids, when } of thingsIn(body.left))
      for (const id of thingsIn(ids)) {
        if (seen.has(id)) continue
        seen.add(id)
        warn(
          "describe/undo-missing",
          id,
          `the write "${printable(id)}" stays as it is when "${printable(when)}" fails behind it: ${
            commit.kind === "seal"
              ? "it has no undo. Wrap it in Saga.undoable"
              : "the undo of the whole is owed only once all of it is done. Pair it with an undo of its own, or use Saga.undoableFromStart"
          }.`
        )
      }
  }
  return {
    ...body,
    unpaired: writes.one,
    left: lefts.one,
    touched: touching([body.touched, undo.touched])
  }
}
