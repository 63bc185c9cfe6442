/**
 * Traces as text for people.
 * @module
 */
import { lineOf, type Line, runNames } from "./show-happening.ts"
import { cut } from "./show-value.ts"
import type { Happening, Trace } from "./trace.ts"

/** How to show a trace. */
export interface ShowTraceOptions {
  /** The length of the longest line, from 60; 110 when left out. */
  readonly width?: number
}

/**
 * Shows a trace, one line for each thing that happened: when, what, where, and with which values.
 *
 * A call and its answer share a line when nothing came in between, and so do a wait and its end. Long values are cut, and
 * what could confuse a terminal is shown as a code.
 *
 * `>` a call is made, `\u2713` succeeds, `\u2717` fails, `\u21a9` undoes; `?` an answer is lost, `+` a call is delivered
 * again; `\u2026` waits, `!` goes on; `@` an event; `#` a crash; `=` the end.
 * @example
 * import { showTrace, simulate } from "lawful/simulator"
 * const { trace } = await simulate(Step.sleep(86_400_000).pipe(Step.as("a day later")), undefined)
 * showTrace(trace)
 * // => "   00:00:00.000  \u2026 sleep  for 1d\n1d 00:00:00.000  = run    Completed  \"a day later\""
 */
export const showTrace = (trace: Trace, { width = 110 }: ShowTraceOptions = {}): string => {
  const lines = linesOf(trace)
  const times = lines.map(({ at }, index) => (lines[index - 1]?.at === at ? "" : showTime(at)))
  const timeWidth = longest(times)
  const room = width - timeWidth - "  !   ".length
  const most = Math.max(LEAST, Math.min(Math.floor(width * 0.45), room - LEAST))
  const nameWidth = Math.min(longest(lines.map(({ name }) => name)), most)
  const rest = Math.max(LEAST, room - nameWidth)
  return lines
    .map(({ mark, name, detail }, index) => {
      const time = (times[index] ?? "").padStart(timeWidth)
      return `${time}  ${mark} ${cut(name, nameWidth).padEnd(nameWidth)}  ${detail(rest)}`.trimEnd()
    })
    .join("\n")
}

/** Narrower than this a name or a value says nothing. */
const LEAST = 16

const longest = (texts: ReadonlyArray<string>): number =>
  texts.reduce((most, { length }) => Math.max(most, length), 0)

const linesOf = (trace: Trace): ReadonlyArray<Line> => {
  const names = runNames(trace)
  const lines: Array<Line> = []
  for (let index = 0; index < trace.length; index++) {
    const happening = trace[index] as Happening
    const next = trace[index + 1]
    const both = next !== undefined && belongTogether(happening, next)
    if (both) index++
    lines.push(lineOf(happening, both ? next : undefined, names))
  }
  return lines
}

/** A call and its answer at the same moment, or a wait and its end. */
const belongTogether = (one: Happening, next: Happening): boolean => {
  if (one.runId !== next.runId || !("node" in one.what && "node" in next.what)) return false
  if (one.what.node !== next.what.node) return false
  const [begins, ends] = [one.what.kind, next.what.kind]
  if (begins === "waits") return ends === "wakes"
  return begins === "started" && one.at === next.at && ["succeeded", "failed", "lost"].includes(ends)
}

/** `00:00:05.000`, with days in front when there are any. */
const showTime = (milliseconds: number): string => {
  const whole = Math.floor(milliseconds)
  const part = (unit: number, size: number, width: number): string =>
    String(Math.floor(whole / unit) % size).padStart(width, "0")
  const days = Math.floor(whole / DAY)
  const time = `${part(3_600_000, 24, 2)}:${part(60_000, 60, 2)}:${part(1_000, 60, 2)}.${part(1, 1_000, 3)}`
  return days === 0 ? time : `${days}d ${time}`
}

const DAY = 86_400_000
