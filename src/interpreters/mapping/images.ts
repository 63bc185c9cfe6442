/**
 * What may stand for the operations of a signature, as types: the compiler reads the rules out as sentences.
 * @module
 */
import type { TypeOf } from "../../core/codec.ts"
import type { Effect } from "../../core/operation.ts"
import type { OperationSpec, OperationSpecs } from "../../core/signature.ts"
import type { Step } from "../../core/step.ts"

/** One image for each operation of a signature. */
export type Images<O extends OperationSpecs> = {
  readonly [K in keyof O & string]: Step<
    TypeOf<O[K]["input"]>,
    TypeOf<O[K]["output"]>,
    ErrorOfImage<O[K]>,
    unknown,
    WritesOfImage<O[K]["effect"]>
  >
}

/** Images of operations that the signature does not have. */
export type Strangers<H, O> = {
  readonly [K in Exclude<keyof H, keyof O>]: "the signature has no such operation"
}

/** The name of a signature some of whose operations have no image: it is still required. */
export type Kept<N extends string, O, H> = [Exclude<keyof O, keyof H>] extends [never] ? never : N

/** The errors of the operation; where there are none, a sentence that no error is assignable to. */
type ErrorOfImage<S extends OperationSpec> = S extends { readonly error: infer C }
  ?
      | TypeOf<C>
      | "the image of an operation may fail only with the errors that the operation declares: catch the others"
  : S["effect"] extends "undo"
    ? "a mapped undo must not fail: catch its error, or retry it with a schedule that never ends"
    : "the image of an operation that declares no errors must not fail: catch its error"

/** The irreversible operations that may be in the image; a sentence stands for what may not. */
type WritesOfImage<F extends Effect> = F extends "readonly"
  ? "the image of a readonly operation must not write"
  : F extends "undoable"
    ?
        | `${string} (no undo)`
        | "the image of an undoable operation must not be irreversible: give the write an undo, or declare the operation irreversible"
    : unknown
