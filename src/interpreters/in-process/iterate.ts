/**
 * Loops.
 * @module
 */
import type { Either } from "fp-ts/lib/Either.js"
import { same } from "../../core/node.ts"
import { exec, type Instruction, settled } from "./code.ts"
import type { Linked } from "./fragment.ts"
import type { Frame } from "./frame.ts"
import { Halt } from "./halt.ts"

/** Runs the body until it gives `Right`; turns that perform nothing need no index. */
export const iterate =
  (body: Linked): Instruction =>
  (value, frame) => {
    const turn = (index: number): Frame => (body.performs ? frame.at(index) : frame)
    const loop = (from: number, input: unknown): unknown => {
      let next = input
      for (let index = from; ; index++) {
        const inner = turn(index)
        const result = exec(body, next, inner)
        if (result instanceof Promise) return loopAsync(index, result)
        if (result instanceof Halt) return result
        const either = result as Either<unknown, unknown>
        if (either._tag === "Right") return either.right
        next = either.left
      }
    }
    const loopAsync = async (from: number, pending: Promise<unknown>): Promise<unknown> => {
      let result = await settled(pending, body, turn(from), same)
      for (let index = from + 1; ; index++) {
        if (result instanceof Halt) return result
        const either = result as Either<unknown, unknown>
        if (either._tag === "Right") return either.right
        const inner = turn(index)
        result = exec(body, either.left, inner)
        if (result instanceof Promise) result = await settled(result, body, inner, same)
      }
    }
    return loop(0, value)
  }
