/**
 * The sentences that the compiler prints when a workflow breaks a rule that TypeScript cannot name by itself.
 *
 * Where a rule limits one type parameter, the limit is the sentence itself, as a literal type: "'Parcels.dispatch' is not
 * assignable to 'nothing may fail after ...'". Elsewhere it is an interface whose only property is the sentence; nobody ever
 * builds one, and the missing property is what the reader sees.
 * @module
 */

/** How a sentence names an error: by its tag. */
type NameOf<E> = E extends { readonly _tag: infer T extends string }
  ? T
  : E extends string
    ? E
    : "an error without a _tag"

/** The pivot rule in sequence: `X` of what comes before a step that fails with `E`. */
export type BeforeStep<E> = [E] extends [never]
  ? unknown
  : `nothing may fail after an irreversible step, but the next can (${NameOf<E>}): catch the error, move the step before the pivot, or give the write an undo`

/** The pivot rule in repetition: `X` of a step that fails with `E` and is done again and again. */
export type InRepetition<E> = [E] extends [never]
  ? unknown
  : `an irreversible step must not be repeated when a later turn can fail (${NameOf<E>}): catch the error, or give the write an undo`

/** The pivot rule where a step may be stopped half-way: race, quorum, timeout, and lists with an early exit. */
export type WhereStopped =
  "an irreversible step must not stand where it can be stopped half-way: move it behind, or give the write an undo"

/** The same for a named branch. */
export type StoppableBranch<X> = [X] extends [never] ? unknown : IrreversibleWhereStopped<X>

/** An irreversible branch could be stopped half-way. */
export interface IrreversibleWhereStopped<X> {
  readonly "an irreversible step must not stand where it can be stopped half-way: move it behind, or give the write an undo": X
}

/** The same for a named branch of work that is repeated. */
export type RepeatedBranch<X, E> = [E] extends [never]
  ? unknown
  : [X] extends [never]
    ? unknown
    : unknown extends X
      ? unknown
      : FallibleInRepetition<X, NameOf<E>>

/** A repeated branch is irreversible, and a later turn can fail. */
export interface FallibleInRepetition<X, E> {
  readonly "an irreversible step must not be repeated when a later turn can fail: catch the error, or give the write an undo": [
    X,
    E
  ]
}

/** The rule for parallel branches: where one is irreversible, no other may fail. */
export type BesideBranch<X, E> = [E] extends [never]
  ? unknown
  : [X] extends [never]
    ? unknown
    : FallibleBesidePivot<X, NameOf<E>>

/** A parallel branch can fail beside an irreversible one. */
export interface FallibleBesidePivot<X, E> {
  readonly "nothing may fail beside an irreversible step: catch the error inside its branch, move the irreversible step behind the branches, or give it an undo": [
    X,
    E
  ]
}

/** The rule for what runs whatever happens: undos, releases and finalizers. */
export type MustNotFail<What extends string> =
  `${What} must not fail: catch its error, or retry it with a schedule that never ends`

/** Typed errors that nobody handles and that the workflow does not declare. */
export type Handled<E> = [E] extends [never] ? unknown : UnhandledErrors<NameOf<E>>

/** The top of a workflow can still fail with errors that it does not declare. */
export interface UnhandledErrors<E> {
  readonly "unhandled errors: catch them, or declare them with `error` in Workflow.make": E
}

/** Writes that nobody has made undoable, and writes in a workflow that claims to have none. */
export type EffectDeclared<X, F> = [X] extends [never]
  ? unknown
  : [Extract<X, `${string} (no undo)`>] extends [never]
    ? F extends "readonly"
      ? IrreversibleInReadonly<X>
      : unknown
    : UndoMissing<Extract<X, `${string} (no undo)`>>

/** A write in the workflow declares neither an undo nor that it is irreversible. */
export interface UndoMissing<X> {
  readonly "a write without an undo: wrap it in Saga.undoable, or in Saga.pivot if it cannot be undone": X
}

/** A workflow that is declared readonly writes. */
export interface IrreversibleInReadonly<X> {
  readonly "a readonly workflow must not write: declare its `effect` as undoable or irreversible": X
}

/** Requirements that nobody provides. */
export type Provided<R> = [R] extends [never] ? unknown : MissingImplementation<R>

/** Something that the workflow requires is not among what is provided. */
export interface MissingImplementation<R> {
  readonly "missing implementation: add implement(Signature, {...}), or the workflow that is called, to the list": R
}

/** The rule for pure functions: the result is not, and cannot be, a promise. What is known to be `any` passes. */
export type Pure<B> = [Extract<B, PromiseLike<unknown>>] extends [never]
  ? unknown
  : 0 extends 1 & B
    ? unknown
    : (input: never) => AsyncInPure

/** Pure functions cannot be async. */
export type AsyncInPure = "a pure function must not be async: make it an operation of a Signature"
