import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Event, EventBus, run, start, Step } from "lawful"
import { describe, expect, it } from "vitest"
import { quiet } from "./virtual-clock.ts"

const Queued = Event.make("Queued", { payload: t.number })
const Broadcast = Event.make("Broadcast", { payload: t.number, mode: "broadcast" })
const Transient = Event.make("Transient", { payload: t.number, mode: "transient" })

/** Two waits, one before and one after two events are sent. */
const trial = async (event: Event<"Queued" | "Broadcast" | "Transient", number>) => {
  const events = new EventBus()
  const wait = start(Step.waitFor(event), [], { events })
  const outputs: Array<unknown> = []
  const listen = (): void =>
    void wait(undefined).outcome.then((outcome) =>
      outputs.push("output" in outcome ? outcome.output : outcome)
    )
  listen()
  listen()
  await quiet()
  events.emit(event, 1)
  events.emit(event, 2)
  await quiet()
  listen()
  await quiet()
  return outputs
}

describe("an event", () => {
  it("that is queued wakes one wait each, first in, first out", async () => {
    expect(await trial(Queued)).toEqual([1, 2])
  })

  it("that is broadcast wakes every wait, and the last one is kept", async () => {
    expect(await trial(Broadcast)).toEqual([1, 1, 2])
  })

  it("that is transient wakes every wait, and is not kept", async () => {
    expect(await trial(Transient)).toEqual([1, 1])
  })

  it("that is queued before the wait is kept, in order", async () => {
    const events = new EventBus()
    const wait = run(Step.waitFor(Queued), [], { events })
    for (const n of [1, 2, 3]) events.emit(Queued, n)

    const outputs = [await wait(0), await wait(0), await wait(0)]

    expect(outputs).toMatchObject([{ output: 1 }, { output: 2 }, { output: 3 }])
  })

  it("reaches only waits with its key, and keys and names cannot be mixed up", async () => {
    const events = new EventBus()
    const Other = Event.make("Queuedorder", { payload: t.number })
    const wait = run(
      Step.waitFor(Queued, (key: string) => key),
      [],
      { events }
    )

    const one = wait("order-1")
    const two = wait("order-2")
    events.emit(Other, 9, "-1")
    events.emit(Queued, 2, "order-2")
    events.emit(Queued, 1, "order-1")

    expect([await one, await two]).toMatchObject([{ output: 1 }, { output: 2 }])
  })

  it("whose payload does not fit is refused where it is sent", async () => {
    const handle = start(Step.waitFor(Queued))(undefined)

    expect(() => handle.emit(Queued, "no" as never)).toThrow(
      'The payload of event Queued does not fit its codec: at the value itself: expected number (was "no")'
    )
    expect(await run(Step.emit(Queued))("no" as never)).toMatchObject({
      _tag: "Defect",
      at: "emit:Queued",
      cause: { code: "codec/violation" }
    })
    handle.cancel()
  })

  it("sent within a run reaches a wait beside it", async () => {
    const both = Step.all([pipe(Step.succeed(5), Step.andThen(Step.emit(Queued))), Step.waitFor(Queued)])
    const other = Step.all([
      Step.waitFor(Transient),
      pipe(Step.succeed(5), Step.andThen(Step.emit(Transient)))
    ])

    expect(await run(both)(undefined)).toMatchObject({ output: [undefined, 5] })
    expect(await run(other)(undefined)).toMatchObject({ output: [5, undefined] })
  })

  it("is kept within its run when no bus is shared", async () => {
    const begin = start(Step.waitFor(Queued))
    const one = begin(0)
    const two = begin(0)

    one.emit(Queued, 1)
    two.emit(Queued, 2)

    expect([await one.outcome, await two.outcome]).toMatchObject([{ output: 1 }, { output: 2 }])
  })
})

describe("a milestone", () => {
  it("stays reached, however often it is reached", async () => {
    const Packed = Event.milestone("Packed")
    const events = new EventBus()
    const reach = run(Step.reach(Packed), [], { events })
    const wait = run(Step.waitFor(Packed), [], { events })

    const early = wait(undefined)
    await reach({ anything: 1 })
    await reach("again")

    for (const outcome of [await early, await wait(undefined), await wait(undefined)])
      expect(outcome).toEqual({ _tag: "Completed", output: undefined })
  })
})
