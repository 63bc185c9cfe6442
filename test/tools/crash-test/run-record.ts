/**
 * What the outside remembers of one run, and the checks that need nothing but that.
 *
 * @module
 */
import type { Job } from "./domain.ts"
import type { Answer, Call } from "./messages.ts"
import { type Causes, causesOf } from "./plan.ts"
import type { Scenario } from "./scenario.ts"
import type { Violation } from "./violation.ts"

export interface RunRecord {
  readonly scenario: Scenario
  readonly job: Job
  readonly causes: Causes
  /** What was called, by its key. */
  readonly calls: Map<string, CallRecord>
  /** The tickets of what was done, by label. */
  readonly done: Map<string, string>
  readonly undone: Set<string>
  /** When it was done first, in milliseconds. */
  readonly times: Map<string, number>
  /** The keys under which operations were called for labels. */
  readonly keys: Map<string, string>
  /** The labels of work that was called. */
  readonly begun: Set<string>
}

interface CallRecord {
  readonly operation: string
  readonly input: string
  attempt: number
  /** The life of the process in which it was called last. */
  life: number
  ticket: string | undefined
}

export const openRecord = (scenario: Scenario, job: Job): RunRecord => ({
  scenario,
  job,
  causes: causesOf(scenario.plan(job)),
  calls: new Map(),
  done: new Map(),
  undone: new Set(),
  times: new Map(),
  keys: new Map(),
  begun: new Set()
})

type Found = Omit<Violation, "run">

const isUndo = (operation: string): boolean =>
  operation === "Outside.unmake" || operation === "Outside.unmail"

/** The outside gets a call: it checks that the call may come now, does what is to be done, and answers. */
export const receive = (
  record: RunRecord,
  call: Call,
  moment: { readonly life: number; readonly time: number },
  found: (violation: Found) => void
): Answer => {
  const known = record.calls.get(call.key)
  const input = JSON.stringify(call.input)
  if (known !== undefined) checkRepeated(record, known, call, input, moment.life, found)
  else checkFirst(record, call, moment.time, found)
  const entry: CallRecord = known ?? {
    operation: call.operation,
    input,
    attempt: 0,
    life: 0,
    ticket: undefined
  }
  entry.attempt = Math.max(entry.attempt, call.attempt)
  entry.life = moment.life
  record.calls.set(call.key, entry)
  return perform(record, call, entry, moment.time)
}

const perform = (record: RunRecord, call: Call, entry: CallRecord, time: number): Answer => {
  const { label, attempt } = call
  if (entry.ticket !== undefined) return { kind: "done", ticket: entry.ticket }
  if (isUndo(call.operation)) {
    if (attempt <= record.job.clumsy) return { kind: "broken" }
    record.undone.add(label)
    entry.ticket = ""
  } else {
    if (record.job.refused === label) return { kind: "failed", tag: "Refused", label }
    if (record.job.busy.label === label && attempt <= record.job.busy.attempts)
      return { kind: "failed", tag: "Busy", label }
    entry.ticket = `${label}:${record.job.run}:${record.calls.size}`
    record.done.set(label, entry.ticket)
    record.times.set(label, time)
  }
  return { kind: "done", ticket: entry.ticket }
}

const checkRepeated = (
  record: RunRecord,
  known: CallRecord,
  call: Call,
  input: string,
  life: number,
  found: (violation: Found) => void
): void => {
  const { label, operation, attempt } = call
  if (known.operation !== operation || known.input !== input)
    found({
      kind: "wrong",
      words: `${operation} ${label} has the key of ${known.operation} with ${known.input}`
    })
  if (operation === "Outside.mail")
    found({ kind: "doubled", words: `${label} may be tried once, and was called again` })
  if (attempt < known.attempt)
    found({
      kind: "lost",
      words: `${label} was called with attempt ${attempt} after attempt ${known.attempt}`
    })
  if (attempt > known.attempt + 1)
    found({
      kind: "wrong",
      words: `${label} was called with attempt ${attempt} after attempt ${known.attempt}`
    })
  if (attempt === known.attempt && known.life === life)
    found({ kind: "doubled", words: `${operation} ${label} was called twice without a crash` })
  const [later] = isUndo(operation) ? undoneAfter(record, label) : begunAfter(record, label)
  if (later !== undefined)
    found({
      kind: "lost",
      words: `${operation} ${label} was called again, although ${later} had come after it`
    })
}

const checkFirst = (record: RunRecord, call: Call, time: number, found: (violation: Found) => void): void => {
  const { label, operation, attempt, key } = call
  const name = `${operation} ${label}`
  const other = record.keys.get(name)
  if (other !== undefined)
    found({ kind: "doubled", words: `${name} was called under the keys ${other} and ${key}` })
  record.keys.set(name, key)
  // An undo of several calls is tried again as a whole.
  if (attempt !== 1 && !isUndo(operation))
    found({ kind: "wrong", words: `${name} was called with attempt ${attempt} at first` })
  if (isUndo(operation)) checkUndo(record, call, found)
  else {
    checkWork(record, call, time, found)
    record.begun.add(label)
  }
}

const checkWork = (
  record: RunRecord,
  { label }: Call,
  time: number,
  found: (violation: Found) => void
): void => {
  const causes = record.causes.get(label)
  if (causes === undefined) return found({ kind: "wrong", words: `${label} is no work of this run` })
  for (const cause of causes)
    if (!record.done.has(cause))
      found({ kind: "wrong", words: `${label} was called before ${cause} was done` })
  for (const undone of record.undone)
    found({ kind: "wrong", words: `${label} was called after ${undone} had been undone` })
  const [first, second, pause] = record.scenario.pause?.(record.job) ?? []
  const waited = time - (record.times.get(first ?? "") ?? 0)
  if (label === second && waited < (pause ?? 0))
    found({ kind: "wrong", words: `${label} was called ${waited} ms after ${first}, not ${pause}` })
}

const checkUndo = (record: RunRecord, { label, input }: Call, found: (violation: Found) => void): void => {
  const ticket = record.done.get(label)
  const mail = record.scenario.mails?.includes(label) === true
  if (ticket === undefined && !mail) found({ kind: "wrong", words: `${label} was undone, but never done` })
  if (!mail && ticket !== input["ticket"])
    found({
      kind: "lost",
      words: `${label} was undone with the ticket ${String(input["ticket"])}, not ${ticket}`
    })
  for (const after of begunAfter(record, label))
    if (record.done.has(after) && !record.undone.has(after))
      found({ kind: "wrong", words: `${label} was undone before ${after}, which came after it` })
}

/** What was called after the work with this label. */
const begunAfter = (record: RunRecord, label: string): ReadonlyArray<string> =>
  [...record.begun].filter((other) => record.causes.get(other)?.has(label) === true)

/** What has been undone after the undo of this label: what was a cause of it. */
const undoneAfter = (record: RunRecord, label: string): ReadonlyArray<string> =>
  [...(record.causes.get(label) ?? [])].filter((cause) => record.undone.has(cause))
