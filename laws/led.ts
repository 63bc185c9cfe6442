/**
 * Steps whose branches and items begin with a read.
 *
 * Which of two branches comes first when both could go on at the same instant without asking anybody is for each interpreter
 * to say. An operation in front of every branch takes these ties away, and a read whose answer nobody wants leaves no trace.
 * @module
 */
import { withChildren } from "../src/core/children.ts"
import { fold } from "../src/core/fold.ts"
import { stepOf } from "../src/core/node.ts"
import type { AnyStep } from "../src/core/step.ts"
import { Lab } from "./lab.ts"

/** Puts a read in front of every branch and every item. */
export const led = (step: AnyStep): AnyStep =>
  fold<AnyStep>(step, (node, children) => {
    const branching = node.kind === "parallel" || node.kind === "forEach"
    return stepOf(withChildren(node, branching ? children.map(afterRead) : children))
  })

/** A read whose answer does not count. */
const read: AnyStep = stepOf({
  kind: "carry",
  select: () => 0,
  step: Lab.readA,
  merge: (value: unknown) => value
})

const afterRead = (step: AnyStep): AnyStep => stepOf({ kind: "sequence", first: read, second: step })
