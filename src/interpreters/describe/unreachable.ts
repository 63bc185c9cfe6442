/**
 * Warnings about what no run reaches.
 * @module
 */
import { followed } from "./exits.ts"
import { identity, type Known, type Way, ways } from "./known.ts"
import { listed, printable } from "./printable.ts"
import type { Warn } from "./warning.ts"

/** What comes after something that never completes, and arms for what never comes. */
export const unreachable = (warn: Warn, parts: ReadonlyArray<Known>): void => {
  let before = identity
  for (const { exits, first, arms } of parts) {
    if (!before.completed.possible) {
      if (first === undefined) continue
      const why = "what stands before it never completes. Remove it, or move it to the front"
      warn("describe/unreachable", first, `it is never reached: ${why}.`)
      return
    }
    if (before.outputs !== undefined && arms !== undefined) deadArms(warn, before.outputs, arms)
    if (exits !== identity) before = followed(ways, before, exits)
  }
}

const deadArms = (warn: Warn, outputs: ReadonlyMap<string, Way>, arms: NonNullable<Known["arms"]>): void => {
  const given = [...outputs].filter(([, way]) => way.possible).map(([tag]) => tag)
  for (const [tag, first] of arms)
    if (first !== undefined && !given.includes(tag))
      warn(
        "describe/unreachable",
        first,
        tag === "Left" && outputs.has(tag)
          ? "it handles a failure, and what stands before it cannot fail. Remove it, or declare the error that it is for."
          : `it is for "${printable(tag)}", and what stands before it only gives ${listed(
              given.map((one) => `"${printable(one)}"`),
              "or"
            )}. Remove it, or correct the tag.`
      )
}
