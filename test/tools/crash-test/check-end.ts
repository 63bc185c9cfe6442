/**
 * Whether what came of a run is what comes of it without crashes.
 *
 * @module
 */
import type { Ended } from "./messages.ts"
import type { RunRecord } from "./run-record.ts"
import type { Violation } from "./violation.ts"

type Found = (violation: Omit<Violation, "run">) => void

/** `survived` tells whether the process was killed while the run was under way. */
export const checkEnd = (record: RunRecord, ended: Ended, survived: boolean, found: Found): void => {
  const words = `it ended as ${JSON.stringify(ended)}`
  if (!mayEndAs(record, ended, survived)) found({ kind: "wrong", words })
  if (ended.tag === "Completed") checkCompleted(record, ended, found)
  else checkUndone(record, ended, found)
}

const mayEndAs = ({ scenario, job }: RunRecord, { tag, value }: Ended, survived: boolean): boolean => {
  // The answer of a mail can be lost with the process, and then nobody knows.
  if (scenario.mails !== undefined && survived && tag === "Defect")
    return JSON.stringify(value).includes("operation/outcome-unknown")
  const end = scenario.ends(job)
  switch (end.tag) {
    case "Completed":
      return tag === "Completed"
    case "Failed":
      return tag === "Failed" && (value as { readonly label?: unknown }).label === end.at
    case "Cancelled":
      return tag === "Cancelled" || (tag === "Completed" && scenario.pivots !== undefined)
  }
}

const checkCompleted = (
  { scenario, job, causes, done, undone }: RunRecord,
  { value }: Ended,
  found: Found
): void => {
  const { tickets } = value as { readonly tickets: Readonly<Record<string, string>> }
  const expect = (label: string, ticket: string | undefined): void => {
    if (ticket === undefined) return found({ kind: "lost", words: `it completed without ${label}` })
    if (tickets[label] !== ticket)
      found({ kind: "lost", words: `it says ${String(tickets[label])} of ${label}, which is ${ticket}` })
  }
  for (const label of causes.keys())
    if (scenario.later?.includes(label) !== true) expect(label, done.get(label))
  for (const { label } of scenario.letters?.(job) ?? []) expect(label, payloadOf(job.run, label))
  for (const label of scenario.posts?.(job) ?? []) expect(label, `row ${label}`)
  for (const label of undone) found({ kind: "wrong", words: `it completed, but ${label} was undone` })
}

const checkUndone = (
  { scenario, causes, done, undone }: RunRecord,
  { tag, value }: Ended,
  found: Found
): void => {
  for (const label of done.keys()) {
    if (scenario.pivots?.includes(label) === true)
      found({ kind: "wrong", words: `it ended as ${tag} although ${label} cannot be undone` })
    else if (!undone.has(label))
      found({ kind: "lost", words: `it ended as ${tag}, but ${label} was not undone` })
  }
  if (tag !== "Failed") return
  for (const cause of causes.get((value as { readonly label: string }).label) ?? [])
    if (!done.has(cause)) found({ kind: "lost", words: `it failed behind ${cause}, which was not done` })
}

/** What an event carries. */
export const payloadOf = (run: string, label: string): string => `${label} for ${run}`
