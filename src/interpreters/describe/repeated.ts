/**
 * The weight of repetition: retries, loops, items.
 * @module
 */
import { type Moment, delayBefore, type Schedule } from "../../core/schedule.ts"
import { behind, either, type Exits, partial } from "./exits.ts"
import type { Semiring } from "./semiring.ts"

/** The sum of the first powers of a weight, from 0 on, and the power after them. */
interface Powers<T> {
  readonly sum: T
  readonly power: T
}

/** The first `count` powers by doubling; for infinitely many there is none after them. */
const powersOf = <T>(semiring: Semiring<T>, weight: T, count: number): Powers<T> => {
  const { zero, one, plus, times, star } = semiring
  if (count === Infinity) return { sum: star(weight), power: zero }
  let result: Powers<T> = { sum: zero, power: one }
  for (const bit of count.toString(2)) {
    const { sum, power } = result
    result = { sum: plus(sum, times(power, sum)), power: times(power, power) }
    if (bit === "1") result = { sum: plus(result.sum, result.power), power: times(result.power, weight) }
  }
  return result
}

/** A step as long as it asks for another turn, at most so often. */
export const iterated = <T>(semiring: Semiring<T>, body: Exits<T>, turns: number): Exits<T> =>
  behind(semiring, powersOf(semiring, body.completed, turns).sum, body)

/** A step for each of at most so many items, so many at a time; with `until` it may stop half-way. */
export const forItems = <T>(
  semiring: Semiring<T>,
  body: Exits<T>,
  {
    items,
    concurrency,
    until
  }: { readonly items: number; readonly concurrency: number; readonly until: boolean }
): Exits<T> => {
  const { one, plus, times } = semiring
  const some = partial(semiring, body)
  const rest = (count: number): T => atATime(semiring, some, count, concurrency)
  return {
    completed: atATime(semiring, until ? some : plus(one, body.completed), items, concurrency),
    failed: items < 1 ? semiring.zero : times(rest(items - 1), body.failed),
    stopped: rest(items)
  }
}

/** So many times, so many of them side by side. */
const atATime = <T>(semiring: Semiring<T>, weight: T, count: number, concurrency: number): T => {
  const { one, times, spread, star, beside } = semiring
  if (concurrency === 1) return count === Infinity ? star(weight) : powersOf(semiring, weight, count).power
  const wide = (width: number): T =>
    width === Infinity
      ? spread(weight)
      : powersOf({ ...semiring, times: beside, star: spread }, weight, width).power
  if (count <= concurrency) return wide(count)
  const round = wide(concurrency)
  if (count === Infinity) return star(round)
  const rounds = Math.floor(count / concurrency)
  return times(
    powersOf(semiring, round, rounds).power,
    count % concurrency === 0 ? one : wide(count % concurrency)
  )
}

/** So many retries, each after the same delay. */
export interface Again {
  readonly wait: number
  readonly retries: number
}

/** How many delays are looked at one by one; those that come later are bounded by the last one. */
const LONGEST = 100

/** The retries of a schedule, if attempts take no time: delays as long or as short as they can be drawn. */
export const retriesOf = (schedule: Schedule, jitter: "longest" | "shortest"): ReadonlyArray<Again> => {
  // A shorter delay leaves time for more retries, so which retries there are is for the shortest to say.
  const drawn = (retry: number, random: number): number | undefined =>
    delayBefore({ ...schedule, within: Infinity }, moment(retry, random))
  const all: Array<Again> = []
  let elapsed = 0
  for (let retry = 1; retry <= schedule.times; ) {
    const least = drawn(retry, 1) ?? Infinity
    if (elapsed + least > schedule.within) break
    const late = retry > LONGEST
    const next = jitter === "longest" ? (drawn(retry, 0) ?? Infinity) : least
    const wait =
      late && jitter === "longest" && isGrowing(schedule) ? (drawn(schedule.times, 0) ?? Infinity) : next
    const steady = late || isSteady(schedule, next)
    const left = schedule.times - retry + 1
    const inTime = least === 0 ? left : Math.floor((schedule.within - elapsed) / least)
    const retries = steady ? Math.max(1, Math.min(left, inTime)) : 1
    const last = all.at(-1)
    if (last?.wait === wait) all[all.length - 1] = { wait, retries: last.retries + retries }
    else all.push({ wait, retries })
    if (retries === Infinity) break
    elapsed += least * retries
    retry += retries
  }
  return all
}

/** The delay does not change any more. */
const isSteady = ({ growth, cap, first }: Schedule, wait: number): boolean =>
  growth.kind === "constant" || (first === 0 && growth.kind !== "linear") || wait === cap || wait === Infinity

const isGrowing = ({ growth, cap }: Schedule): boolean =>
  cap === Infinity && !(growth.kind === "exponential" && growth.factor <= 1)

const moment = (retry: number, random: number): Moment => ({ retry, elapsed: 0, random: () => random })

/** How often a retried step is attempted at most. */
export const attemptsOf = (schedule: Schedule): number =>
  retriesOf(schedule, "shortest").reduce((sum, { retries }) => sum + retries, 1)

/** A step that is tried again. */
export const retried = <T>(
  semiring: Semiring<T>,
  body: Exits<T>,
  schedule: Schedule,
  wait: ((delay: number) => T) | undefined
): Exits<T> => {
  const { zero, plus, times } = semiring
  // Not every failure is retried, or not in time: any of them may be the last.
  const givesUp = schedule.tags !== undefined || schedule.within !== Infinity
  let all: Exits<T> = { ...body, failed: zero }
  let failed = body.failed
  // Where delays weigh nothing, all retries are alike.
  const again =
    wait === undefined ? [{ wait: 0, retries: attemptsOf(schedule) - 1 }] : retriesOf(schedule, "longest")
  for (const { wait: delay, retries } of again) {
    const next = wait === undefined ? body : behind(semiring, wait(delay), body)
    const { sum, power } = powersOf(semiring, next.failed, retries)
    if (givesUp) all = { ...all, failed: plus(all.failed, times(failed, sum)) }
    all = either(semiring, all, { ...behind(semiring, times(failed, sum), next), failed: zero })
    failed = times(failed, power)
  }
  return { ...all, failed: plus(all.failed, failed) }
}
