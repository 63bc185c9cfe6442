/**
 * Limits, as a user writes them down.
 * @module
 */
import { LimitOutOfRange } from "../../transformations/limited.ts"
import { LimitUnknown } from "./limit-unknown.ts"

/** How much is let through. What is left out is not limited. */
export interface Limit {
  /** So many at once. */
  readonly concurrency?: number
  readonly rate?: Rate
}

/** So many starts in any span of so many milliseconds. */
export interface Rate {
  readonly count: number
  /** In milliseconds. */
  readonly per: number
}

/** A limit for all together, and one for each key. */
export interface KeyedLimit extends Limit {
  /**
   * Whom an input belongs to: a customer, an account. Of those who wait each gets its turn, however many items one of them has.
   * The input has the type that the operation or the workflow declares.
   */
  readonly key?: (input: never) => string
  /** The limit of each key by itself. */
  readonly perKey?: Limit
}

/** The limit of an operation. */
export interface OperationLimit extends KeyedLimit {
  /**
   * A call that has not answered, and has shown no sign by `heartbeat(context)`, for so many milliseconds is given up: its
   * signal is aborted, and it is delivered anew under the same key. One declared `atMostOnce` is answered: nobody knows.
   */
  readonly heartbeat?: number
}

/** What an engine lets through; `N` are the names of its workflows. */
export interface Limits<in N extends string = string> {
  /** By the name of the operation: `Payments.charge`. */
  readonly operations?: Readonly<Record<string, OperationLimit>>
  /** Runs in all, and by the name of their workflow. A run that only waits for time or events does not count. */
  readonly runs?: Limit & { readonly workflows?: { readonly [K in N]?: KeyedLimit | undefined } }
}

/** The names that there are. */
export interface Limited {
  readonly operations: ReadonlySet<string>
  readonly workflows: ReadonlySet<string>
}

/**
 * Checks limits.
 *
 * Errors: throws {@link LimitOutOfRange} (`limit/out-of-range`) for a limit that lets nothing through, and {@link LimitUnknown}
 * (`limit/unknown-name`) for a limit of something that there is not.
 */
export const checkLimits = ({ operations = {}, runs = {} }: Limits, names: Limited): void => {
  checkLimit("runs", runs)
  for (const [name, limit] of Object.entries(operations)) {
    if (!names.operations.has(name)) throw new LimitUnknown("operation", name, names.operations)
    const where = `operations[${JSON.stringify(name)}]`
    checkKeyed(where, limit)
    const { heartbeat = 1 } = limit
    if (!(heartbeat > 0 && heartbeat < Infinity))
      throw new LimitOutOfRange(`${where}.heartbeat`, "a number of milliseconds above 0", heartbeat)
  }
  const workflows: Readonly<Record<string, KeyedLimit | undefined>> = runs.workflows ?? {}
  for (const [name, limit] of Object.entries(workflows)) {
    if (limit === undefined) continue
    if (!names.workflows.has(name)) throw new LimitUnknown("workflow", name, names.workflows)
    checkKeyed(`runs.workflows[${JSON.stringify(name)}]`, limit)
  }
}

const checkKeyed = (where: string, limit: KeyedLimit): void => {
  checkLimit(where, limit)
  if (limit.perKey === undefined) return
  checkLimit(`${where}.perKey`, limit.perKey)
  if (limit.key === undefined)
    throw new LimitOutOfRange(
      `${where}.key`,
      "a function of the input, because there is a limit per key",
      undefined
    )
}

const checkLimit = (where: string, { concurrency = 1, rate }: Limit): void => {
  if (!isCount(concurrency))
    throw new LimitOutOfRange(`${where}.concurrency`, "a whole number from 1", concurrency)
  if (rate === undefined) return
  if (!isCount(rate.count))
    throw new LimitOutOfRange(`${where}.rate.count`, "a whole number from 1", rate.count)
  if (!(rate.per > 0 && rate.per < Infinity))
    throw new LimitOutOfRange(`${where}.rate.per`, "a number of milliseconds above 0", rate.per)
}

/** Endless is a limit as well: none. */
const isCount = (value: number): boolean => value >= 1 && (Number.isInteger(value) || value === Infinity)
