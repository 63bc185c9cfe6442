/**
 * What is known of a step: what the side conditions of rewrites ask for.
 *
 * All of it is declared or seen in the structure, nothing is guessed; what is not known counts as the worst.
 * @module
 */
import type { Node, PerformNode, RetryNode } from "../core/node.ts"
import { type Footprint, isPivot } from "../core/operation.ts"
import { requestName } from "../core/request-name.ts"
import { anything, nothing, type Touched, touchedBy, touchedByAll } from "./touched.ts"

/** What is known of a step; names say what makes it so. */
export interface Facts {
  /** It never succeeds. */
  readonly halts: boolean
  /** It can fail with a typed error. */
  readonly fallible: string | undefined
  /** Something in it may go on after something else in it has failed: in other branches, or a release. */
  readonly lingers: boolean
  /** There is a saga in it, or a write that owes its undo. */
  readonly scoped: boolean
  /** It waits for time to pass, and not only to limit how long something else takes. */
  readonly timer: string | undefined
  /** It sends or waits for an event, or calls another workflow. */
  readonly outside: string | undefined
  /** There is a point of no return in it. */
  readonly pivot: string | undefined
  /** A write without an undo. */
  readonly unpaired: string | undefined
  readonly touched: Touched
}

/** What is known of a step that asks for nothing. */
const silent: Facts = {
  halts: false,
  fallible: undefined,
  lingers: false,
  scoped: false,
  timer: undefined,
  outside: undefined,
  pivot: undefined,
  unpaired: undefined,
  touched: nothing
}

/** What is known of a node, from what is known of its children. */
export const factsOf = (node: Node, children: ReadonlyArray<Facts>): Facts => {
  const [child = silent] = children
  switch (node.kind) {
    case "pure":
      return silent
    case "fail":
      return { ...silent, halts: true, fallible: "fail" }
    case "perform":
      return performed(node)
    case "sequence":
      return { ...joined(children), halts: children.some(({ halts }) => halts) }
    case "choice":
      return { ...joined(children), halts: children.every(({ halts }) => halts) }
    case "parallel": {
      if (node.join.kind === "tuple" || node.join.kind === "record")
        return { ...joined(children), halts: children.some(({ halts }) => halts), lingers: true }
      // A timer beside work is a limit of its time.
      const timer = children.every((branch) => branch.timer !== undefined) ? child.timer : undefined
      return { ...joined(children), timer, lingers: true }
    }
    case "forEach":
      return { ...child, halts: false, lingers: true }
    case "attempt":
      return { ...child, halts: false, fallible: undefined }
    case "retry":
      return isEndless(node) ? { ...child, fallible: undefined } : child
    case "scope": {
      const all = { ...child, scoped: true, touched: joined(children).touched }
      if (node.commit.kind === "undo") return { ...all, unpaired: undefined }
      return node.commit.kind === "seal" ? { ...all, pivot: child.pivot ?? "seal" } : all
    }
    case "bracket": {
      const [acquire = silent, use = silent] = children
      return {
        ...joined(children),
        halts: acquire.halts || use.halts,
        lingers: true,
        pivot: acquire.pivot ?? use.pivot
      }
    }
    case "carry":
    case "iterate":
    case "label":
      return child
  }
}

/** What is known of several steps together. */
export const joined = (parts: ReadonlyArray<Facts>): Facts => ({
  halts: false,
  fallible: first(parts, "fallible"),
  lingers: parts.some(({ lingers }) => lingers),
  scoped: parts.some(({ scoped }) => scoped),
  timer: first(parts, "timer"),
  outside: first(parts, "outside"),
  pivot: first(parts, "pivot"),
  unpaired: first(parts, "unpaired"),
  touched: touchedByAll(parts.map(({ touched }) => touched))
})

type Named = "fallible" | "timer" | "outside" | "pivot" | "unpaired"

const first = (parts: ReadonlyArray<Facts>, fact: Named): string | undefined =>
  parts.find((part) => part[fact] !== undefined)?.[fact]

const performed = ({ request }: PerformNode): Facts => {
  const name = requestName(request)
  switch (request.kind) {
    case "operation": {
      const { operation } = request
      return {
        ...silent,
        fallible: operation.error === undefined ? undefined : name,
        pivot: isPivot(operation.effect) ? name : undefined,
        // An operation that is said to change nothing here, and to write in general, is not trusted.
        unpaired: operation.effect === "readonly" && !writes(operation.footprint) ? undefined : name,
        touched: touchedBy(operation)
      }
    }
    case "timer":
      return { ...silent, timer: name }
    case "receive":
    case "emit":
      return { ...silent, outside: name, unpaired: name, touched: anything }
    case "call":
      return {
        ...silent,
        fallible: request.error === undefined ? undefined : name,
        outside: name,
        pivot: isPivot(request.effect) ? name : undefined,
        unpaired: request.effect === "readonly" ? undefined : name,
        touched: anything
      }
  }
}

const writes = (footprint: Footprint | undefined): boolean => (footprint?.writes ?? []).length > 0

/** It fails with no error at all; with tags, others may leave it. */
const isEndless = ({ schedule: { times, within, tags } }: RetryNode): boolean =>
  times === Infinity && within === Infinity && tags === undefined
