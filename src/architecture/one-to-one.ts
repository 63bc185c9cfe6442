/**
 * Isomorphisms that the compiler has checked: every operation of one signature has exactly one counterpart in the other, with
 * the same effect, and with conversions wherever the types differ.
 * @module
 */
import type { TypeOf } from "../core/codec.ts"
import { same } from "../core/node.ts"
import type { DeclaredError, OperationSpec, OperationSpecs, Signature } from "../core/signature.ts"
import { type Counterpart, correspondence } from "./correspondence.ts"
import type { Conversion, Isomorphism } from "./isomorphism.ts"
import type { Mismatch } from "./mismatch.ts"

/** For each operation of one signature its counterpart in the other. */
export type Pairs<O extends OperationSpecs, P extends OperationSpecs> = {
  readonly [K in keyof O & string]: {
    readonly [M in keyof P & string]: CounterpartOf<O[K], P[M], M>
  }[keyof P & string]
}

/** A counterpart by name where all types are the same, with conversions otherwise; none where the effects differ. */
export type CounterpartOf<S extends OperationSpec, T extends OperationSpec, M> =
  Same<S["effect"], T["effect"]> extends true
    ?
        | ({ readonly operation: M } & Converted<"input", TypeOf<S["input"]>, TypeOf<T["input"]>> &
            Converted<"output", TypeOf<S["output"]>, TypeOf<T["output"]>> &
            Converted<"error", DeclaredError<S>, DeclaredError<T>>)
        | ByName<S, T, M>
    : never

type Converted<Border extends string, A, B> =
  Same<A, B> extends true
    ? { readonly [K in Border]?: Conversion<A, B> }
    : { readonly [K in Border]: Conversion<A, B> }

type ByName<S extends OperationSpec, T extends OperationSpec, M> =
  Same<
    [TypeOf<S["input"]>, TypeOf<S["output"]>, DeclaredError<S>],
    [TypeOf<T["input"]>, TypeOf<T["output"]>, DeclaredError<T>]
  > extends true
    ? M
    : never

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false

type NameIn<C> = C extends string ? C : C extends { readonly operation: infer M } ? M : never

/** Every operation of the other signature is a counterpart, and of one operation only. */
export type OneToOne<C, P> = ([Exclude<keyof P, NameIn<C[keyof C]>>] extends [never]
  ? unknown
  : NoActivity<Exclude<keyof P, NameIn<C[keyof C]>>>) & {
  readonly [K in keyof C]: NameIn<C[K]> extends NameIn<C[Exclude<keyof C, K>]>
    ? SeveralActivitiesCorrespondTo<NameIn<C[K]>>
    : unknown
}

/** Operations that no activity corresponds to. */
export interface NoActivity<Names> {
  readonly "these operations correspond to no activity, so this is no bijection": Names
}

/** An operation to which several activities correspond. */
export interface SeveralActivitiesCorrespondTo<Name> {
  readonly "several activities correspond to this operation, so this is no bijection": Name
}

/** Two signatures do not correspond in a way that the types cannot see: deliveries, effects of casts, samples. */
export class NotIsomorphic extends TypeError {
  override readonly name = "NotIsomorphic"
  readonly code = "architecture/not-isomorphic"
  readonly mismatches: ReadonlyArray<Mismatch>
  constructor(from: string, to: string, mismatches: ReadonlyArray<Mismatch>) {
    super(
      `${from} and ${to} do not correspond: ${mismatches.map(({ words }) => words).join("; ")}. Correct the pairs or the signatures. (architecture/not-isomorphic)`
    )
    this.mismatches = mismatches
  }
}

/**
 * Makes an isomorphism of two signatures: a counterpart for each operation, and none left over, or it does not compile.
 *
 * Laws: there and back is the identity (laws/isomorphism.ts).
 *
 * Errors: throws {@link NotIsomorphic} (`architecture/not-isomorphic`) when deliveries differ, or a conversion does not give a
 * sample back.
 * @example
 * import { oneToOne } from "lawful/architecture"
 * const send = { input: t.string, output: t.void, effect: "irreversible" } as const
 * const Notices = Signature.make("Notices", { send })
 * const Mail = Signature.make("Mail", { post: send })
 * oneToOne(Notices, Mail, { send: "post" }).inverse.pairs.map(({ from }) => from.name) // => ["post"]
 */
export const oneToOne = <
  N extends string,
  O extends OperationSpecs,
  M extends string,
  P extends OperationSpecs,
  const C extends Pairs<O, P>
>(
  activities: Signature<N, O>,
  operations: Signature<M, P>,
  pairs: C & OneToOne<C, P>
): Isomorphism<N, M> => {
  const [from, to] = [activities["~signature"].name, operations["~signature"].name]
  const compared = correspondence(activities, operations, checkedByType(pairs))
  if (compared._tag === "Different") throw new NotIsomorphic(from, to, compared.mismatches)
  return compared.isomorphism as unknown as Isomorphism<N, M>
}

/** The types are the same where nothing is converted, whatever the codecs are called: that is a conversion which does nothing. */
const checkedByType = (pairs: object): Readonly<Record<string, Counterpart>> =>
  Object.fromEntries(
    Object.entries(pairs as Readonly<Record<string, string | Counterpart>>).map(([name, to]) => [
      name,
      { ...asItIs, ...(typeof to === "string" ? { operation: to } : to) }
    ])
  )

const nothing: Conversion<never, never> = { to: same, from: same }
const asItIs = { input: nothing, output: nothing, error: nothing }
