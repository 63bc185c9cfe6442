/**
 * Compiled code: a flat array of functions, run in a loop that waits only for what really is a promise.
 *
 * Failures are values of one class ({@link Halt}); a thrown exception is a defect and becomes a halt where it is thrown.
 * A promise that code gives may reject: that is a defect of its last instruction, and {@link settled} makes it one.
 * @module
 */
import { type Frame, showIndices } from "./frame.ts"
import { Halt, INTERRUPTED } from "./halt.ts"

/** Takes a value to a value, a halt, or a promise of one of them. */
export type Instruction = (value: unknown, frame: Frame) => unknown

/** A run of instructions and the id of the node behind each. */
export interface Code {
  readonly instructions: ReadonlyArray<Instruction>
  readonly places: ReadonlyArray<string>
}

/** Runs code. */
export const exec = (code: Code, input: unknown, frame: Frame): unknown => {
  const { instructions } = code
  let value = input
  let index = 0
  try {
    for (; index < instructions.length; index++) {
      value = (instructions[index] as Instruction)(value, frame)
      if (value instanceof Promise)
        return index + 1 === instructions.length ? value : resume(code, index + 1, value, frame)
      if (value instanceof Halt) return value
    }
    return value
  } catch (cause) {
    return threw(cause, code, index, frame)
  }
}

const resume = async (
  code: Code,
  from: number,
  pending: Promise<unknown>,
  frame: Frame
): Promise<unknown> => {
  const { instructions } = code
  let index = from
  try {
    let value = await pending
    while (index < instructions.length && !(value instanceof Halt)) {
      value = (instructions[index++] as Instruction)(value, frame)
      if (value instanceof Promise) value = await value
    }
    return value
  } catch (cause) {
    return threw(cause, code, index - 1, frame)
  }
}

/** Hands on what code gave, now or later, with a rejection made a halt. */
export const settled = <T>(
  result: unknown,
  code: Code,
  frame: Frame,
  then: (result: unknown) => T | Promise<T>
): T | Promise<T> =>
  result instanceof Promise
    ? result.then(then, (cause: unknown) => then(rejected(cause, code, frame)))
    : then(result)

/** Makes a halt of the rejection of a promise that code gave. */
export const rejected = (cause: unknown, code: Code, frame: Frame): Halt =>
  threw(cause, code, code.places.length - 1, frame)

/**
 * Makes a halt of a thrown exception: a defect, unless it is the answer of an implementation that was told to stop and
 * rejects with what its signal was aborted with.
 */
const threw = (cause: unknown, code: Code, index: number, frame: Frame): Halt => {
  if (frame.scope.stopped && isAbort(cause)) return INTERRUPTED
  return frame.scope.stop(new Halt("defect", [{ kind: "defect", cause, at: placeIn(code, index, frame) }]))
}

/** The id of the node behind an instruction, with the turns and items it is in. */
export const placeIn = ({ places }: Code, index: number, { indices }: Frame): string =>
  `${places.at(index) ?? ""}${showIndices(indices)}`

/** Tells whether this is what an implementation that obeys its signal rejects with. */
export const isAbort = (cause: unknown): boolean => cause instanceof Error && cause.name === "AbortError"
