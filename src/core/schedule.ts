/**
 * Retry policies as data: how long to wait before each further attempt, and when to give up.
 *
 * Laws: `retry(Schedule.none) = id`; `retry(n + 1, f) = attempt f >>> (retry(n, f) ||| id)` (laws/retry.ts).
 *
 * Errors: all constructors throw a RangeError (`schedule/out-of-range`) when a number makes no sense: a negative delay, a factor of 0, half a retry.
 * @module
 */
import { type Pipeable, pipeable } from "./pipeable.ts"

/** A delay in milliseconds. */
export type Delay = number

/** How the delay grows with the number of attempts made. */
export type Growth =
  | { readonly kind: "constant" }
  | { readonly kind: "linear"; readonly step: Delay }
  | { readonly kind: "exponential"; readonly factor: number }
  | { readonly kind: "fibonacci" }

/**
 * When to try again. `Tags` are the error tags it retries (`never`: all), `Bound` says whether it ever gives up.
 */
export interface Schedule<out Tags = unknown, out Bound = unknown> extends Pipeable {
  readonly kind: "schedule"
  /** Delay before the first retry, in milliseconds. */
  readonly first: Delay
  readonly growth: Growth
  /** Longest delay, in milliseconds. */
  readonly cap: Delay
  /** Part of the delay that is random, 0 to 1: the delay is drawn from `delay * (1 - jitter)` to `delay`. */
  readonly jitter: number
  /** Greatest number of retries. */
  readonly times: number
  /** No retry starts later than this many milliseconds after the first attempt. */
  readonly within: Delay
  /** The error tags to retry; `undefined` means all. */
  readonly tags: ReadonlyArray<string> | undefined
  readonly "~schedule"?: { readonly tags: Tags; readonly bound: Bound } | undefined
}

type Fields = Omit<Schedule, "pipe" | "kind" | "~schedule">

const forever: Fields = {
  first: 0,
  growth: { kind: "constant" },
  cap: Infinity,
  jitter: 0,
  times: Infinity,
  within: Infinity,
  tags: undefined
}

const make = <Tags, Bound>(fields: Fields): Schedule<Tags, Bound> =>
  Object.freeze(Object.assign(Object.create(pipeable) as object, { kind: "schedule" }, fields)) as Schedule<
    Tags,
    Bound
  >

const delay = (name: string, value: number): number => {
  if (!(value >= 0))
    throw new RangeError(
      `expected ${name} to be a number of milliseconds >= 0 (was ${value}). (schedule/out-of-range)`
    )
  return value
}

const positive = (factor: number): number => {
  if (!(factor > 0))
    throw new RangeError(`expected factor to be a number > 0 (was ${factor}). (schedule/out-of-range)`)
  return factor
}

const count = (name: string, value: number): number => {
  if (!(value >= 0) || (value !== Infinity && !Number.isInteger(value)))
    throw new RangeError(`expected ${name} to be a whole number >= 0 (was ${value}). (schedule/out-of-range)`)
  return value
}

/**
 * Never tries again.
 *
 * Laws: `retry(Schedule.none) = id`.
 * @example
 * Schedule.delayBefore(Schedule.none, { retry: 1, elapsed: 0, random: () => 0 }) // => undefined
 */
export const none: Schedule<never, "bounded"> = make({ ...forever, times: 0 })

/**
 * Tries again `times` times without waiting.
 * @example
 * Schedule.immediately(2).times // => 2
 */
export const immediately = (times: number): Schedule<never, "bounded"> =>
  make({ ...forever, times: count("times", times) })

/**
 * Tries again forever, always after the same delay in milliseconds.
 * @example
 * Schedule.delayBefore(Schedule.constant(50), { retry: 7, elapsed: 0, random: () => 0 }) // => 50
 */
export const constant = (every: Delay): Schedule<never, "forever"> =>
  make({ ...forever, first: delay("every", every) })

/**
 * Tries again forever, each delay longer than the one before by `step` milliseconds.
 * @example
 * Schedule.delayBefore(Schedule.linear(100, 50), { retry: 3, elapsed: 0, random: () => 0 }) // => 200
 */
export const linear = (first: Delay, step: Delay = first): Schedule<never, "forever"> =>
  make({ ...forever, first: delay("first", first), growth: { kind: "linear", step: delay("step", step) } })

/**
 * Tries again forever, each delay `factor` times the one before.
 * @example
 * Schedule.delayBefore(Schedule.exponential(100), { retry: 4, elapsed: 0, random: () => 0 }) // => 800
 */
export const exponential = (first: Delay, factor = 2): Schedule<never, "forever"> =>
  make({
    ...forever,
    first: delay("first", first),
    growth: { kind: "exponential", factor: positive(factor) }
  })

/**
 * Tries again forever, each delay the sum of the two before.
 * @example
 * Schedule.delayBefore(Schedule.fibonacci(100), { retry: 6, elapsed: 0, random: () => 0 }) // => 800
 */
export const fibonacci = (first: Delay): Schedule<never, "forever"> =>
  make({ ...forever, first: delay("first", first), growth: { kind: "fibonacci" } })

/**
 * Gives up after `n` retries.
 * @example
 * Schedule.exponential(100).pipe(Schedule.times(3)).times // => 3
 */
export const times =
  (n: number) =>
  <Tags, Bound>(schedule: Schedule<Tags, Bound>): Schedule<Tags, "bounded"> =>
    make({ ...schedule, times: Math.min(schedule.times, count("times", n)) })

/**
 * Gives up when the next attempt would start later than `elapsed` milliseconds after the first one.
 * @example
 * Schedule.delayBefore(Schedule.constant(10).pipe(Schedule.within(100)), { retry: 1, elapsed: 95, random: () => 0 }) // => undefined
 */
export const within =
  (elapsed: Delay) =>
  <Tags, Bound>(schedule: Schedule<Tags, Bound>): Schedule<Tags, "bounded"> =>
    make({ ...schedule, within: Math.min(schedule.within, delay("elapsed", elapsed)) })

/**
 * Never waits longer than `longest` milliseconds.
 * @example
 * Schedule.delayBefore(Schedule.exponential(100).pipe(Schedule.capped(500)), { retry: 9, elapsed: 0, random: () => 0 }) // => 500
 */
export const capped =
  (longest: Delay) =>
  <Tags, Bound>(schedule: Schedule<Tags, Bound>): Schedule<Tags, Bound> =>
    make({ ...schedule, cap: Math.min(schedule.cap, delay("longest", longest)) })

/**
 * Makes a part of each delay random, so that many clients do not try again at the same moment.
 * @example
 * Schedule.delayBefore(Schedule.constant(100).pipe(Schedule.jittered(0.5)), { retry: 1, elapsed: 0, random: () => 0.5 }) // => 75
 */
export const jittered =
  (part = 1) =>
  <Tags, Bound>(schedule: Schedule<Tags, Bound>): Schedule<Tags, Bound> => {
    if (!(part >= 0 && part <= 1))
      throw new RangeError(`expected jitter to be from 0 to 1 (was ${part}). (schedule/out-of-range)`)
    return make({ ...schedule, jitter: part })
  }

/**
 * Tries again only for errors with one of these tags.
 * @example
 * Schedule.immediately(3).pipe(Schedule.onlyFor("GatewayDown")).tags // => ["GatewayDown"]
 */
export const onlyFor =
  <const T extends string>(...tags: ReadonlyArray<T>) =>
  <Tags, Bound>(schedule: Schedule<Tags, Bound>): Schedule<T, Bound> =>
    make({ ...schedule, tags })

/** What a schedule is asked about: the number of the retry (from 1), the time since the first attempt, and randomness. */
export interface Moment {
  readonly retry: number
  readonly elapsed: Delay
  readonly random: () => number
}

/**
 * Tells the delay before a retry in milliseconds, or `undefined` when the schedule gives up.
 * @example
 * Schedule.delayBefore(Schedule.immediately(1), { retry: 2, elapsed: 0, random: () => 0 }) // => undefined
 */
export const delayBefore = (schedule: Schedule, moment: Moment): Delay | undefined => {
  if (moment.retry > schedule.times) return undefined
  // Zero times a growth that has become infinite is not a number; nothing grows out of nothing.
  const longest =
    schedule.first === 0 && schedule.growth.kind !== "linear"
      ? 0
      : Math.min(schedule.cap, grown(schedule, moment.retry))
  const wait = schedule.jitter === 0 ? longest : longest * (1 - schedule.jitter * moment.random())
  return moment.elapsed + wait > schedule.within ? undefined : wait
}

/**
 * Tells whether the schedule retries this error.
 * @example
 * Schedule.retries(Schedule.immediately(3).pipe(Schedule.onlyFor("GatewayDown")), { _tag: "CardDeclined" }) // => false
 */
export const retries = (schedule: Schedule, error: unknown): boolean => {
  if (schedule.tags === undefined) return true
  const tag = typeof error === "object" && error !== null ? (error as { _tag?: unknown })._tag : undefined
  return typeof tag === "string" && schedule.tags.includes(tag)
}

const grown = ({ first, growth }: Schedule, retry: number): Delay => {
  switch (growth.kind) {
    case "constant":
      return first
    case "linear":
      return first + growth.step * (retry - 1)
    case "exponential":
      return first * growth.factor ** (retry - 1)
    case "fibonacci":
      return first * fibonacciNumber(retry)
  }
}

/** 1, 1, 2, 3, 5 ... by Binet's formula, exact up to the 70th, which is longer than any delay. */
const fibonacciNumber = (n: number): number => Math.round(((1 + Math.sqrt(5)) / 2) ** n / Math.sqrt(5))
