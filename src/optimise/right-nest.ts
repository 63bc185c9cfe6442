/**
 * How a sequence is nested.
 * @module
 */
import { nodeOf, type SequenceNode } from "../core/node.ts"

/** Tells that a second half of the sequence is a sequence by itself. */
export const isNestedRight = (sequence: SequenceNode): boolean => {
  let node: ReturnType<typeof nodeOf> = sequence
  while (node.kind === "sequence") {
    if (nodeOf(node.second).kind === "sequence") return true
    node = nodeOf(node.first)
  }
  return false
}
