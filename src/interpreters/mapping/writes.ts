/**
 * What a step writes, and whether it can be left half-done: with a write that nobody undoes, and something still to do.
 * @module
 */
import { fold } from "../../core/fold.ts"
import type { Node } from "../../core/node.ts"
import { nodeId, type Place } from "../../core/place.ts"
import type { AnyStep } from "../../core/step.ts"
import { effectOf } from "./image.ts"

/** What is known of the writes of a step. */
export interface Writes {
  /** The ids of all writes in it, undos included. */
  readonly writes: ReadonlyArray<string>
  /** A write without an undo that may be the last thing that it does. */
  readonly bare: string | undefined
  /** A write without an undo behind which more is done, so that the step can stop between them. */
  readonly halfDone: string | undefined
  /** It does more than compute, so it can be stopped or fail. */
  readonly acts: boolean
  /** The same, once a failure that was attempted before it is left out: the arm `Right` of a choice, or all of it. */
  readonly actsOnRight: boolean
  /** It is an attempt: what comes after a failure in it comes after nothing. */
  readonly attempts: boolean
}

/** Looks at the writes of a step. */
export const writesOf = (step: AnyStep): Writes => fold<Writes>(step, accountOf)

const nothing: Writes = {
  writes: [],
  bare: undefined,
  halfDone: undefined,
  acts: false,
  actsOnRight: false,
  attempts: false
}

const accountOf = (node: Node, children: ReadonlyArray<Writes>, place: Place): Writes => {
  const [child = nothing] = children
  const all = joined(children)
  switch (node.kind) {
    case "pure":
      return nothing
    case "fail":
      return { ...nothing, acts: true, actsOnRight: true }
    case "perform": {
      const effect = effectOf(node.request)
      const id = nodeId(node.request, place)
      return {
        ...nothing,
        writes: effect === "readonly" ? [] : [id],
        bare: effect === "undoable" ? id : undefined,
        acts: true,
        actsOnRight: true
      }
    }
    case "sequence":
    case "bracket":
      return { ...all, ...inOrder(children) }
    case "parallel": {
      const beside = children.find(
        ({ bare }, index) => bare !== undefined && children.some(({ acts }, other) => other !== index && acts)
      )
      return { ...all, halfDone: all.halfDone ?? beside?.bare }
    }
    case "choice": {
      const right = children[node.arms.findIndex(({ name }) => name === "Right")]
      const isEither = node.arms.length === 2 && node.arms.some(({ name }) => name === "Left")
      return { ...all, actsOnRight: isEither && right !== undefined ? right.acts : all.acts }
    }
    case "forEach":
    case "iterate":
      return { ...all, halfDone: all.halfDone ?? child.bare }
    case "scope": {
      if (node.commit.kind === "keep") return all
      // What is owed from the start is owed for every part.
      const covered = node.commit.kind === "undo" && node.commit.register === "before"
      return { ...all, bare: undefined, halfDone: covered ? undefined : child.halfDone }
    }
    case "attempt":
      return { ...all, attempts: true }
    case "carry":
      return { ...all, attempts: child.attempts }
    case "retry":
    case "label":
      return all
  }
}

const joined = (parts: ReadonlyArray<Writes>): Writes => {
  const acts = parts.some((part) => part.acts)
  return {
    writes: parts.flatMap(({ writes }) => writes),
    bare: parts.find(({ bare }) => bare !== undefined)?.bare,
    halfDone: parts.find(({ halfDone }) => halfDone !== undefined)?.halfDone,
    acts,
    actsOnRight: acts,
    attempts: false
  }
}

/** One after the other: behind a write without an undo nothing may be done. */
const inOrder = (parts: ReadonlyArray<Writes>): Pick<Writes, "bare" | "halfDone"> => {
  let open: string | undefined
  let attempted = false
  for (const part of parts) {
    if (part.halfDone !== undefined) return { bare: open, halfDone: part.halfDone }
    if (open !== undefined && (attempted ? part.actsOnRight : part.acts))
      return { bare: open, halfDone: open }
    open ??= part.bare
    attempted = part.attempts
  }
  return { bare: open, halfDone: undefined }
}
