import { getEventListeners } from "node:events"
import { left, right } from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import { Codec, Event, EventBus, implement, run, Saga, Signature, start, Step } from "lawful"
import { describe, expect, it } from "vitest"
import { stage } from "./stage.ts"
import { quiet, VirtualClock } from "./virtual-clock.ts"

/** The heap in use after a collection, in bytes; asks the engine for one by making it necessary. */
const heapAfter = async (): Promise<number> => {
  const { setFlagsFromString } = await import("node:v8")
  const { runInNewContext } = await import("node:vm")
  setFlagsFromString("--expose_gc")
  const collect = runInNewContext("gc") as () => void
  await quiet()
  collect()
  await quiet()
  collect()
  return process.memoryUsage().heapUsed
}

describe("nothing is left behind", () => {
  it("on the signal of a caller, once its run has ended", async () => {
    const { signal } = new AbortController()
    const { provider, op } = stage({ a: async () => 1 })

    for (let index = 0; index < 20; index++) {
      await run(op("a"), [provider])(0, { signal })
      await start(op("a"), [provider])(0, { signal }).outcome
    }

    expect(getEventListeners(signal, "abort")).toEqual([])
  })

  it("on a clock, once races, timeouts and retries have ended", async () => {
    const clock = new VirtualClock()
    const step = pipe(
      Step.race({ a: Step.sleep(10), b: Step.sleep(20) }),
      Step.timeout(1000),
      Step.andThen(Step.waitForAny({ go: Event.make("Go", { payload: Codec.unchecked() }) })),
      Step.timeout(100)
    )

    const pending = run(step, [], { clock })(0)
    await clock.advance(500)

    expect((await pending)._tag).toBe("Failed")
    expect(clock.pending).toBe(0)
  })

  it("in a run that loops for long over waits, time limits, attempts, retries and races", async () => {
    const samples: Array<number> = []
    const clock = new VirtualClock()
    const poll = Desk.poll
    const body = pipe(
      poll,
      Step.tap((n) => n, pipe(poll, Step.timeout(1000), Step.attempt)),
      Step.tap((n) => n, Step.race({ now: Step.succeed(1), wait: Step.sleep(1000) })),
      Step.tap((n) => n, Step.race({ poll, wait: Step.sleep(1000) })),
      Step.tap((n) => n, pipe(poll, Step.retry(1), Step.ensuring(Step.succeed(0)), Saga.scope)),
      Step.tap((n) => n, Step.quorum(1, { poll, wait: Step.waitFor(Never) })),
      Step.map((n) => (n < 20_000 ? left(n + 1) : right(n)))
    )
    const desk = implement(Desk, {
      poll: async (n, { signal }) => {
        if (signal.aborted) throw new Error("never")
        return n
      },
      sample: async (n) => {
        if (n % 8000 === 0) samples.push(await heapAfter())
        return n
      }
    })

    await run(Step.iterate(pipe(Desk.sample, Step.andThen(body))), [desk], { clock })(0)

    expect(samples).toHaveLength(3)
    expect((samples[2] as number) - (samples[1] as number)).toBeLessThan(2_000_000)
  })

  it("in a bus that has seen many keys, and had many waits called off", async () => {
    const events = new EventBus()
    const wait = start(
      Step.waitFor(Never, (key: string) => key),
      [],
      { events }
    )
    const round = async (from: number): Promise<number> => {
      for (let index = from; index < from + 20_000; index++) {
        const handle = wait(`order-${index}`)
        if (index % 2 === 0) events.emit(Never, 1, `order-${index}`)
        else handle.cancel()
        await handle.outcome
      }
      return heapAfter()
    }

    const before = await round(0)
    const after = await round(20_000)

    expect(after - before).toBeLessThan(1_000_000)
  })

  it("by the items of a long list, once it has been worked through", async () => {
    const desk = implement(Desk, { poll: async (n) => n, sample: (n) => n })
    const each = run(pipe(Desk.poll, Step.forEach({ concurrency: 10 }), Step.as(0)), [desk])
    const items = Array.from({ length: 100_000 }, (_, index) => index)

    await each(items)
    const before = await heapAfter()
    await each(items)
    const after = await heapAfter()

    expect(after - before).toBeLessThan(1_000_000)
  })
})

const Never = Event.make("Never", { payload: Codec.unchecked<number>() })

const Desk = Signature.make("Desk", {
  poll: { input: Codec.unchecked<number>(), output: Codec.unchecked<number>(), effect: "readonly" },
  sample: { input: Codec.unchecked<number>(), output: Codec.unchecked<number>(), effect: "readonly" }
})
