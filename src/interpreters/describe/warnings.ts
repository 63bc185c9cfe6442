/**
 * Finds what looks like a mistake in a term.
 *
 * It warns of nothing that it is not sure of: of two ways that a run can go it takes both, and what nobody knows, such as how
 * long an operation takes, it takes for anything.
 * @module
 */
import { fold } from "../../core/fold.ts"
import type { Node, Request } from "../../core/node.ts"
import { nodeId, type Place, root, showPlace } from "../../core/place.ts"
import type { AnyStep } from "../../core/step.ts"
import type { Callable, Part } from "./callable.ts"
import { conflicts, contested } from "./contested.ts"
import {
  identity,
  type Known,
  type Late,
  lateOf,
  type Left,
  lefts,
  touching,
  type Touching,
  untouched,
  type Way,
  ways,
  writes
} from "./known.ts"
import { beside, scoped, settledIn, withItself } from "./left-behind.ts"
import { type Some, some } from "./some.ts"
import { unreachable } from "./unreachable.ts"
import type { Warn, Warning } from "./warning.ts"
import { canFail, weighed } from "./weigh.ts"
import type { Weights } from "./weights.ts"

/** The warnings about a step and about what it calls; those about events are another matter. */
export const structuralWarnings = (step: AnyStep, callable: Callable): ReadonlyArray<Warning> => {
  const warnings: Array<Warning> = []
  const known = new Map<AnyStep, Known>()
  const visit = ({ name, body }: Part): Known => {
    const warn: Warn = (code, place, message) =>
      warnings.push({ code, place: name === undefined ? place : `${name}: ${place}`, message })
    const calls = (request: Request): Known | undefined => {
      const part = request.kind === "call" ? callable.find(request) : undefined
      return part && known.get(part.body)
    }
    const found = fold<Known>(body, (node, children, place) =>
      knownOf({ warn, calls }, node, children, place)
    )
    known.set(body, found)
    return found
  }
  for (const part of callable.parts) visit(part)
  visit({ name: undefined, body: step })
  return warnings
}

interface Search {
  readonly warn: Warn
  readonly calls: (request: Request) => Known | undefined
}

const instant: Way = { possible: true, least: 0, most: 0 }
const anyTime: Way = { possible: true, least: 0, most: Infinity }
const after = (delay: number): Way => ({ possible: true, least: delay, most: delay })

/** What asks for nothing. */
const nothing: Known = {
  exits: identity,
  first: undefined,
  arms: undefined,
  fallible: undefined,
  timer: 0,
  unpaired: writes.one,
  left: lefts.one,
  late: undefined,
  touched: untouched
}

const weightsIn = ({ calls }: Search): Weights<Way> => ({
  request: (request) => {
    if (request.kind === "emit") return instant
    const fixed = request.kind === "timer" && request.mode === "for" && typeof request.time === "number"
    return fixed ? after(request.time) : anyTime
  },
  wait: after,
  call: (request) => {
    const part = request.mode === "await" ? calls(request) : undefined
    return part && { ...part.exits, failed: canFail(request) ? part.exits.failed : ways.zero }
  }
})

const knownOf = (search: Search, node: Node, children: ReadonlyArray<Known>, place: Place): Known => {
  const exits = weighed(
    ways,
    weightsIn(search),
    identity,
    node,
    children.map((child) => child.exits),
    place
  )
  const { warn } = search
  const [child = nothing, other = nothing] = children
  const common = {
    ...joined(children),
    exits,
    fallible: exits.failed.possible ? fallibleIn(children) : undefined
  }
  switch (node.kind) {
    case "pure":
      return { ...nothing, exits }
    case "fail":
      return {
        ...nothing,
        exits,
        fallible: place === root ? "a failure" : `a failure in ${showPlace(place)}`
      }
    case "perform":
      return { ...asked(search, node.request, nodeId(node.request, place)), exits }
    case "sequence":
      unreachable(warn, children)
      return { ...common, ...inOrder(children), exits }
    case "carry":
    case "label":
      return { ...child, exits }
    case "choice":
      return {
        ...common,
        timer: undefined,
        arms: new Map(node.arms.map(({ name }, index) => [name, children[index]?.first])),
        left: settledIn(exits, common.left)
      }
    case "parallel":
      conflicts(
        warn,
        children.map(({ touched }) => touched)
      )
      if (node.join.kind === "race") contested(warn, children)
      return { ...common, timer: undefined, left: settledIn(exits, beside(children)) }
    case "forEach":
      if (node.concurrency > 1) conflicts(warn, [child.touched, child.touched])
      return { ...common, timer: undefined, left: settledIn(exits, withItself(child)) }
    case "iterate":
      return { ...common, timer: undefined, left: settledIn(exits, withItself(child)) }
    case "attempt":
      return { ...child, exits, fallible: undefined, timer: undefined, left: lefts.one }
    case "retry": {
      const id = child.first ?? ""
      if (!child.exits.failed.possible && child.first !== undefined)
        warn(
          "describe/never-retried",
          id,
          `nothing in it can fail, so it is never tried again. Drop the retry, or declare the error that it is for.`
        )
      const late = child.exits.failed.possible
        ? lateOf(id, node.schedule, child.exits.failed.least)
        : undefined
      return {
        ...child,
        exits,
        fallible: common.fallible,
        timer: undefined,
        late: later(late, child.late),
        left: settledIn(exits, child.left)
      }
    }
    case "scope":
      return { ...scoped(warn, node, child, other), exits }
    case "bracket":
      return {
        ...common,
        // What is acquired is released: that is its undo.
        first: joined([child, other]).first,
        timer: undefined,
        left: settledIn(exits, other.left)
      }
  }
}

const asked = ({ calls }: Search, request: Request, id: string): Known => {
  const known = { ...nothing, first: id, timer: undefined }
  switch (request.kind) {
    case "timer":
      return {
        ...known,
        timer: request.mode === "for" && typeof request.time === "number" ? request.time : undefined
      }
    case "receive":
    case "emit":
      return known
    case "call":
      return {
        ...known,
        fallible: canFail(request) ? id : undefined,
        unpaired: request.effect === "undoable" ? some([id]) : writes.one,
        touched: calls(request)?.touched ?? untouched
      }
    case "operation": {
      const { effect, footprint } = request.operation
      return {
        ...known,
        fallible: canFail(request) ? id : undefined,
        unpaired: effect === "undoable" ? some([id]) : writes.one,
        touched: new Map<string, Touching>([
          ...(footprint?.reads ?? []).map((resource) => [resource, { read: id }] as const),
          ...(footprint?.writes ?? []).map((resource) => [resource, { write: id }] as const)
        ])
      }
    }
  }
}

/** What is true of several sub-terms whatever their order. */
const joined = (children: ReadonlyArray<Known>): Omit<Known, "exits" | "fallible" | "timer"> => ({
  first: children.find(({ first }) => first !== undefined)?.first,
  arms: undefined,
  unpaired: children.reduce((all, { unpaired }) => writes.plus(all, unpaired), writes.one),
  left: children.reduce((all, { left }) => lefts.plus(all, left), lefts.one),
  late: children.reduce<Late | undefined>((all, { late }) => later(all, late), undefined),
  touched: touching(children.map(({ touched }) => touched))
})

const fallibleIn = (children: ReadonlyArray<Known>): string | undefined =>
  children.find(({ fallible }) => fallible !== undefined)?.fallible

const later = (one: Late | undefined, other: Late | undefined): Late | undefined =>
  one === undefined || (other !== undefined && other.last > one.last) ? other : one

/** Times and writes add up along a sequence. */
const inOrder = (parts: ReadonlyArray<Known>): Pick<Known, "timer" | "left" | "late"> => {
  let timer: number | undefined = 0
  let before: Some<string> = writes.one
  let left: Some<Left> = lefts.one
  let late: Late | undefined
  let least = 0
  for (const part of parts) {
    timer = timer === undefined || part.timer === undefined ? undefined : timer + part.timer
    left = lefts.plus(left, part.left)
    if (part.fallible !== undefined && before !== writes.one)
      left = lefts.plus(left, some([{ writes: before, when: part.fallible }]))
    late = later(
      late,
      part.late && { ...part.late, from: part.late.from + least, last: part.late.last + least }
    )
    before = writes.plus(before, part.unpaired)
    least += part.exits.completed.least
  }
  return { timer, left, late }
}
