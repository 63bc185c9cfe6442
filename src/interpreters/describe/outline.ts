/**
 * What a step does, in order, in English: one line for each thing, deeper for what belongs to the line above.
 * @module
 */
import { unhandled } from "../../combinators/catch.ts"
import { constantOf } from "../../core/constant.ts"
import { fold } from "../../core/fold.ts"
import type { ForEachNode, Node, ScopeNode } from "../../core/node.ts"
import { nodeId } from "../../core/place.ts"
import type { Schedule } from "../../core/schedule.ts"
import type { AnyStep } from "../../core/step.ts"
import { asks } from "./asks.ts"
import { boundOf } from "./description.ts"
import { heading, type Hint, isSilent, type Line, onlyLine, type Passage, says, silent } from "./passage.ts"
import { counted, duration, listed, printable } from "./printable.ts"
import { attemptsOf, retriesOf } from "./repeated.ts"
import { adjust, choice, parallel } from "./told-branches.ts"

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
