/**
 * Observing an implementation changes no run, a recording gives its run again, and limits are kept.
 */
import * as fc from "fast-check"
import * as t from "io-ts"
import { type Clock, implement, run, runSync, Signature, Step, systemClock } from "lawful"
import { describeLaws, inProcess, transformationLaws } from "lawful/laws"
import {
  limited,
  logged,
  measured,
  type Metrics,
  observed,
  recorded,
  type Recording,
  replaying
} from "lawful/transformations"
import { describe, expect, it } from "vitest"
import { middlewareMutants, observers, oneAtATimeLaws, replayed } from "../laws/mutants-of-maps/middleware.ts"

const options = { numRuns: 25, seed: 20_261_124 }

for (const to of observers)
  describeLaws(transformationLaws({ from: inProcess, to, level: "timed" }), { describe, it }, options)

describeLaws(transformationLaws({ from: inProcess, to: replayed, level: "word" }), { describe, it }, options)

describe.each(middlewareMutants.map(([subject, laws]) => ({ subject, laws })))(
  "$subject.name",
  ({ subject, laws }) => {
    it.each(laws)("breaks %s", async (id) => {
      const [law] = transformationLaws({ from: inProcess, to: subject, level: "word" }).only(id).laws

      expect((await law?.run({ numRuns: 300, seed: 5, shrink: false }))?.status).toBe("failed")
    })
  }
)

describeLaws(oneAtATimeLaws, { describe, it }, options)

const Shop = Signature.make("Shop", {
  sell: { input: t.number, output: t.number, error: t.string, effect: "readonly" }
})
const selling = implement(Shop, {
  sell: async (count, { fail }) => {
    await Promise.resolve()
    if (count === 13) throw new Error("unlucky")
    return count > 100 ? fail("too many") : count * 2
  }
})

/** A clock whose time passes when it is told to. */
const virtual = (): Clock & { readonly pass: () => boolean } => {
  let now = 0
  const timers = new Set<{ readonly due: number; readonly wake: () => void }>()
  return {
    now: () => now,
    after: (delay, wake) => {
      const timer = { due: now + delay, wake }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    pass: () => {
      const [next] = [...timers].sort((one, other) => one.due - other.due)
      if (next === undefined) return false
      timers.delete(next)
      now = next.due
      next.wake()
      return true
    }
  }
}

describe("a limit", () => {
  it("lets through no more than so many at once and so many a second, in the order of the calls", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          concurrency: fc.integer({ min: 1, max: 4 }),
          perSecond: fc.integer({ min: 1, max: 9 }),
          burst: fc.integer({ min: 1, max: 3 }),
          calls: fc.integer({ min: 1, max: 12 })
        }),
        async ({ calls, ...limits }) => {
          const clock = virtual()
          const started: Array<{ readonly count: number; readonly at: number }> = []
          let running = 0
          let most = 0
          const slow = implement(Shop, {
            sell: async (count) => {
              started.push({ count, at: clock.now() })
              most = Math.max(most, ++running)
              await new Promise<void>((wake) => clock.after(500, wake))
              running--
              return count
            }
          })
          const all = Shop.sell.pipe(
            Step.forEach(),
            Step.mapInput(() => Array.from({ length: calls }, (_, index) => index))
          )

          const ending = run(all, [limited({ ...limits, clock })(slow)])(undefined)
          do await new Promise((resolve) => setImmediate(resolve))
          while (clock.pass())
          const outcome = await ending

          expect(outcome._tag).toBe("Completed")
          expect(started.map(({ count }) => count)).toEqual(
            Array.from({ length: calls }, (_, index) => index)
          )
          expect(most).toBeLessThanOrEqual(limits.concurrency)
          for (const [index, { at }] of started.entries()) {
            const before = started[index - limits.burst]
            if (before !== undefined)
              expect(at - before.at).toBeGreaterThanOrEqual(1000 / limits.perSecond - 1e-6)
          }
        }
      ),
      { numRuns: 60 }
    )
  })

  it("survives ten thousand calls that wait and answer at once", async () => {
    const clock = virtual()
    const gate = limited({ concurrency: 1, clock })
    let open: (() => void) | undefined
    const first = implement(Shop, {
      sell: (count) => (count === 0 ? new Promise<number>((resolve) => (open = () => resolve(0))) : count)
    })
    const all = Shop.sell.pipe(
      Step.forEach(),
      Step.mapInput(() => Array.from({ length: 10_000 }, (_, index) => index))
    )

    const running = run(all, [gate(first)])(undefined)
    open?.()

    expect((await running)._tag).toBe("Completed")
  })

  it("does not make a call that waited when its run was stopped", async () => {
    const made: Array<number> = []
    const slow = implement(Shop, {
      sell: async (count, { fail }) => {
        made.push(count)
        await Promise.resolve()
        return fail("no")
      }
    })
    const both = Step.all([Shop.sell, Shop.sell.pipe(Step.mapInput((count: number) => count + 1))])

    const outcome = await run(both, [limited({ perSecond: 1, clock: virtual() })(slow)])(1)

    expect(outcome).toMatchObject({ _tag: "Failed", error: "no" })
    expect(made).toEqual([1])
  })

  it.each([
    [{ concurrency: 0 }, "expected `concurrency` to be 1 or more (was 0). (limit/out-of-range)"],
    [{ perSecond: 0 }, "expected `perSecond` to be more than 0 (was 0). (limit/out-of-range)"],
    [{ burst: Number.NaN }, "expected `burst` to be 1 or more (was NaN). (limit/out-of-range)"]
  ])("of %o is refused", (limits, message) => {
    expect(() => limited({ ...limits, clock: systemClock })).toThrow(message)
  })
})

describe("an observer", () => {
  it("is told of each call once at its start and once at its end", async () => {
    const told: Array<string> = []
    const tell = observed(({ kind, call }) => told.push(`${call.name} ${kind}`))

    await run(Shop.sell, [tell(selling)])(1)
    await run(Shop.sell, [tell(selling)])(101)
    await run(Shop.sell, [tell(selling)])(13)

    expect(told).toEqual(
      ["succeeded", "failed", "threw"].flatMap((end) => ["Shop.sell started", `Shop.sell ${end}`])
    )
  })

  it("logs what it is shown", async () => {
    const lines: Array<string> = []
    const log = logged((line) => lines.push(line), { show: () => "***" })

    await run(Shop.sell, [log(selling)], { newId: () => "r1" })(101)

    expect(lines).toEqual(["r1 Shop.sell started ***", "r1 Shop.sell failed ***"])
  })

  it("measures by the clock that it is given", async () => {
    const clock = virtual()
    const metrics: Metrics = {}
    const slow = implement(Shop, {
      sell: (count) => new Promise((done) => clock.after(count, () => done(count)))
    })
    const sold = run(Shop.sell, [measured(metrics, clock)(slow)])

    for (const count of [10, 30]) {
      const outcome = sold(count)
      clock.pass()
      await outcome
    }

    expect(metrics).toEqual({
      "Shop.sell": { calls: 2, succeeded: 2, failed: 0, threw: 0, total: 40, longest: 30 }
    })
  })

  it("leaves synchronous implementations synchronous", () => {
    const plain = implement(Shop, { sell: (count) => count })

    expect(runSync(Shop.sell, [recorded([])(observed(() => undefined)(plain))])(4)).toEqual({
      _tag: "Completed",
      output: 4
    })
  })
})

describe("a replay", () => {
  it("says which call was not recorded", async () => {
    const recording: Recording = []
    await run(Shop.sell, [recorded(recording)(selling)])(1, { id: "r1" })

    const other = await run(Shop.sell, [replaying(recording)(selling)])(2, { id: "r1" })

    expect(other).toMatchObject({ _tag: "Defect", cause: { code: "replay/not-recorded" } })
    expect(String((other as { readonly cause?: unknown }).cause)).toContain(
      "Shop.sell was called at Shop.sell with 2 (key 2:r1:Shop.sell)"
    )
  })
})
