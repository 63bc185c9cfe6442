/**
 * Fragments of code, and how they are linked: neighbouring pure functions become one instruction, and everything is laid out
 * flat.
 * @module
 */
import { settledNow } from "../../core/apply.ts"
import { type Opaque, same } from "../../core/node.ts"
import { type Place, showPlace } from "../../core/place.ts"
import type { Code, Instruction } from "./code.ts"

/** A piece of code before it is linked: pure functions still apart, so that neighbours can be joined. */
export interface Fragment {
  readonly parts: ReadonlyArray<Part>
  /** It asks the environment for something. */
  readonly performs: boolean
  /** It can leave debts. */
  readonly owes: boolean
}

/** One instruction, or a pure function. */
export type Part =
  | { readonly kind: "pure"; readonly apply: (value: unknown) => unknown; readonly place: string }
  | { readonly kind: "run"; readonly run: Instruction; readonly place: string }

/** Compiled code with what is known of it. */
export interface Linked extends Code {
  readonly performs: boolean
  readonly owes: boolean
}

/** A pure function; the identity leaves no trace. */
export const pure = (apply: Opaque, place: Place): Fragment => ({
  performs: false,
  owes: false,
  // Types were checked when the step was built: the function only ever gets values that it was written for.
  parts:
    apply === same
      ? []
      : [{ kind: "pure", apply: apply as (value: unknown) => unknown, place: showPlace(place) }]
})

/** Fragments one after the other. */
export const joined = (fragments: ReadonlyArray<Fragment>): Fragment => ({
  performs: fragments.some((fragment) => fragment.performs),
  owes: fragments.some((fragment) => fragment.owes),
  parts: fragments.flatMap((fragment) => fragment.parts)
})

/** Joins neighbouring pure functions into one instruction and lays everything out flat. */
export const link = ({ parts, performs, owes }: Fragment): Linked => {
  const instructions: Array<Instruction> = []
  const places: Array<string> = []
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] as Part
    places.push(part.place)
    if (part.kind === "run") {
      instructions.push(part.run)
      continue
    }
    const functions = [part.apply]
    // Only those of one place: a function that throws is to be found.
    for (let next = parts[index + 1]; next?.kind === "pure"; next = parts[++index + 1]) {
      if (next.place !== part.place) break
      functions.push(next.apply)
    }
    instructions.push(applyAll(functions))
  }
  return { instructions, places, performs, owes }
}

const applyAll = (functions: ReadonlyArray<(value: unknown) => unknown>): Instruction => {
  const count = functions.length
  return (input) => {
    let value = input
    for (let index = 0; index < count; index++)
      value = (functions[index] as (value: unknown) => unknown)(value)
    return settledNow(value)
  }
}
