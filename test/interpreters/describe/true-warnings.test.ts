/**
 * What a warning says holds in every run: compared with simulations of random steps.
 */
import * as fc from "fast-check"
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { type AnyStep, Event, implement, Saga, Schedule, Signature, Step } from "lawful"
import { describe as describing } from "lawful/describe"
import { explore, simulate, world } from "lawful/simulator"
import { describe, expect, it } from "vitest"

type Any = Step<unknown, unknown, never, never>
const any = (step: AnyStep): Any => step as Any

const events = ["A", "B", "C"].map((name) => Event.make(name, { payload: t.unknown, mode: "broadcast" }))

/** Chains of waits and sendings side by side, each with a name of its own. */
const exchanges: fc.Arbitrary<Any> = fc
  .array(fc.array(fc.tuple(fc.boolean(), fc.nat({ max: 2 })), { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 3
  })
  .map((branches) =>
    any(
      Step.all(
        Object.fromEntries(
          branches.map((moves, branch) => [
            `b${branch}`,
            moves
              .map(([sends, which], index) => {
                const event = events[which] as (typeof events)[number]
                return any(
                  pipe(any(sends ? Step.emit(event) : Step.waitFor(event)), Step.label(`${branch}.${index}`))
                )
              })
              .reduce((first, second) => any(pipe(first, Step.andThen(second))))
          ])
        )
      )
    )
  )

const deadlocks = (step: Any): ReadonlyArray<string> =>
  describing(step, { events: [] })
    .warnings.filter(({ code }) => code === "describe/deadlock" || code === "describe/event-never-sent")
    .map(({ place }) => place)

describe("a wait that is said to have no end", () => {
  it("has none, and where none is said to, everything ends", async () => {
    let found = 0
    await fc.assert(
      fc.asyncProperty(exchanges, async (step) => {
        const warned = deadlocks(step)

        const { outcome, trace } = await simulate(step, undefined)

        found += warned.length
        const received = trace.flatMap(({ what }) => (what.kind === "receives" ? [what.node] : []))
        expect(received.filter((node) => warned.includes(node))).toEqual([])
        expect(outcome._tag).toBe(warned.length > 0 ? "Waiting" : "Completed")
      }),
      { numRuns: 300 }
    )

    expect(found).toBeGreaterThan(50)
  })

  it("ends in no order of what happens, either", async () => {
    const nothing = world({}, () => [])
    await fc.assert(
      fc.asyncProperty(exchanges, async (step) => {
        const { exhaustive, ends } = await explore(step, undefined, { world: nothing })

        expect(exhaustive).toBe(true)
        expect(ends.Completed > 0).toBe(deadlocks(step).length === 0)
      }),
      { numRuns: 50 }
    )
  })
})

const Closed = t.type({ _tag: t.literal("Closed") })
const Desk = Signature.make("Desk", {
  ask: { input: t.unknown, output: t.unknown, error: Closed, effect: "readonly" }
})

describe("attempts that are said to be cut off", () => {
  it("are, and no others are", async () => {
    let found = 0
    const schedules = fc.record({
      first: fc.nat({ max: 9 }),
      factor: fc.integer({ min: 1, max: 3 }),
      times: fc.nat({ max: 5 })
    })
    await fc.assert(
      fc.asyncProperty(
        schedules,
        fc.integer({ min: 1, max: 99 }),
        async ({ first, factor, times }, limit) => {
          const schedule = Schedule.exponential(first, factor).pipe(Schedule.times(times))
          const step = pipe(Desk.ask, Step.retry(schedule), Step.timeout(limit), Step.attempt)
          const [warning] = describing(step).warnings.filter(
            ({ code }) => code === "describe/retries-cut-off"
          )
          let attempts = 0
          const closed = implement(Desk, {
            ask: (_, { fail }) => {
              attempts++
              return fail({ _tag: "Closed" })
            }
          })

          await simulate(step, undefined, { implementations: [closed] })

          const said = Number(/only (\d+) of/.exec(warning?.message ?? "")?.[1] ?? times + 1)
          found += warning === undefined ? 0 : 1
          // At the very end of its time, an attempt may begin or not.
          expect([said - 1, said]).toContain(attempts)
          expect(attempts).toBeLessThanOrEqual(times + 1)
        }
      ),
      { numRuns: 300 }
    )

    expect(found).toBeGreaterThan(20)
  })
})

describe("a branch that is said never to win", () => {
  it("does not", async () => {
    let found = 0
    const waits = fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 3 })
    // A branch that only waits is a clock, of which nobody expects that it wins.
    const branch = (name: string, delays: ReadonlyArray<number>): Any =>
      delays
        .map((delay, index) => any(pipe(Step.sleep(delay), Step.label(`${name}${index}`))))
        .concat(any(pipe(Step.emit(events[0] as (typeof events)[number]), Step.label(name))))
        .reduce((first, second) => any(pipe(first, Step.andThen(second))))
    await fc.assert(
      fc.asyncProperty(waits, waits, async (one, other) => {
        const step = any(Step.race({ one: branch("one", one), other: branch("other", other) }))
        const losers = describing(step).warnings.map(({ place }) => place.replace(/\d.*$/, ""))

        const { outcome } = await simulate(step, undefined)

        found += losers.length
        expect(outcome).toMatchObject({ _tag: "Completed" })
        const { _tag: winner } = (outcome as { readonly output: { readonly _tag: string } }).output
        expect(losers).not.toContain(winner)
      }),
      { numRuns: 200 }
    )

    expect(found).toBeGreaterThan(50)
  })
})

const Store = Signature.make("Store", {
  ask: { input: t.unknown, output: t.unknown, error: Closed, effect: "readonly" },
  write: { input: t.unknown, output: t.unknown, effect: "undoable" },
  free: { input: t.unknown, output: t.unknown, effect: "undo" }
})

describe("a write that is said to be left behind", () => {
  it("is left by some run, and no other is", async () => {
    let found = 0
    const parts = {
      bare: () => any(Store.write),
      undone: () => any(Saga.undoable(Store.write, Store.free)),
      ask: () => any(Store.ask),
      tried: () => any(Step.attempt(Store.ask))
    }
    const chains = fc.array(fc.constantFrom<keyof typeof parts>("bare", "undone", "ask", "tried"), {
      minLength: 1,
      maxLength: 5
    })
    await fc.assert(
      fc.asyncProperty(chains, fc.constantFrom("seal", "whole", "whole from start"), async (chain, how) => {
        const body = chain
          .map((part, index) => any(pipe(parts[part](), Step.label(`${index}`))))
          .reduce((first, second) => any(pipe(first, Step.andThen(second))))
        const undo = pipe(Store.free, Step.label("whole"))
        const step = any(
          how === "seal"
            ? Saga.seal(body)
            : how === "whole"
              ? Saga.undoable(body, undo)
              : Saga.undoableFromStart(body, undo)
        )
        const warned = describing(step).warnings.map(({ place }) => place)
        const left = new Set<string>()
        for (const failing of chain.keys()) {
          const written = new Set<string>()
          const store = implement(Store, {
            ask: (_, { nodeId, fail }) => (nodeId.startsWith(`${failing}/`) ? fail({ _tag: "Closed" }) : 1),
            write: (_, { nodeId }) => void written.add(nodeId),
            free: (_, { nodeId }) => {
              if (nodeId.includes("whole")) written.clear()
              else written.delete(`${nodeId.split("/")[0]}/Store.write`)
            }
          })

          const { outcome } = await simulate(step, undefined, { implementations: [store] })

          if (outcome._tag === "Failed") for (const id of written) left.add(id)
        }

        found += left.size
        expect(new Set(warned)).toEqual(left)
      }),
      { numRuns: 300 }
    )

    expect(found).toBeGreaterThan(10)
  })
})

describe("a resource that is said to be raced for", () => {
  it("is declared by two branches of which one writes, and no other is", () => {
    const footprint = fc.record({ reads: fc.subarray(["a", "b"]), writes: fc.subarray(["a", "b"]) })
    fc.assert(
      fc.property(fc.array(footprint, { minLength: 1, maxLength: 4 }), (footprints) => {
        const step = Step.all(
          Object.fromEntries(
            footprints.map((declared, index) => {
              const operation = {
                input: t.unknown,
                output: t.unknown,
                effect: "readonly",
                footprint: declared
              } as const
              return [`${index}`, any(Signature.make(`S${index}`, { operation }).operation)]
            })
          )
        )

        const raced = describing(step).warnings.map(({ message }) => /both touch "(.)"/.exec(message)?.[1])

        const expected = ["a", "b"].filter((name) =>
          footprints.some(
            ({ writes }, one) =>
              writes.includes(name) &&
              footprints.some(
                (other, index) => index !== one && [...other.reads, ...other.writes].includes(name)
              )
          )
        )
        expect(new Set(raced)).toEqual(new Set(expected))
      })
    )
  })
})
