/**
 * Finding runs.
 * @module
 */
import { attributePart, below, lastOf, named, numberOf, sortable } from "../keys.ts"
import type { Core } from "./core.ts"
import { heldBecause, statusIn } from "./held-because.ts"
import type { Attribute, RunInfo, RunStatus } from "./run-info.ts"

/** Which runs are wanted; all conditions have to be met. */
export interface RunQuery {
  readonly workflow?: string
  readonly status?: RunStatus
  /** Milliseconds since 1970, inclusive. */
  readonly startedAfter?: number
  /** Milliseconds since 1970, exclusive. */
  readonly startedBefore?: number
  readonly attributes?: Readonly<Record<string, Attribute>>
  /** At most so many; 100 when left out. */
  readonly limit?: number
  /** Goes on behind the list that gave it as `next`. */
  readonly after?: string
}

/** A run in a list. */
export interface RunSummary {
  readonly id: string
  readonly workflow: string
  readonly version: number
  readonly status: RunStatus
  /** Milliseconds since 1970. */
  readonly started: number
  readonly ended: number | undefined
  readonly attributes: Readonly<Record<string, Attribute>>
  /** The id of the run that called it. */
  readonly caller: string | undefined
  /** Why it is held: what is missing. */
  readonly held: string | undefined
}

/** Some runs. */
export interface RunList {
  readonly runs: ReadonlyArray<RunSummary>
  /** Given as `after`, it goes on; undefined when these were the last ones. */
  readonly next: string | undefined
}

/** So many entries are read at once. */
const PAGE = 256

/**
 * So many runs in a row that started too early end a search: numbers follow the order of starts, except where somebody has put
 * the clock back.
 */
const TOO_OLD = 1000

/** Finds runs, the newest first, by the index that leaves the fewest. */
export const search = (core: Core, query: RunQuery): RunList => {
  const { limit = 100, after, startedAfter = -Infinity } = query
  const runs: Array<RunSummary> = []
  let last = 0
  let old = 0
  for (const number of merged(indexes(core, query).map((parts) => numbersBelow(core, parts, after)))) {
    const info = core.info(number)
    if (info === undefined) continue
    old = info.started < startedAfter ? old + 1 : 0
    if (old >= TOO_OLD) break
    const summary = summaryOf(core, number, info)
    if (!matches(summary, query)) continue
    if (runs.length >= limit) return { runs, next: sortable(last) }
    runs.push(summary)
    last = number
  }
  return { runs, next: undefined }
}

/** The lists in which all the runs are that a query may want, and few others. */
const indexes = (
  core: Core,
  { workflow, status, attributes = {} }: RunQuery
): ReadonlyArray<ReadonlyArray<string>> => {
  const [attribute] = Object.entries(attributes)
  if (attribute !== undefined) return [["a", named(attribute[0]), attributePart(attribute[1])]]
  if (status === undefined && workflow === undefined) return [["r"]]
  // What is held is found out when somebody looks: the lists may not know it yet.
  const listed =
    status === "held" ? ["held", "running", "waiting"] : status === undefined ? statuses : [status]
  return listed.flatMap((one) =>
    (workflow === undefined ? workflowsIn(core, one) : [named(workflow)]).map((name) => ["l", one, name])
  )
}

const statuses: ReadonlyArray<RunStatus> = [
  "queued",
  "running",
  "waiting",
  "held",
  "stuck",
  "completed",
  "failed",
  "cancelled",
  "defect"
]

/** The workflows of which there are runs of a status, as parts of keys. */
const workflowsIn = (core: Core, status: string): ReadonlyArray<string> => {
  const found: Array<string> = []
  const { from: first, to } = below("l", status)
  let from = first
  for (;;) {
    const [entry] = core.draft.range({ from, to, limit: 1 })
    const name = entry?.key.split("/")[2]
    if (name === undefined) return found
    found.push(name)
    from = below("l", status, name).to
  }
}

/** Falling numbers, from several lists of falling numbers. */
function* merged(lists: ReadonlyArray<Iterator<number>>): Iterable<number> {
  const heads = lists.map((list) => ({ list, head: list.next() }))
  for (;;) {
    let greatest: (typeof heads)[number] | undefined
    for (const one of heads)
      if (
        one.head.done !== true &&
        (greatest === undefined || one.head.value > (greatest.head.value as number))
      )
        greatest = one
    if (greatest === undefined) return
    yield greatest.head.value as number
    greatest.head = greatest.list.next()
  }
}

/** The numbers of the runs in a list, the newest first. */
function* numbersBelow(
  core: Core,
  parts: ReadonlyArray<string>,
  after: string | undefined
): Generator<number, undefined> {
  const { from, to } = below(...parts)
  let end = after === undefined ? to : `${from}${named(after)}`
  for (;;) {
    const page = core.draft.range({ from, to: end, limit: PAGE, reverse: true })
    for (const { key } of page) yield numberOf(lastOf(key))
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return
    end = last.key
  }
}

const matches = (summary: RunSummary, query: RunQuery): boolean =>
  (query.workflow === undefined || summary.workflow === query.workflow) &&
  (query.status === undefined || summary.status === query.status) &&
  (query.startedAfter === undefined || summary.started >= query.startedAfter) &&
  (query.startedBefore === undefined || summary.started < query.startedBefore) &&
  Object.entries(query.attributes ?? {}).every(
    ([name, value]) => Object.hasOwn(summary.attributes, name) && summary.attributes[name] === value
  )

/** A run, as lists show it. */
export const summaryOf = (core: Core, number: number, info: RunInfo): RunSummary => ({
  id: info.id,
  workflow: info.workflow,
  version: info.version,
  status: statusIn(core, number, info),
  started: info.started,
  ended: info.ended,
  attributes: info.attributes ?? {},
  caller: info.parent === undefined ? undefined : core.info(info.parent.run)?.id,
  held: heldBecause(core.registry, info)
})
