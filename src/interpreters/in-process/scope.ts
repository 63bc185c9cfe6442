/**
 * Sagas: scopes that undo what was done in them when they fail.
 * @module
 */
import { nodeOf, type ScopeNode, type UndoCommit } from "../../core/node.ts"
import { childPlaces, type Place } from "../../core/place.ts"
import { exec, type Instruction, settled } from "./code.ts"
import type { Linked } from "./compile.ts"
import { stuckWith } from "./contest.ts"
import { FailureScope } from "./failure-scope.ts"
import { type Frame, showIndices } from "./frame.ts"
import { Halt, INTERRUPTED } from "./halt.ts"
import { type Ledger, type Leftover, rollback, type UndoEntry } from "./ledger.ts"
import type { Observe } from "./observation.ts"

/** Compiles a scope. An operation with its undo needs no scope of its own: there is nothing in it to undo. */
export const scope = (
  node: ScopeNode,
  body: Linked,
  undo: Linked,
  place: Place,
  observe: Observe | undefined
): Instruction => {
  const { commit } = node
  const owing = commit.kind === "undo" ? owe(commit, undo, undoneId(node, place)) : undefined
  const atomic = nodeOf(node.step).kind === "perform"
  if (owing !== undefined && atomic) return undoableOperation(body, owing)
  return (value, frame) => {
    if (frame.scope.stopped) return INTERRUPTED
    const ledger: Ledger = []
    const inner = frame.within(new FailureScope(frame.scope), ledger)
    if (owing?.register === "before") frame.ledger.push(owing.debt(value, undefined, frame))
    return settled(exec(body, value, inner), body, inner, (result) => {
      inner.scope.close()
      if (result instanceof Halt) return undoAll(inner, frame, place, observe)
      if (commit.kind === "keep") for (const entry of ledger) frame.ledger.push(entry)
      if (owing?.register === "after") frame.ledger.push(owing.debt(value, result, frame))
      return result
    })
  }
}

/** How a scope that succeeds owes one undo. */
interface Owing {
  readonly register: "after" | "before"
  readonly debt: (input: unknown, output: unknown, frame: Frame) => UndoEntry
}

const owe = (commit: UndoCommit, code: Linked, id: string): Owing => {
  const from = commit.from as (input: unknown, output: unknown) => unknown
  return {
    register: commit.register,
    debt: (input, output, { indices }) => ({
      kind: "undo",
      of: `${id}${showIndices(indices)}`,
      code,
      input: from(input, output),
      failing: commit.failing,
      indices
    })
  }
}

const undoableOperation =
  (body: Linked, owing: Owing): Instruction =>
  (value, frame) => {
    if (frame.scope.stopped) return INTERRUPTED
    if (owing.register === "before") frame.ledger.push(owing.debt(value, undefined, frame))
    return settled(exec(body, value, frame), body, frame, (result) => {
      if (owing.register === "after" && !(result instanceof Halt))
        frame.ledger.push(owing.debt(value, result, frame))
      return result
    })
  }

/** The scope has failed or was stopped, and is quiet: pays its debts, then hands on why. */
const undoAll = (inner: Frame, frame: Frame, place: Place, observe: Observe | undefined): unknown => {
  if (inner.ledger.length > 0)
    observe?.({ kind: "undoing", scope: place, runId: frame.run.id, at: frame.run.clock.now() })
  const left = rollback(inner.ledger, frame.run)
  return left instanceof Promise
    ? left.then((leftover) => handOn(leftover, inner, frame))
    : handOn(left, inner, frame)
}

const handOn = (left: Leftover, { scope: { halt } }: Frame, frame: Frame): Halt => {
  if (halt !== undefined) frame.scope.stop(halt)
  if (left.owed.length > 0) frame.scope.stop(stuckWith(left.owed, left.causes))
  return frame.scope.halt ?? INTERRUPTED
}

/** The id of what a scope's undo undoes: its place without the word `undo`. */
const undoneId = (node: ScopeNode, place: Place): string => {
  const [, undoPlace = place] = childPlaces(node, place, [node.step]) ?? []
  return undoPlace.replace(/\/?undo\/$/, "") || "(scope)"
}
