/**
 * Choices and branches in words.
 * @module
 */
import { type ChoiceNode, nodeOf, type ParallelNode } from "../../core/node.ts"
import { instant } from "./asks.ts"
import { heading, type Hint, isSilent, onlyLine, type Passage, says, silent } from "./passage.ts"
import { duration, printable } from "./printable.ts"

/** A failure behind a constant has a name; a choice behind an attempt or a race is about how that ended. */
export const adjust = (part: Passage, before: Hint | undefined): Passage => {
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

/** One line for the choice, one for each arm that does something. */
export const choice = ({ arms }: ChoiceNode, children: ReadonlyArray<Passage>): Passage => {
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

/** One line for how the branches are joined, one or more for each that does something. */
export const parallel = ({ join, branches }: ParallelNode, children: ReadonlyArray<Passage>): Passage => {
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
