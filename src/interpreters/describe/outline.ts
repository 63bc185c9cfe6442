/**
 * What a step does, in order, in English: one line for each thing, deeper for what belongs to the line above.
 * @module
 */
import { unhandled } from "../../combinators/catch.ts"
import { constantOf } from "../../core/constant.ts"
import { fold } from "../../core/fold.ts"
import {
  type ChoiceNode,
  type ForEachNode,
  type Node,
  nodeOf,
  type ParallelNode,
  type ScopeNode
} from "../../core/node.ts"
import { nodeId } from "../../core/place.ts"
import type { Schedule } from "../../core/schedule.ts"
import type { AnyStep } from "../../core/step.ts"
import { asks, instant } from "./asks.ts"
import { boundOf } from "./description.ts"
import { counted, duration, listed, printable } from "./printable.ts"
import { attemptsOf, retriesOf } from "./repeated.ts"

/** A line of the account. */
export interface Line {
  /** How far it is indented, from 0. */
  readonly depth: number
  readonly text: string
  /** The node id of what it speaks of, if that has one. */
  readonly id?: string
}

/** Lines that move to the right together, so that nesting costs nothing. */
interface Passage {
  readonly line: Omit<Line, "depth"> | undefined
  readonly inner: ReadonlyArray<Passage>
  /** What comes before it on the way, as far as it decides how it is told. */
  readonly hint: Hint | undefined
  /** It is told in another way behind something that hints at it. */
  readonly role?: "choice" | "fail"
}

/** What a choice that follows looks at. */
type Hint = "attempt" | "race" | "unhandled" | { readonly tag: string }

/** Tells a step line by line. */
export const outlineOf = (step: AnyStep): ReadonlyArray<Line> => {
  const lines: Array<Line> = []
  const passage = fold<Passage>(step, (node, children, place) => told(node, children, place))
  const pending: Array<readonly [Passage, number]> = [[passage, 0]]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [{ line, inner }, depth] = next
    if (line !== undefined) lines.push({ depth, ...line })
    const inside = line === undefined ? depth : depth + 1
    for (let index = inner.length - 1; index >= 0; index--) pending.push([inner[index] as Passage, inside])
  }
  return lines
}

const silent: Passage = { line: undefined, inner: [], hint: undefined }

const says = (text: string, inner: ReadonlyArray<Passage> = [], id?: string): Passage => ({
  line: id === undefined ? { text } : { text, id },
  inner,
  hint: undefined
})

/** A heading, when there is something below it. */
const heading = (text: string, inner: ReadonlyArray<Passage>): Passage =>
  inner.every(isSilent) ? silent : says(text, inner)

const isSilent = ({ line, inner }: Passage): boolean => line === undefined && inner.length === 0

/** The one line that a passage is, if it is one. */
const onlyLine = ({ line, inner }: Passage): Omit<Line, "depth"> | undefined => {
  if (line !== undefined) return inner.length === 0 ? line : undefined
  const [only, ...more] = inner
  return only !== undefined && more.length === 0 && only.inner.length === 0 ? only.line : undefined
}

const told = (node: Node, children: ReadonlyArray<Passage>, place: string): Passage => {
  const [child = silent, other = silent, last = silent] = children
  switch (node.kind) {
    case "pure": {
      if (node.apply === unhandled) return { ...silent, hint: "unhandled" }
      const tag = (constantOf(node)?.value as { readonly _tag?: unknown } | null | undefined)?._tag
      return typeof tag === "string" ? { ...silent, hint: { tag } } : silent
    }
    case "perform":
      return says(asks(node.request), [], nodeId(node.request, place))
    case "fail":
      return { ...says("fails"), role: "fail" }
    case "sequence":
      return sequence(children)
    case "carry":
      return child
    case "attempt":
      return { ...child, hint: "attempt" }
    case "choice":
      return choice(node, children)
    case "parallel":
      return parallel(node, children)
    case "forEach":
      return heading(forEach(node), [child])
    case "iterate":
      return heading("again and again, until it is done:", [child])
    case "retry":
      return retry(node.schedule, child)
    case "scope":
      return scope(node, child, other)
    case "bracket":
      return {
        ...silent,
        inner: [child, other, heading("whatever has become of this, at the end:", [last])].filter(
          (one) => !isSilent(one)
        )
      }
    case "label":
      return labelled(node.name, child)
  }
}

const labelled = (name: string, child: Passage): Passage =>
  onlyLine(child) === undefined ? heading(`${printable(name)}:`, [child]) : child

const sequence = (parts: ReadonlyArray<Passage>): Passage => {
  const inner: Array<Passage> = []
  let hint: Hint | undefined
  for (const part of parts) {
    const adjusted = adjust(part, hint)
    if (!isSilent(adjusted)) inner.push(adjusted)
    hint = part.hint
  }
  const [only, ...more] = inner
  return only !== undefined && more.length === 0 ? { ...only, hint } : { line: undefined, inner, hint }
}

/** A failure behind a constant has a name; a choice behind an attempt or a race is about how that ended. */
const adjust = (part: Passage, before: Hint | undefined): Passage => {
  if (before === undefined || part.role === undefined) return part
  if (typeof before === "object")
    return part.role === "fail" ? says(`fails with ${printable(before.tag)}`) : part
  // That a failure goes on which nobody handles goes without saying.
  if (part.role === "fail") return before === "unhandled" ? silent : part
  if (before === "unhandled") return part
  return { ...silent, inner: part.inner.flatMap((arm) => (before === "race" ? wonBy(arm) : attempted(arm))) }
}

const wonBy = ({ line, inner }: Passage): ReadonlyArray<Passage> => [
  says((line?.text ?? "").replace("in the case", "if it was"), inner)
]

/** What becomes of a failure, tag by tag where there are handlers by tag. */
const attempted = ({ line, inner }: Passage): ReadonlyArray<Passage> => {
  if (line?.text !== no) return [says(line?.text === yes ? "if it went well:" : (line?.text ?? ""), inner)]
  const [only, ...more] = inner
  return only?.role === "choice" && more.length === 0
    ? only.inner.map((arm) =>
        says((arm.line?.text ?? "").replace("in the case", "if that failed with"), arm.inner)
      )
    : [says("if that failed:", inner)]
}

const deciding = "one of these, as the data says:"
const yes = "if so:"
const no = "if not:"

const choice = ({ arms }: ChoiceNode, children: ReadonlyArray<Passage>): Passage => {
  const isEither = arms.length === 2 && arms.every(({ name }) => name === "Left" || name === "Right")
  const told = arms.flatMap(({ name }, index) => {
    const text = isEither
      ? name === "Left"
        ? no
        : yes
      : `in the case ${printable(name.replace(/^tag /, ""))}:`
    const arm = heading(text, [children[index] ?? silent])
    return isSilent(arm) ? [] : [arm]
  })
  // Positive first.
  if (isEither && told.length === 2) told.reverse()
  return told.length === 0 ? silent : { ...says(deciding, told), role: "choice" }
}

const parallel = ({ join, branches }: ParallelNode, children: ReadonlyArray<Passage>): Passage => {
  const named = join.kind !== "tuple"
  const inner = children.flatMap((child, index) => {
    if (isSilent(child)) return []
    const line = onlyLine(child)
    if (line !== undefined) return [child]
    return [says(named ? `${printable(branches[index]?.name ?? "")}:` : `branch ${index + 1}:`, [child])]
  })
  const limit = join.kind === "race" ? limitOf(branches) : undefined
  const told =
    limit === undefined
      ? heading(sideBySide(join, children.length), inner)
      : heading(limit, inner.slice(0, 1))
  return join.kind === "race" ? { ...told, hint: "race" } : told
}

const sideBySide = (join: ParallelNode["join"], count: number): string => {
  switch (join.kind) {
    case "tuple":
    case "record":
      return "side by side, until all are done:"
    case "race":
      return "side by side, until the first has ended; the others are undone:"
    case "quorum":
      return `side by side, until ${join.need} of ${count} are done; the others are undone:`
  }
}

/** In words, when the race is one that `Step.timeout` or `Step.deadline` makes. */
const limitOf = (branches: ParallelNode["branches"]): string | undefined => {
  const [work, clock, ...more] = branches
  if (work?.name !== "done" || clock?.name !== "late" || more.length > 0) return undefined
  const label = nodeOf(clock.step)
  const timer = label.kind === "label" ? nodeOf(label.step) : label
  if (timer.kind !== "perform" || timer.request.kind !== "timer") return undefined
  const { mode, time } = timer.request
  if (typeof time !== "number") return "until an instant that the data says:"
  return mode === "for" ? `within ${duration(time)}:` : `until ${instant(time)}:`
}

const forEach = ({ concurrency, until }: ForEachNode): string => {
  const pace =
    concurrency === 1
      ? "one after the other"
      : concurrency === Infinity
        ? "all at once"
        : `at most ${concurrency} at a time`
  return `for each item, ${pace}${until === undefined ? "" : ", until there are enough"}:`
}

const retry = (schedule: Schedule, child: Passage): Passage => {
  const attempts = attemptsOf(schedule)
  if (attempts === 1) return child
  const only = schedule.tags === undefined ? "" : `, only after ${listed(schedule.tags.map(printable), "or")}`
  const text = `with at most ${counted(boundOf(attempts), "attempt")}${waits(schedule)}${only}`.replace(
    "with at most any number of attempts",
    "as often as it takes"
  )
  const line = onlyLine(child)
  return line === undefined
    ? heading(`${text}:`, [child])
    : { line: { ...line, text: `${line.text}, ${text}` }, inner: [], hint: undefined }
}

const waits = (schedule: Schedule): string => {
  const groups = retriesOf(schedule, "longest")
  const delays = groups.flatMap(({ wait, retries }) =>
    Array.from({ length: groups.length === 1 ? 1 : Math.min(retries, MOST) }, () => duration(wait))
  )
  if (groups.every(({ wait }) => wait === 0)) return ""
  const shown = delays.length > MOST ? `${delays.slice(0, MOST).join(", ")} ...` : listed(delays)
  return `, waiting ${schedule.jitter === 0 ? "" : "up to "}${shown} in between`
}

/** So many delays are named. */
const MOST = 4

const scope = ({ commit }: ScopeNode, child: Passage, undo: Passage): Passage => {
  switch (commit.kind) {
    case "keep":
      return onlyLine(child) === undefined
        ? { ...heading("all of this or nothing:", [child]), hint: child.hint }
        : child
    case "seal":
      return { ...sealed(child), hint: child.hint }
    case "undo": {
      const when = commit.register === "before" ? ", from its start on," : ""
      const [done, undone] = [onlyLine(child), onlyLine(undo)]
      if (done !== undefined && undone !== undefined)
        return says(`${done.text}; undone${when} by ${undone.text.replace(/^does /, "")}`, [], done.id)
      const inner = [child, heading("if it has to be undone:", [undo])]
      return done === undefined
        ? { ...silent, inner: inner.filter((one) => !isSilent(one)) }
        : says(`${done.text}; if it has to be undone:`, [undo], done.id)
    }
  }
}

const sealed = (child: Passage): Passage => {
  const line = onlyLine(child)
  if (line === undefined)
    return heading("all of this or nothing, and once it is done it is done for good:", [child])
  return says(line.text.endsWith(", for good") ? line.text : `${line.text}, for good`, [], line.id)
}
