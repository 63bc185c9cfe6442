/**
 * The laboratory: the operations that random terms are made of.
 *
 * Two resources, A and B, each with two writes that do not commute with each other, their undos, and a read. Laws are
 * compared in this world because it tells apart what differs: see {@link World}.
 * @module
 */
import { unchecked } from "../src/core/codec.ts"
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

const number = unchecked<number>("number")
const oops = unchecked<Oops>("Oops")
const write = (resource: string) =>
  ({ input: number, output: number, error: oops, effect: "undoable", footprint: { writes: [resource] } }) as const
const undo = (resource: string) =>
  ({ input: number, output: number, effect: "undo", footprint: { writes: [resource] } }) as const
const read = (resource: string) =>
  ({ input: number, output: number, error: oops, effect: "readonly", footprint: { reads: [resource] } }) as const
const send = (resource: string) =>
  ({ input: number, output: number, effect: "irreversible", footprint: { writes: [resource] } }) as const

/** The operations of the laboratory. */
export const Lab = Signature.make("Lab", {
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
  sendB: send("B")
})

/** The name of a write that can be undone. */
export type WriteName = "a1" | "a2" | "b1" | "b2"
/** The name of an operation. */
export type OperationName = Exclude<keyof typeof Lab, "~signature">

/** The names of the writes. */
export const writeNames: ReadonlyArray<WriteName> = ["a1", "a2", "b1", "b2"]
/** The names of the undos. */
export const undoNames = ["undoA1", "undoA2", "undoB1", "undoB2"] as const satisfies ReadonlyArray<OperationName>

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
export const resourceOf = (name: string): string => name.replace("undo", "").replace("read", "").replace("send", "")[0]?.toUpperCase() ?? ""
