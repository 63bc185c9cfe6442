/**
 * Sagas: scopes that undo what was done in them when they fail.
 * @module
 */
import { nodeOf, type ScopeNode, type UndoCommit } from "../../core/node.ts"
import type { Place } from "../../core/place.ts"
import { type Code, exec, type Instruction, settled } from "./code.ts"
import type { Linked } from "./fragment.ts"
import { stuckWith } from "./contest.ts"
import { type Done, doneBy, misshapen } from "./done.ts"
import { FailureScope } from "./failure-scope.ts"
import { type Frame, renewalsOf, showIndices } from "./frame.ts"
import { Halt, INTERRUPTED } from "./halt.ts"
import { type Ledger, type Leftover, nothingLeft, rollback } from "./ledger.ts"
import type { Observe } from "./observation.ts"
import { pivotal } from "./pivot.ts"

/** Compiles a scope. An operation with its undo needs no scope of its own: there is nothing in it to undo. */
export const scope = (
  node: ScopeNode,
  body: Linked,
  undo: Linked,
  place: Place,
  undone: string,
  observe: Observe | undefined
): Instruction => {
  const { commit } = node
  const owing = commit.kind === "undo" ? owe(commit, undo, undone) : undefined
  const atom = nodeOf(node.step)
  if (atom.kind === "perform") {
    const done = doneBy(atom.request, body.places[0] ?? "")
    if (owing !== undefined) return undoableOperation(body, owing, done)
    if (commit.kind === "seal") return pivotal(sealedOperation(body, done), done)
  }
  return (value, frame) => {
    // What keeps its debts is no effect by itself: a stop shows in what is inside.
    if (commit.kind !== "keep" && frame.scope.stopped) return INTERRUPTED
    const ledger: Ledger = []
    const within = new FailureScope(frame.scope)
    const inner =
      owing === undefined
        ? frame.within(within, ledger)
        : frame.owedBy(`${undone}${showIndices(frame.indices)}`, within, ledger)
    if (owing?.when === "before") owing.register(value, undefined, frame)
    return settled(exec(body, value, inner), body, inner, (result) => {
      inner.scope.close()
      // A decision is not taken any more once its scope has been told to stop.
      const refused = commit.kind === "seal" && frame.scope.stopped && !inner.scope.committed
      if (result instanceof Halt || refused) return undoAll(inner, frame, place, observe)
      if (commit.kind === "seal") frame.scope.commit()
      if (commit.kind === "keep") for (const entry of ledger) frame.ledger.push(entry)
      if (owing?.when === "after") owing.register(value, result, frame)
      return result
    })
  }
}

/** An operation that is a pivot here. A cancellation that waits for its answer comes before its failure. */
const sealedOperation =
  (body: Linked, done: Done): Instruction =>
  (value, frame) => {
    const inner = frame.within(new FailureScope(frame.scope))
    return settled(exec(body, value, inner), body, inner, (result) => {
      const { scope } = inner
      scope.close()
      if (!(result instanceof Halt) || scope.halt === undefined) return result
      if (frame.pivots && misshapen(result, done, frame) === undefined) frame.run.pivots.fail()
      return frame.scope.stop(scope.halt)
    })
  }

/** How a scope owes one undo. */
interface Owing {
  readonly when: "after" | "before"
  readonly register: (input: unknown, output: unknown, frame: Frame) => void
  /** Owes an undo whose input nobody knows. */
  readonly registerUnknown: (cause: unknown, frame: Frame) => void
}

const owe = (commit: UndoCommit, code: Linked, id: string): Owing => {
  const { failing, register } = commit
  const from = commit.from as (input: unknown, output: unknown) => unknown
  const push = ({ indices, debtor, renewals, run, ledger }: Frame, undo: Code, input: unknown): void => {
    const of = `${id}${showIndices(indices)}`
    const renewed = renewals ?? renewalsOf(of, debtor, run.undone)
    ledger.push({ kind: "undo", of, code: undo, input, failing, indices, renewals: renewed })
  }
  const registerUnknown = (cause: unknown, frame: Frame): void =>
    push(frame, unknowable(cause, id), undefined)
  return {
    when: register,
    registerUnknown,
    register: (input, output, frame) => {
      try {
        push(frame, code, from(input, output))
      } catch (cause) {
        // It is done and nobody can tell how to undo it: a defect, and a debt that cannot be paid.
        if (register === "after") registerUnknown(cause, frame)
        throw cause
      }
    }
  }
}

/** An undo whose input could not be computed. */
const unknowable = (cause: unknown, id: string): Code => ({
  places: [id],
  instructions: [
    () => {
      throw cause
    }
  ]
})

const undoableOperation =
  (body: Linked, owing: Owing, done: Done): Instruction =>
  (value, frame) => {
    if (frame.scope.stopped) return INTERRUPTED
    if (owing.when === "before") owing.register(value, undefined, frame)
    return settled(exec(body, value, frame), body, frame, (result) => {
      if (owing.when === "before") return result
      if (!(result instanceof Halt)) owing.register(value, result, frame)
      else {
        const cause = misshapen(result, done, frame)
        if (cause !== undefined) owing.registerUnknown(cause, frame)
      }
      return result
    })
  }

/** The scope has failed or was stopped, and is quiet: pays its debts, then hands on why. */
const undoAll = (inner: Frame, frame: Frame, place: Place, observe: Observe | undefined): unknown => {
  if (inner.ledger.length > 0 && !inner.scope.committed && inner.scope.halt?.blocked !== true)
    observe?.({ kind: "undoing", scope: place, runId: frame.run.id, at: frame.run.clock.now() })
  const left = inner.scope.committed
    ? nothingLeft
    : rollback(inner.ledger, frame.run, inner.scope.halt?.blocked)
  return left instanceof Promise
    ? left.then((leftover) => handOn(leftover, inner, frame))
    : handOn(left, inner, frame)
}

const handOn = (left: Leftover, { scope: { halt } }: Frame, frame: Frame): Halt => {
  if (halt !== undefined) frame.scope.stop(halt)
  if (left.owed.length > 0) frame.scope.stop(stuckWith(left))
  return frame.scope.halt ?? INTERRUPTED
}
