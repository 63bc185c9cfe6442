/**
 * Descriptions for people who do not read code.
 * @module
 */
import type { Bounds, Description, Duration } from "./description.ts"
import { counted, duration, listed, printable } from "./printable.ts"

/**
 * Gives an account of a workflow in plain English: what it does step by step, what it needs, how it can end, how much it can
 * cost, and what looks wrong with it.
 *
 * Laws: one line for each line of the outline, whatever the names in it hold (test/interpreters/describe/in-words.test.ts).
 * @example
 * import { describe, inWords } from "lawful/describe"
 * const Desk = Signature.make("Desk", { ask: { input: t.string, output: t.string, effect: "readonly" } })
 * const asking = pipe(Desk.ask, Step.retry(2))
 * inWords(describe(asking)).split("\n")[1] // => "- asks Desk.ask, with at most 3 attempts"
 */
export const inWords = (description: Description): string => {
  const { outline } = description
  const lines = outline.map(({ depth, text }) => `${"  ".repeat(Math.min(depth, DEEPEST))}- ${text}`)
  return [
    [titleOf(description), ...(lines.length === 0 ? ["- nothing but computing"] : lines)].join("\n"),
    ...[needs(description), noWayBack(description), failures(description), costs(description)].filter(
      (paragraph) => paragraph !== ""
    ),
    ...complaints(description)
  ].join("\n\n")
}

/** Nobody reads further to the right. */
const DEEPEST = 20

const titleOf = ({ name, version }: Description): string =>
  name === undefined ? "This step:" : `${printable(name)}, version ${version}:`

const needs = ({ requirements }: Description): string =>
  requirements.every(isServed)
    ? ""
    : `It needs ${listed(requirements.filter((one) => !isServed(one)).map(needed))}.`

/** Whoever runs it sends its events. */
const isServed = (requirement: string): boolean => requirement.startsWith("emits:")

const needed = (requirement: string): string => {
  const [kind = "", ...rest] = requirement.split(":")
  const name = printable(rest.join(":"))
  if (kind === "event") return `the event ${name}`
  return kind === "workflow" ? `the workflow ${name}` : printable(requirement)
}

const noWayBack = ({ may }: Description): string => {
  const pivot =
    may.operations.find(({ effect, undoing }) => effect === "irreversible" && !undoing) ??
    may.calls.find(({ effect, undoing }) => effect === "irreversible" && !undoing)
  if (pivot !== undefined) return `From ${printable(pivot.id)} on there is no way back.`
  const undone = may.operations.some(({ undoing }) => undoing)
  return undone ? "Until it has ended, everything that has an undo can be undone." : ""
}

const failures = ({ name, error: declared, errors }: Description): string => {
  if (errors.length > 0 && declared !== undefined) return `It can fail with ${printable(declared)}.`
  if (errors.length === 0 || name !== undefined)
    return "It ends well, unless something breaks that should not."
  const told = errors.map(({ from, kind, error }) => {
    const what = error === undefined ? "an error" : printable(error)
    return kind === "raised" ? what : `${what} of ${printable(from)}`
  })
  return `It can fail with ${listed([...new Set(told)], "or")}.`
}

const costs = ({ bounds, may }: Description): string => {
  const { waiting, time } = bounds
  const sentences = may.operations.length === 0 ? [] : [calls(bounds), tries(bounds)]
  return [...sentences, takes(time, waiting)].filter((sentence) => sentence !== "").join(" ")
}

const calls = ({ operations: { least, most }, undoOperations }: Bounds): string => {
  const made =
    least === most
      ? `It makes ${counted(most, "call")}`
      : most === "unbounded"
        ? `It makes ${least === 0 ? "any number of calls" : `at least ${counted(least, "call")}`}`
        : `It makes ${least} to ${most} calls`
  if (undoOperations === 0) return `${made}.`
  return undoOperations === "unbounded"
    ? `${made}, and any number more to undo them.`
    : `${made}, and at most ${undoOperations} more to undo them.`
}

const tries = ({ attempts }: Bounds): string => {
  if (attempts === "unbounded") return "Some calls are tried as often as it takes."
  return attempts > 1 ? `No call is tried more than ${attempts} times.` : ""
}

const takes = (time: Duration, waiting: Duration): string => {
  if (time.forward !== "unbounded")
    return time.forward === 0 ? "" : `It takes at most ${duration(time.forward)}${undoing(time)}.`
  if (waiting.forward === "unbounded") return "How long it waits has no bound."
  if (waiting.forward === 0) return ""
  return `It waits for at most ${duration(waiting.forward)}${undoing(waiting)}, besides the time that its calls take.`
}

const undoing = ({ undoing: cost }: Duration): string =>
  cost === 0
    ? ""
    : cost === "unbounded"
      ? ", and any time to undo"
      : `, and at most ${duration(cost)} to undo`

const complaints = ({ problems, warnings }: Description): ReadonlyArray<string> => {
  const all = [...problems, ...warnings]
  if (all.length === 0) return []
  return [
    [
      "What looks wrong:",
      ...all.map(({ place, message, code }) => `- at ${printable(place)}: ${printable(message)} (${code})`)
    ].join("\n")
  ]
}
