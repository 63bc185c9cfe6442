/**
 * The kinds of step: what a term is made of, as plain immutable data.
 *
 * Fourteen kinds, everything else is derived from them. The types of the children are forgotten here (`AnyStep`): the public
 * {@link Step} carries them, and the combinators are the only place where a node is given its types.
 * @module
 */
import type { AnyCodec } from "./codec.ts"
import type { EventType } from "./event.ts"
import type { Effect, OperationDefinition } from "./operation.ts"
import { pipeable } from "./pipeable.ts"
import type { Delay, Schedule } from "./schedule.ts"
import type { AnyStep, Step } from "./step.ts"

/** A step as data, by kind. */
export type Node =
  | PureNode
  | PerformNode
  | SequenceNode
  | CarryNode
  | ChoiceNode
  | ParallelNode
  | ForEachNode
  | IterateNode
  | FailNode
  | AttemptNode
  | RetryNode
  | ScopeNode
  | BracketNode
  | LabelNode

/** The names of the kinds. */
export type Kind = Node["kind"]

/** A user's pure function with its types forgotten; only ever applied to values of the type it was written for. */
export type Opaque = (...values: ReadonlyArray<never>) => unknown

/** Applies a pure function; identity is the one whose `apply` is {@link same}. */
export interface PureNode {
  readonly kind: "pure"
  readonly apply: Opaque
  /** It does not look at its input. */
  readonly constant?: true
}

/** Asks the environment for something: the generators of the free category. */
export interface PerformNode {
  readonly kind: "perform"
  readonly request: Request
}

/** Runs `first`, then `second`. */
export interface SequenceNode {
  readonly kind: "sequence"
  readonly first: AnyStep
  readonly second: AnyStep
}

/** Runs `step` on `select(input)` and gives `merge(input, output)`: the strength of the Freyd category. */
export interface CarryNode {
  readonly kind: "carry"
  readonly select: Opaque
  readonly step: AnyStep
  readonly merge: Opaque
  /** What of the carried value it uses, where the way it was made leaves no doubt. */
  readonly fields?: CarriedFields
}

/**
 * The fields of a carried value that `select` can look at, and those that `merge` sets. By construction: `select` is not given
 * the others, and `merge` copies them.
 */
export interface CarriedFields {
  readonly reads: "all" | ReadonlyArray<string>
  readonly writes: ReadonlyArray<string>
}

/** Runs the arm that the property `tag` of the input names, on the whole input: copairing. */
export interface ChoiceNode {
  readonly kind: "choice"
  readonly tag: string
  readonly arms: ReadonlyArray<Branch>
}

/** Runs every branch on the same input, side by side. */
export interface ParallelNode {
  readonly kind: "parallel"
  readonly branches: ReadonlyArray<Branch>
  readonly join: Join
}

/** A named child. */
export interface Branch {
  readonly name: string
  readonly step: AnyStep
}

/**
 * When a parallel step is done.
 *
 * - `tuple`, `record`: when all branches are; the first failure stops the others.
 * - `race`: when the first branch settles.
 * - `quorum`: when `need` branches have succeeded; more than `tolerate` failures fail it.
 */
export type Join =
  | { readonly kind: "tuple" }
  | { readonly kind: "record" }
  | { readonly kind: "race" }
  | { readonly kind: "quorum"; readonly need: number; readonly tolerate: number }

/** Runs `step` for every item of the input, at most `concurrency` at a time. */
export interface ForEachNode {
  readonly kind: "forEach"
  readonly step: AnyStep
  readonly concurrency: number
  readonly key: Opaque | undefined
  readonly until: Opaque | undefined
}

/** Runs `step` again as long as it gives `Left(next input)`: Elgot iteration. */
export interface IterateNode {
  readonly kind: "iterate"
  readonly step: AnyStep
}

/** Fails with its input. */
export interface FailNode {
  readonly kind: "fail"
}

/** Turns a typed failure into `Left`, success into `Right`. */
export interface AttemptNode {
  readonly kind: "attempt"
  readonly step: AnyStep
}

/** Repeats `step` on the same input, under the same idempotency keys, as long as the schedule allows. */
export interface RetryNode {
  readonly kind: "retry"
  readonly step: AnyStep
  readonly schedule: Schedule
}

/** A saga: when `step` fails or is stopped, what it owes is undone before the failure leaves the scope. */
export interface ScopeNode {
  readonly kind: "scope"
  readonly step: AnyStep
  readonly commit: Commit
}

/** What becomes of the debts of a scope that succeeds: handed to the outer scope, dropped, or replaced by one undo. */
export type Commit = { readonly kind: "keep" } | { readonly kind: "seal" } | UndoCommit

/** Replaces the debts of a scope by one undo. */
export interface UndoCommit {
  readonly kind: "undo"
  readonly undo: AnyStep
  /** Makes the input of the undo from the input and, when registered after, the output of the scope. */
  readonly from: Opaque
  /** `after`: owed once the scope has succeeded. `before`: owed from its start, whatever becomes of it. */
  readonly register: "after" | "before"
  readonly failing: FailingUndo
}

/** What to do when an undo fails: try again by `retry`, then stop the rollback or continue it with this debt left. */
export interface FailingUndo {
  readonly retry: Schedule
  readonly otherwise: "stop" | "continue"
}

/** Acquires a resource, uses it, and releases it whatever happens. */
export interface BracketNode {
  readonly kind: "bracket"
  readonly acquire: AnyStep
  readonly use: AnyStep
  readonly release: AnyStep
}

/** Names a scope of node ids. */
export interface LabelNode {
  readonly kind: "label"
  readonly name: string
  readonly step: AnyStep
}

/** What a step can ask the environment for. */
export type Request = OperationRequest | TimerRequest | ReceiveRequest | EmitRequest | CallRequest

/** Calls an operation of a signature. */
export interface OperationRequest {
  readonly kind: "operation"
  readonly operation: OperationDefinition
}

/** Waits: for a delay in milliseconds, or until an instant. */
export interface TimerRequest {
  readonly kind: "timer"
  readonly mode: "for" | "until"
  readonly time: Delay | Opaque
}

/** Waits for an event. */
export interface ReceiveRequest {
  readonly kind: "receive"
  readonly event: EventType
  readonly key: Opaque
}

/** Sends an event whose payload is the input; a milestone has none. */
export interface EmitRequest {
  readonly kind: "emit"
  readonly event: EventType
  readonly key: Opaque
}

/** Runs another workflow by name. */
export interface CallRequest {
  readonly kind: "call"
  readonly workflow: string
  readonly version: number
  readonly mode: "await" | "detach"
  readonly effect: Effect
  readonly input: AnyCodec
  readonly output: AnyCodec
  readonly error: AnyCodec | undefined
}

/** Gives a node its types. The caller vouches for them: this and {@link nodeOf} are where the existential is closed and opened. */
export const stepOf = <A, B, E = never, R = never, X = never>(node: Node): Step<A, B, E, R, X> =>
  Object.freeze(Object.assign(Object.create(pipeable) as object, node)) as Step<A, B, E, R, X>

/** Looks at a step as data. Sound because {@link stepOf} is the only maker of steps. */
export const nodeOf = (step: AnyStep): Node => step as unknown as Node

/** The identity function; the pure step with it is the identity of composition. */
export const same = <A>(value: A): A => value
