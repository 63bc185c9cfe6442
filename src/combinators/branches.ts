/**
 * The types of named branches that run on one input.
 * @module
 */
import type { BesideBranch, StoppableBranch } from "../core/mistake.ts"
import type { Branch } from "../core/node.ts"
import type { AnyStep, ErrorOf, IrreversibleOf, OutputOf, RequirementsOf, Step } from "../core/step.ts"

/** Branches by name. */
export type BranchRecord = Readonly<Record<string, AnyStep>>
/** Branches by position. */
export type BranchTuple = readonly [AnyStep, ...ReadonlyArray<AnyStep>]

/** Any of the branches. */
export type AnyOf<H> = H extends ReadonlyArray<unknown> ? H[number] : H[keyof H]
/** What all branches together need as input: the intersection of their inputs. */
export type CommonInput<H> = [AnyOf<H>] extends [Step<infer A, unknown, unknown, unknown, unknown>]
  ? A
  : never
/** The union of the errors. */
export type AnyError<H> = ErrorOf<AnyOf<H>>
/** The union of the requirements. */
export type AnyRequirement<H> = RequirementsOf<AnyOf<H>>
/** The union of the irreversible operations. */
export type AnyIrreversible<H> = IrreversibleOf<AnyOf<H>>
/** The outputs, in the shape of the branches. */
export type Outputs<H> = { readonly [K in keyof H]: OutputOf<H[K]> }
/** One of the outputs, tagged with the name of its branch. */
export type TaggedOutput<H> = {
  [K in keyof H & string]: { readonly _tag: K; readonly value: OutputOf<H[K]> }
}[keyof H & string]

/** A branch that is irreversible forbids the others to fail. */
export type ParallelRule<H> = [AnyIrreversible<H>] extends [never]
  ? unknown
  : { readonly [K in keyof H]: BesideBranch<IrreversibleOf<H[OtherKeys<H, K>]>, ErrorOf<H[K]>> }

/** Branches that may be cancelled must not be irreversible. */
export type CancelRules<H> = [AnyIrreversible<H>] extends [never]
  ? unknown
  : { readonly [K in keyof H]: StoppableBranch<IrreversibleOf<H[K]>> }

type OtherKeys<H, K> = Exclude<H extends ReadonlyArray<unknown> ? Extract<keyof H, `${number}`> : keyof H, K>

/** Named children out of a record or a tuple. */
export const branchesOf = (steps: BranchRecord | ReadonlyArray<AnyStep>): ReadonlyArray<Branch> =>
  Object.entries(steps).map(([name, step]) => ({ name, step }))
