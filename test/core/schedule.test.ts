import * as fc from "fast-check"
import { Schedule } from "lawful"
import { describe, expect, it } from "vitest"

/** The first delays of a schedule, when no time passes and randomness is `random`. */
const delays = (schedule: Schedule, count: number, random = 0): ReadonlyArray<number | undefined> =>
  Array.from({ length: count }, (_, index) =>
    Schedule.delayBefore(schedule, { retry: index + 1, elapsed: 0, random: () => random })
  )

describe("a schedule", () => {
  it("grows as it says", () => {
    expect(delays(Schedule.constant(5), 3)).toEqual([5, 5, 5])
    expect(delays(Schedule.linear(5), 4)).toEqual([5, 10, 15, 20])
    expect(delays(Schedule.linear(5, 1), 3)).toEqual([5, 6, 7])
    expect(delays(Schedule.exponential(5), 4)).toEqual([5, 10, 20, 40])
    expect(delays(Schedule.exponential(8, 0.5), 4)).toEqual([8, 4, 2, 1])
    expect(delays(Schedule.fibonacci(5), 7)).toEqual([5, 5, 10, 15, 25, 40, 65])
  })

  it("gives up when its retries or its time are used up", () => {
    const bounded = Schedule.constant(10).pipe(Schedule.within(100), Schedule.times(3))
    const at = (retry: number, elapsed: number) =>
      Schedule.delayBefore(bounded, { retry, elapsed, random: () => 0 })

    expect([at(3, 0), at(4, 0), at(1, 90), at(1, 91)]).toEqual([10, undefined, 10, undefined])
    expect(delays(Schedule.none, 1)).toEqual([undefined])
  })

  it("keeps the tighter of two bounds, whichever is set last", () => {
    expect(Schedule.immediately(2).pipe(Schedule.times(5)).times).toBe(2)
    expect(Schedule.constant(1).pipe(Schedule.capped(3), Schedule.capped(9)).cap).toBe(3)
    expect(Schedule.constant(1).pipe(Schedule.within(9), Schedule.within(3)).within).toBe(3)
  })

  it("never gives a delay that is no number, however often it is asked", () => {
    const schedules = [
      Schedule.constant(0),
      Schedule.linear(0, 0),
      Schedule.exponential(0),
      Schedule.fibonacci(0),
      Schedule.exponential(1).pipe(Schedule.capped(10)),
      Schedule.fibonacci(1).pipe(Schedule.jittered(1))
    ]
    fc.assert(
      fc.property(fc.constantFrom(...schedules), fc.integer({ min: 1, max: 1e6 }), (schedule, retry) => {
        const delay = Schedule.delayBefore(schedule, { retry, elapsed: 0, random: () => 0.5 })

        expect(delay).toBeGreaterThanOrEqual(0)
      })
    )
  })

  it("draws a jittered delay from the part of it that is random", () => {
    const jittered = Schedule.constant(100).pipe(Schedule.jittered(0.2))

    expect([0, 0.5, 0.99].map((random) => delays(jittered, 1, random)[0])).toEqual([100, 90, 80.2])
  })

  it("retries every error, or those with its tags", () => {
    const tagged = Schedule.immediately(1).pipe(Schedule.onlyFor("A", "B"))

    expect(
      [{ _tag: "A" }, { _tag: "C" }, "A", null, undefined].map((error) => Schedule.retries(tagged, error))
    ).toEqual([true, false, false, false, false])
    expect(Schedule.retries(Schedule.immediately(1), null)).toBe(true)
  })

  it("refuses numbers that make no sense", () => {
    for (const wrong of [-1, NaN]) {
      expect(() => Schedule.constant(wrong)).toThrow(RangeError)
      expect(() => Schedule.linear(1, wrong)).toThrow(RangeError)
      expect(() => Schedule.exponential(1, wrong)).toThrow(RangeError)
      expect(() => Schedule.immediately(wrong)).toThrow(RangeError)
      expect(() => Schedule.constant(1).pipe(Schedule.jittered(wrong))).toThrow(RangeError)
      expect(() => Schedule.constant(1).pipe(Schedule.within(wrong))).toThrow(RangeError)
      expect(() => Schedule.constant(1).pipe(Schedule.capped(wrong))).toThrow(RangeError)
    }
    expect(() => Schedule.immediately(1.5)).toThrow("expected times to be a whole number >= 0 (was 1.5)")
    expect(() => Schedule.constant(1).pipe(Schedule.jittered(1.1))).toThrow(
      "expected jitter to be from 0 to 1"
    )
  })
})
