/**
 * The sentences that the compiler prints when a workflow breaks a rule that TypeScript cannot name by itself.
 *
 * Each is an interface whose property name is the sentence. Nobody ever builds one: a value that would need it does not
 * compile, and the missing property is what the reader sees.
 * @module
 */

/** The pivot rule in sequence (semantics: `X = p` before a step implies that the step cannot fail). */
export type PivotRule<X, E> = [E] extends [never]
  ? unknown
  : [X] extends [never]
    ? unknown
    : FallibleAfterPivot<X, E>

/** A step that can fail stands after an irreversible one. */
export interface FallibleAfterPivot<X, E> {
  readonly "a step after the pivot can still fail": {
    readonly pivot: X
    readonly error: E
    readonly hint: "handle the error before it leaves the step (catchAll, retry with a schedule that never ends), or move the step before the pivot"
  }
}

/** The rule for work that is repeated: an irreversible body must not fail. */
export type RepeatRule<X, E> = [E] extends [never]
  ? unknown
  : [X] extends [never]
    ? unknown
    : FallibleRepeatOfPivot<X, E>

/** A repeated step is irreversible and can fail in a later turn. */
export interface FallibleRepeatOfPivot<X, E> {
  readonly "a repeated step is irreversible and can still fail": {
    readonly pivot: X
    readonly error: E
    readonly hint: "a later turn may fail when an earlier one cannot be undone: handle the error inside, or give the write an undo"
  }
}

/** The rule for work that may be cancelled by its rivals: race, quorum, timeout. */
export type CancelRule<X> = [X] extends [never] ? unknown : IrreversibleInRace<X>

/** An irreversible step could be cancelled half-way. */
export interface IrreversibleInRace<X> {
  readonly "an irreversible step must not stand where it can be cancelled": {
    readonly pivot: X
    readonly hint: "move it behind the race, quorum or timeout, or give the write an undo with Saga.undoable"
  }
}

/** Parallel branches: where one is irreversible, no other may fail. */
export interface SiblingCanFail<X, E> {
  readonly "a parallel branch can fail beside an irreversible one": {
    readonly pivot: X
    readonly error: E
    readonly hint: "handle the error inside its branch, or run the irreversible step after the branches have joined"
  }
}

/** Typed errors that nobody handles and that the workflow does not declare. */
export type Handled<E> = [E] extends [never] ? unknown : UnhandledErrors<E>

/** The top of a workflow can still fail with an error that it does not declare. */
export interface UnhandledErrors<E> {
  readonly "unhandled errors": E
  readonly hint: "catch them, or declare them with `error` in Workflow.make"
}

/** Writes that nobody has made undoable. */
export type UndoDeclared<X> = [Extract<X, `${string} (no undo)`>] extends [never]
  ? unknown
  : UndoMissing<Extract<X, `${string} (no undo)`>>

/** A write in the workflow declares neither an undo nor that it is irreversible. */
export interface UndoMissing<X> {
  readonly "a write without an undo": X
  readonly hint: "wrap it: Saga.undoable(operation, undo), or Saga.pivot(operation) if it cannot be undone"
}

/** Requirements that nobody provides. */
export type Provided<R> = [R] extends [never] ? unknown : MissingImplementation<R>

/** Something that the workflow requires is not among what is provided. */
export interface MissingImplementation<R> {
  readonly "missing implementation": R
  readonly hint: "add it to the list: implement(Signature, {...}), or the workflow that is called"
}

/** A pure function was given where its result is a promise. */
export type Pure<B> = B extends PromiseLike<unknown> ? AsyncInPure : unknown

/** Pure functions cannot be async. */
export interface AsyncInPure {
  readonly "map takes a pure function, this one is async": "declare an operation in a Signature and implement it"
}
