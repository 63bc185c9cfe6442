/**
 * The laboratory: the operations that random terms are made of.
 *
 * Two resources, A and B, each with two writes that do not commute with each other, their undos, and a read. Laws are
 * compared in this world because it tells apart what differs: see {@link World}.
 * @module
 */
import { type Codec, unchecked } from "../src/core/codec.ts"
import type { Footprint } from "../src/core/operation.ts"
import * as Saga from "../src/combinators/saga.ts"
import * as Signature from "../src/core/signature.ts"
import type { Step } from "../src/core/step.ts"

/** A typed error of the laboratory; `_tag` is `Low` or `High`, so that handlers by tag have something to choose from. */
export interface Oops {
  readonly _tag: "Low" | "High"
  readonly of: string
}

/** A step from numbers to numbers: the one type that random terms have. */
export type Work = Step<number, number, Oops, "Lab", never>

/** The name of a write that can be undone. */
export type WriteName = "a1" | "a2" | "b1" | "b2"
/** The name of an undo. */
export type UndoName = "undoA1" | "undoA2" | "undoB1" | "undoB2"

interface Fallible {
  readonly input: Codec<number>
  readonly output: Codec<number>
  readonly error: Codec<Oops>
}

interface Infallible {
  readonly input: Codec<number>
  readonly output: Codec<number>
}

/** The operations of the laboratory, as they are declared. */
export type LabOperations = Readonly<
  Record<WriteName | "c1", Fallible & { readonly effect: "undoable"; readonly footprint: Footprint }> &
    Record<UndoName | "undoC1", Infallible & { readonly effect: "undo"; readonly footprint: Footprint }> &
    Record<"readA" | "readB", Fallible & { readonly effect: "readonly"; readonly footprint: Footprint }> &
    Record<"sendB", Infallible & { readonly effect: "irreversible"; readonly footprint: Footprint }>
>

const number = unchecked<number>("number")
const infallible: Infallible = { input: number, output: number }
const fallible: Fallible = { ...infallible, error: unchecked<Oops>("Oops") }
const writes = (resource: string): { readonly footprint: Footprint } => ({
  footprint: { writes: [resource] }
})
const write = (resource: string) => ({ ...fallible, effect: "undoable" as const, ...writes(resource) })
const undo = (resource: string) => ({ ...infallible, effect: "undo" as const, ...writes(resource) })
const read = (resource: string) => ({
  ...fallible,
  effect: "readonly" as const,
  footprint: { reads: [resource] }
})

/** The operations of the laboratory. */
export const Lab: Signature.Signature<"Lab", LabOperations> = Signature.make<"Lab", LabOperations>("Lab", {
  a1: write("A"),
  a2: write("A"),
  b1: write("B"),
  b2: write("B"),
  c1: write("C"),
  undoA1: undo("A"),
  undoA2: undo("A"),
  undoB1: undo("B"),
  undoB2: undo("B"),
  undoC1: undo("C"),
  readA: read("A"),
  readB: read("B"),
  sendB: { ...infallible, effect: "irreversible", ...writes("B") }
})

/** The name of an operation. */
export type OperationName = keyof LabOperations

/** The names of the writes. */
export const writeNames: ReadonlyArray<WriteName> = ["a1", "a2", "b1", "b2"]
/** The names of the undos. */
export const undoNames: ReadonlyArray<UndoName> = ["undoA1", "undoA2", "undoB1", "undoB2"]

const undos = { a1: Lab.undoA1, a2: Lab.undoA2, b1: Lab.undoB1, b2: Lab.undoB2 } as const

/** A write as it is, owing nothing. */
export const bare = (name: OperationName): Work => Lab[name] as unknown as Work

/** A write that owes its undo once it has succeeded. */
export const undoable = (name: WriteName): Work => Saga.undoable(Lab[name], undos[name])

/** A write that owes its undo from its start. */
export const undoableFromStart = (name: WriteName): Work => Saga.undoableFromStart(Lab[name], undos[name])

/** The undo of a write. */
export const undoOf = (name: WriteName): Step<number, number, never, "Lab", "Lab.undoA1"> =>
  undos[name] as unknown as Step<number, number, never, "Lab", "Lab.undoA1">

/** The resource that an operation touches. */
export const resourceOf = (name: string): string =>
  name.replace("undo", "").replace("read", "").replace("send", "")[0]?.toUpperCase() ?? ""

/** An undo as a step like any other: run outside a rollback it would be a point of no return. */
export const forward = (name: WriteName): Work => Saga.readonly(undos[name])
