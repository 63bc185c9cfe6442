/**
 * Finding runs.
 * @module
 */
import { attributePart, below, lastOf, named, numberOf, sortable } from "../keys.ts"
import type { Core } from "./core.ts"
import { heldBecause } from "./held-because.ts"
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

/** Finds runs, the newest first, by the index that leaves the fewest. */
export const search = (core: Core, query: RunQuery): RunList => {
  const { limit = 100, after } = query
  const runs: Array<RunSummary> = []
  let last = 0
  const found = candidates(core, query)
  for (const number of found(after)) {
    const info = core.info(number)
    if (info === undefined) continue
    const summary = summaryOf(core, number, info)
    if (!matches(summary, query)) continue
    if (runs.length >= limit) return { runs, next: sortable(last) }
    runs.push(summary)
    last = number
  }
  return { runs, next: undefined }
}

/** The numbers of the runs that an index knows, the newest first. */
const candidates = (
  core: Core,
  { workflow, status, attributes = {} }: RunQuery
): ((after: string | undefined) => Iterable<number>) => {
  const [attribute] = Object.entries(attributes)
  if (attribute !== undefined) {
    const [name, value] = attribute
    return (after) => numbersBelow(core, ["a", named(name), attributePart(value)], after)
  }
  // Whoever waits is held as soon as the code is missing, and is listed as held only when somebody has looked at it.
  if (status !== undefined && status !== "held" && workflow !== undefined)
    return (after) => numbersBelow(core, ["l", status, named(workflow)], after)
  return (after) => numbersBelow(core, ["r"], after)
}

function* numbersBelow(
  core: Core,
  parts: ReadonlyArray<string>,
  after: string | undefined
): Iterable<number> {
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
  status: core.statusOf(number, info),
  started: info.started,
  ended: info.ended,
  attributes: info.attributes ?? {},
  caller: info.parent === undefined ? undefined : core.info(info.parent.run)?.id,
  held: heldBecause(core.registry, info)
})
