/**
 * Sagas: writes paired with their undo, the point of no return, and the scopes in which what was done is undone.
 *
 * Inside a scope every completed write owes its undo. When the scope fails or is stopped, and nothing in it is running any
 * more, the debts are paid in reversed causal order, without being interrupted; then the failure goes on.
 *
 * Laws: laws/saga.ts, laws/undo.ts. Source: Bruni, Melgratti, Montanari, "Theoretical foundations for compensations in
 * flow composition languages", POPL 2005; Garcia-Molina, Salem, "Sagas", SIGMOD 1987.
 * @module
 */
import type { MustNotFail } from "../core/mistake.ts"
import { type FailingUndo, type Opaque, stepOf } from "../core/node.ts"
import type { Operation } from "../core/operation.ts"
import { none, type Schedule } from "../core/schedule.ts"
import type { AnyStep, Step } from "../core/step.ts"

/** What to do when an undo fails. */
export interface UndoPolicy {
  /** When to try the undo again; never when left out. */
  readonly retry?: Schedule
  /** What to do when it still fails: `stop` the rollback (the default), or `continue` it. Either way the debt is reported. */
  readonly otherwise?: "stop" | "continue"
}

/** The irreversible operations that are left when the ones without an undo get one. */
export type Undone<X> = Exclude<X, `${string} (no undo)`>

/** The irreversible operations when the ones without an undo are accepted as such. */
export type Accepted<X> = X extends `${infer N} (no undo)` ? N : X

/**
 * Pairs a step with the undo of its effect; the undo gets the output of the step and must not fail.
 *
 * The undo is owed once the step has succeeded: what failed is not undone. When the step is itself made of undoable parts,
 * this undo replaces theirs.
 *
 * Laws: an undo runs only if its action succeeded, once, in reversed order; `scope(undoable(f, u)) = undoable(f, u)`
 * (laws/undo.ts).
 * @example
 * const Desk = Signature.make("Desk", {
 *   book: { input: t.string, output: t.number, effect: "undoable" },
 *   free: { input: t.number, output: t.void, effect: "undo" }
 * })
 * const booking = Saga.undoable(Desk.book, Desk.free)
 * booking.kind // => "scope"
 */
export const undoable = <A, B, E, R, X, F extends MustNotFail<"an undo">, R2>(
  action: Step<A, B, E, R, X>,
  undo: Step<NoInfer<B>, unknown, F, R2, unknown>,
  policy?: UndoPolicy
): Step<A, B, E, R | R2, Undone<X>> => owing(action, undo, outputOnly, "after", policy)

/**
 * As {@link undoable}, with an undo whose input is computed from input and output of the step.
 *
 * Laws: as {@link undoable} (laws/undo.ts).
 * @example
 * const Stock = Signature.make("Stock", {
 *   take: { input: t.type({ sku: t.string }), output: t.number, effect: "undoable" },
 *   put: { input: t.string, output: t.void, effect: "undo" }
 * })
 * Saga.undoableUsing(Stock.take, (input) => input.sku, Stock.put).kind // => "scope"
 */
export const undoableUsing = <A, B, E, R, X, U, F extends MustNotFail<"an undo">, R2>(
  action: Step<A, B, E, R, X>,
  select: (input: A, output: B) => NoInfer<U>,
  undo: Step<U, unknown, F, R2, unknown>,
  policy?: UndoPolicy
): Step<A, B, E, R | R2, Undone<X>> => owing(action, undo, select, "after", policy)

/**
 * As {@link undoable}, but the undo is owed from the moment the action starts, whatever becomes of it, and gets the input.
 *
 * For actions whose outcome can be unknown: the undo must tolerate that nothing happened.
 *
 * Laws: the undo runs if the action was started and the scope fails, once (laws/undo.ts).
 * @example
 * const Desk = Signature.make("Desk", {
 *   hold: { input: t.string, output: t.number, effect: "undoable" },
 *   drop: { input: t.string, output: t.void, effect: "undo", delivery: "idempotent" }
 * })
 * Saga.undoableFromStart(Desk.hold, Desk.drop).kind // => "scope"
 */
export const undoableFromStart = <A, B, E, R, X, F extends MustNotFail<"an undo">, R2>(
  action: Step<A, B, E, R, X>,
  undo: Step<NoInfer<A>, unknown, F, R2, unknown>,
  policy?: UndoPolicy
): Step<A, B, E, R | R2, Undone<X>> => owing(action, undo, inputOnly, "before", policy)

/**
 * Declares that an operation changes nothing as it is used here, so that it needs no undo.
 *
 * Laws: a readonly operation owes nothing (laws/undo.ts).
 * @example
 * const Cart = Signature.make("Cart", { touch: { input: t.string, output: t.void, effect: "undoable" } })
 * Saga.readonly(Cart.touch).request.operation.effect // => "readonly"
 */
export const readonly = <A, B, E, R, X>(operation: Operation<A, B, E, R, X>): Operation<A, B, E, R> => {
  const request = Object.freeze({
    ...operation.request,
    operation: { ...operation.request.operation, effect: "readonly" as const }
  })
  return stepOf({ kind: "perform", request }) as Operation<A, B, E, R>
}

/**
 * Declares the point of no return: once the step has succeeded, nothing that can fail may follow, nothing that was done is
 * undone any more, and the run cannot be cancelled any more.
 *
 * Laws: well-typed and failed implies that no pivot has been passed (SAGA-8, laws/saga.ts).
 * @example
 * const Post = Signature.make("Post", { send: { input: t.string, output: t.void, effect: "irreversible" } })
 * Saga.pivot(Post.send).kind // => "scope"
 */
export const pivot = <A, B, E, R, X>(
  step: Step<A, B, E, R, X>
): Step<A, B, E, R, [X] extends [never] ? "pivot" : Accepted<X>> =>
  stepOf({ kind: "scope", step, commit: { kind: "seal" } })

/**
 * Makes a saga of a step: when it fails or is stopped, everything in it that was done is undone before the failure goes on.
 * When it succeeds, its debts pass to the scope around it.
 *
 * Laws: `scope . scope = scope`; `scope(scope(f) >>> scope(g)) = scope(f >>> g)`; `attempt(scope(f)) >>> rethrow = scope(f)`
 * (laws/saga.ts). Not claimed: `scope(f >>> g) = scope(f) >>> scope(g)`.
 * @example
 * pipe(Step.identity<number>(), Saga.scope).kind // => "scope"
 */
export const scope = <A, B, E, R, X>(step: Step<A, B, E, R, X>): Step<A, B, E, R, X> =>
  stepOf({ kind: "scope", step, commit: { kind: "keep" } })

/**
 * As {@link scope}, but once it has succeeded nothing in it is undone any more: what follows cannot fail.
 *
 * Laws: `seal(f) >>> g` never undoes `f` (laws/saga.ts).
 * @example
 * pipe(Step.identity<number>(), Saga.seal).kind // => "scope"
 */
export const seal = <A, B, E, R, X>(
  step: Step<A, B, E, R, X>
): Step<A, B, E, R, Accepted<X> | "sealed scope"> => stepOf({ kind: "scope", step, commit: { kind: "seal" } })

const outputOnly = (_input: unknown, output: unknown): unknown => output
const inputOnly = (input: unknown): unknown => input

const owing = <A, B, E, R, X>(
  action: AnyStep,
  undo: AnyStep,
  from: Opaque,
  register: "after" | "before",
  policy: UndoPolicy = {}
): Step<A, B, E, R, X> => {
  const failing: FailingUndo = { retry: policy.retry ?? none, otherwise: policy.otherwise ?? "stop" }
  return stepOf({ kind: "scope", step: action, commit: { kind: "undo", undo, from, register, failing } })
}
