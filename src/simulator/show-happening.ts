/**
 * Single things that happened as lines of text.
 * @module
 */
import type { Cause, Debt } from "../core/outcome.ts"
import { cut, printable, showValue } from "./show-value.ts"
import type { Happening, Trace } from "./trace.ts"

/** A line before it is aligned. */
export interface Line {
  readonly at: number
  readonly mark: string
  readonly name: string
  /** The rest of the line in so many characters. */
  readonly detail: Text
}

/** A text in so many characters. */
type Text = (width: number) => string

/** How runs are called in front of what happens in them: by the calls that lead to them. */
export type RunNames = ReadonlyMap<string, string>

/** Names the runs of a trace; the first needs no name. */
export const runNames = (trace: Trace): RunNames => {
  const names = new Map<string, string>()
  for (const { runId, what } of trace)
    if (what.kind === "called") names.set(what.child, `${names.get(runId) ?? ""}${what.node}${SEPARATOR}`)
  return names
}

const SEPARATOR = " > "

/** Shows something that happened; `then` is the answer to a call, when nothing came in between. */
export const lineOf = (
  { at, runId, what }: Happening,
  then: Happening | undefined,
  names: RunNames
): Line => {
  const run = names.get(runId) ?? ""
  const line: Make = (mark, name, detail) => ({ at, mark, name: printable(`${run}${name}`), detail })
  switch (what.kind) {
    case "started":
      return then !== undefined && "operation" in then.what
        ? callLine(what, then.what, line)
        : line(">", nodeOf(what), valued(what.input))
    case "succeeded":
    case "failed":
    case "lost":
      return callLine(undefined, what, line)
    case "delivered again":
      return line("+", nodeOf(what), beside("again", valued(what.input)))
    case "waits":
      return line("\u2026", what.node, text(waitOf(what.due === null ? Infinity : what.due - at)))
    case "wakes":
      return line("!", what.node, text("goes on"))
    case "listens":
      return line("\u2026", what.node, text(`waits for ${keyed(what.event, what.key)}`))
    case "receives":
      return line("!", what.node, beside(`gets ${what.event}`, valued(what.payload)))
    case "event":
      return what.node === null
        ? line("@", keyed(what.event, what.key), beside("from outside", valued(what.payload)))
        : line("@", what.node, beside(`sends ${keyed(what.event, what.key)}`, valued(what.payload)))
    case "called":
      return line(">", what.node, beside(`calls ${what.workflow}`, valued(what.input)))
    case "cancelled":
      return line("#", "cancelled", valued(what.reason))
    case "crashed":
      return { ...line("#", "", text(recovery(what.downFor))), name: "crash" }
    case "ended": {
      // A called run goes by the name of its call.
      const name = run === "" ? runId : run.slice(0, -SEPARATOR.length)
      return {
        ...line("=", "", beside(what.outcome, ended(what.outcome, what.value))),
        name: printable(name)
      }
    }
  }
}

/** What is overdue was due while there was no process. */
const waitOf = (delay: number): string => {
  if (delay === Infinity) return "for ever"
  return delay < 0 ? `overdue for ${showDuration(-delay)}` : `for ${showDuration(delay)}`
}

const recovery = (downFor: number): string =>
  downFor === 0 ? "another process goes on" : `another process goes on after ${showDuration(downFor)}`

const keyed = (event: string, key: string): string => (key === "" ? event : `${event} (${key})`)

type Answered = Extract<Happening["what"], { readonly operation: string }>
type Make = (mark: string, name: string, detail: Text) => Line

/** A call and its answer, or the answer alone. */
const callLine = (call: Answered | undefined, answer: Answered, line: Make): Line => {
  const input = valued(call?.input)
  switch (answer.kind) {
    case "succeeded":
      return line(
        answer.undoing ? "\u21a9" : "\u2713",
        nodeOf(answer),
        arrow(input, answered(call?.input, answer.output))
      )
    case "failed":
      return line("\u2717", nodeOf(answer), arrow(input, reason(answer.cause)))
    case "lost":
    case "started":
    case "delivered again":
      return line("?", nodeOf(answer), arrow(input, text("the answer is lost")))
  }
}

const nodeOf = ({ node, attempt, undoing }: Answered): string =>
  `${node}${attempt > 1 ? ` (attempt ${attempt})` : ""}${undoing && !node.includes("/undo/") ? " (undo)" : ""}`

const text =
  (fixed: string): Text =>
  (width) =>
    cut(printable(fixed), width)

const valued =
  (value: unknown): Text =>
  (width) =>
    value === undefined ? "" : showValue(value, width)

/** When an answer is long, what it repeats of the input is left out. */
const answered =
  (input: unknown, output: unknown): Text =>
  (width) => {
    const whole = valued(output)(Infinity)
    if (whole.length <= width || !isRecord(input) || !isRecord(output)) return valued(output)(width)
    if (whole === valued(input)(Infinity)) return text("the same")(width)
    const news = Object.entries(output).filter(
      ([name, held]) => name === "_tag" || showValue(held, Infinity) !== showValue(input[name], Infinity)
    )
    return valued(Object.fromEntries(news))(width)
  }

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype

const reason = (cause: Cause): Text => {
  switch (cause.kind) {
    case "error":
      return valued(cause.error)
    case "defect":
      return beside("threw", valued(cause.cause))
    case "cancelled":
      return text("stopped")
  }
}

const ended = (outcome: string, value: unknown): Text => {
  if (outcome === "Defect") return beside("threw", valued(value))
  if (outcome !== "Stuck") return valued(value)
  const debts = (value as ReadonlyArray<Debt>).map(({ of }) => of)
  return text(`owes ${debts.join(", ")}`)
}

/** A word, and a value in the room that is left. */
const beside =
  (word: string, shown: Text): Text =>
  (width) =>
    cut(`${printable(word)}  ${shown(width - word.length - 2)}`.trimEnd(), width)

/** What went in and what came out; when both are long, the latter gets the larger half. */
const arrow =
  (before: Text, after: Text): Text =>
  (width) => {
    const [left, right] = [before(width), after(width)]
    if (right === "") return left
    if (left === "") return `\u2192 ${after(width - 2)}`
    const room = width - 3
    if (left.length + right.length <= room) return `${left} \u2192 ${right}`
    const short = before(room - after(Math.floor(room * 0.6)).length)
    return `${short} \u2192 ${after(room - short.length)}`
  }

/** `1d 2h`, `5m`, `1.5s`, `50ms`. */
const showDuration = (milliseconds: number): string => {
  if (milliseconds < 1_000) return `${Math.round(milliseconds * 100) / 100}ms`
  if (milliseconds < 60_000) return `${Math.round(milliseconds) / 1_000}s`
  const parts: ReadonlyArray<readonly [string, number, number]> = [
    ["d", 86_400_000, Infinity],
    ["h", 3_600_000, 24],
    ["m", 60_000, 60],
    ["s", 1_000, 60]
  ]
  return parts
    .flatMap(([unit, size, of]) => {
      const count = Math.floor(milliseconds / size) % of
      return count === 0 ? [] : [`${count}${unit}`]
    })
    .join(" ")
}
