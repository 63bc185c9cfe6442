/**
 * The kinds that stay on one line of control: fail, carry, choice, attempt.
 * @module
 */
import { armOf } from "../../core/apply.ts"
import { type CarryNode, type ChoiceNode, same } from "../../core/node.ts"
import { type Code, exec, type Instruction, settled } from "./code.ts"
import { FailureScope } from "./failure-scope.ts"
import { showIndices } from "./frame.ts"
import { Halt, INTERRUPTED } from "./halt.ts"

/** Fails with the input. */
export const fail =
  (place: string): Instruction =>
  (error, frame) =>
    frame.scope.stopped
      ? INTERRUPTED
      : frame.scope.stop(
          new Halt("error", [{ kind: "error", error, at: `${place}${showIndices(frame.indices)}` }])
        )

/** Runs a step on a part of the value, then merges the result. */
export const carry = (node: CarryNode, code: Code): Instruction => {
  const select = node.select as (value: unknown) => unknown
  const merge = node.merge as (value: unknown, output: unknown) => unknown
  return (value, frame) => {
    const result = exec(code, select(value), frame)
    if (result instanceof Promise)
      return settled(result, code, frame, (output) =>
        output instanceof Halt ? output : merge(value, output)
      )
    return result instanceof Halt ? result : merge(value, result)
  }
}

/** Runs the arm that the tag of the value names. */
export const choice = (node: ChoiceNode, codes: ReadonlyArray<Code>): Instruction => {
  const arms = new Map(node.arms.map((arm, index) => [arm.name, codes[index] as Code]))
  return (value, frame) => {
    const code = armOf(node, arms, value)
    const result = exec(code, value, frame)
    // A rejection is made a halt here, where it is known whose it is.
    return result instanceof Promise ? settled(result, code, frame, same) : result
  }
}

/** Turns a typed failure into `Left`. */
export const attempt =
  (code: Code): Instruction =>
  (value, frame) => {
    const inner = frame.within(new FailureScope(frame.scope))
    return settled(exec(code, value, inner), code, inner, (result) => {
      inner.scope.close()
      if (!(result instanceof Halt)) return { _tag: "Right", right: result }
      const { halt } = inner.scope
      if (halt === undefined) return INTERRUPTED
      const [primary] = halt.causes
      if (halt.kind === "error" && primary?.kind === "error") return { _tag: "Left", left: primary.error }
      return frame.scope.stop(halt)
    })
  }
