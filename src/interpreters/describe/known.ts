/**
 * What the search for warnings knows of each sub-term.
 * @module
 */
import { type Again, retriesOf } from "./repeated.ts"
import { completing, type Tagged, untagged } from "./exits.ts"
import { longest, possible, type Semiring, shortest, together } from "./semiring.ts"
import { type Some, someOf } from "./some.ts"
import type { Schedule } from "../../core/schedule.ts"

/** Whether there is a way, how long it takes at least, and how long at most. */
export interface Way {
  readonly possible: boolean
  readonly least: number
  readonly most: number
}

/** Ways, in milliseconds; operations may take any time, and none. */
export const ways: Semiring<Way> = together<Way>({ possible, least: shortest, most: longest })

/** The exits of what does nothing; the same object wherever that is certain. */
export const identity: Tagged<Way> = untagged(completing(ways, ways.one))

/** What is known of a sub-term. */
export interface Known {
  readonly exits: Tagged<Way>
  /** The id of the first thing in it that is asked for. */
  readonly first: string | undefined
  /** The same for each arm, by its tag, of a choice. */
  readonly arms: ReadonlyMap<string, string | undefined> | undefined
  /** The id of the first thing in it whose failure can leave it. */
  readonly fallible: string | undefined
  /** The milliseconds that it waits, when it does nothing else. */
  readonly timer: number | undefined
  /** The undoable writes in it that nobody has given an undo. */
  readonly unpaired: Some<string>
  /** Those of them after which something can fail, and what. */
  readonly left: Some<Left>
  /** The retried step in it whose last attempt comes latest. */
  readonly late: Late | undefined
  readonly touched: Touched
}

/** A write that is left behind when something fails. */
export interface Left {
  readonly writes: Some<string>
  readonly when: string
}

/** Sets of writes, and of what is left behind. */
export const writes: Semiring<Some<string>> = someOf()
export const lefts: Semiring<Some<Left>> = someOf()

/** When the attempts of a retried step begin at the earliest, in milliseconds. */
export interface Late {
  readonly id: string
  readonly starts: ReadonlyArray<Again>
  /** When the first one begins. */
  readonly from: number
  readonly last: number
}

/** The ids of what reads and writes a resource, the first of each. */
export type Touched = ReadonlyMap<string, Touching>

/** What touches one resource. */
export interface Touching {
  readonly read?: string
  readonly write?: string
}

/** The attempts of a retried step; none when it is tried once, or without end. */
export const lateOf = (id: string, schedule: Schedule, failing: number): Late | undefined => {
  const waits = retriesOf(schedule, "shortest")
  const last = waits.reduce((sum, { wait, retries }) => sum + retries * (wait + failing), 0)
  const count = waits.reduce((sum, { retries }) => sum + retries, 0)
  if (count === 0 || count === Infinity || last === Infinity) return undefined
  return { id, starts: waits.map(({ wait, retries }) => ({ wait: wait + failing, retries })), from: 0, last }
}

/** How many attempts begin before a time is over. */
export const attemptsBefore = ({ starts, from }: Late, limit: number): number => {
  let count = 1
  let at = from
  for (const { wait, retries } of starts) {
    const fitting = wait === 0 ? retries : Math.min(retries, Math.floor((limit - at) / wait))
    count += Math.max(0, fitting)
    if (fitting < retries) break
    at += wait * retries
  }
  return count
}

/** All resources of both. */
export const touching = (parts: ReadonlyArray<Touched>): Touched => {
  const nonempty = parts.filter(({ size }) => size > 0)
  if (nonempty.length < 2) return nonempty[0] ?? untouched
  const all = new Map<string, Touching>()
  for (const part of nonempty)
    for (const [resource, use] of part) all.set(resource, { ...use, ...all.get(resource) })
  return all
}

export const untouched: Touched = new Map()
