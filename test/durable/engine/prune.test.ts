/**
 * Journals of runs that never end do not grow without end.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as E from "fp-ts/lib/Either.js"
import * as t from "io-ts"
import { implement, Schedule, Signature, Step, Workflow } from "lawful"
import { Engine, memoryJournal } from "lawful/durable"
import { describe, expect, it } from "vitest"

const Meter = Signature.make("Meter", {
  read: { input: t.number, output: t.number, effect: "readonly" },
  flaky: { input: t.number, output: t.number, error: t.type({ _tag: t.literal("Down") }), effect: "readonly" }
})

/** Reads as often as it is told to, four readings a turn. */
const watch = Workflow.make("watch", {
  version: 1,
  input: t.number,
  output: t.number,
  body: pipe(
    Step.begin<number>(),
    Step.bind("before", ({ input }) => input, pipe(Meter.read, Step.label("before"))),
    Step.map(({ input }) => ({ left: input, sum: 0 })),
    Step.andThen(
      Step.iterate(
        pipe(
          Step.begin<{ readonly left: number; readonly sum: number }>(),
          Step.bind("a", ({ input }) => input.left, pipe(Meter.read, Step.label("a"))),
          Step.bind("b", ({ a }) => a, pipe(Meter.read, Step.label("b"))),
          Step.map(({ input, b }) =>
            input.left <= 1 ? E.right(input.sum + b) : E.left({ left: input.left - 1, sum: input.sum + b })
          )
        )
      )
    )
  )
})

const insist = Workflow.make("insist", {
  version: 1,
  input: t.number,
  output: t.number,
  body: pipe(Meter.flaky, Step.retry(Schedule.constant(0)))
})

const meter = (down = { times: 0 }) =>
  implement(Meter, {
    read: (n) => n,
    flaky: (n, { fail }) => (down.times-- > 0 ? fail({ _tag: "Down" }) : n)
  })

/** The keys of a journal. */
const keysOf = async (journal: ReturnType<typeof memoryJournal>): Promise<ReadonlyArray<string>> => {
  const records = await journal.open({ standby: false })
  const keys = records.range({ from: "", to: "~" }).map(({ key }) => key)
  records.close()
  return keys
}

describe("a journal", () => {
  it("keeps what happened once and in the turn under way, however long a loop goes on", async () => {
    const journal = memoryJournal()
    const engine = await Engine.open({ journal, workflows: [watch], implementations: [meter()] })
    const handle = await engine.start(watch, 3000)

    const outcome = await handle.result()
    await engine.close()

    expect(outcome).toEqual({ _tag: "Completed", output: (3000 * 3001) / 2 })
    const batches = (await keysOf(journal)).filter((key) => key.startsWith("e/"))
    expect(batches.length).toBeLessThan(300)
  })

  it("forgets attempts that are over, however often something is tried", async () => {
    const journal = memoryJournal()
    const engine = await Engine.open({
      journal,
      workflows: [insist],
      implementations: [meter({ times: 2000 })]
    })

    const outcome = await (await engine.start(insist, 7)).result()
    await engine.close()

    expect(outcome).toEqual({ _tag: "Completed", output: 7 })
    expect((await keysOf(journal)).length).toBeLessThan(300)
  })

  it("goes on behind a snapshot where it was, whenever the process ends", async () => {
    const journal = memoryJournal()
    let readings = 0
    const counting = implement(Meter, {
      read: (n) => {
        if (++readings % 150 === 0) journal.kill()
        return n
      },
      flaky: (n) => n
    })
    const open = () => Engine.open({ journal, workflows: [watch], implementations: [counting] })
    let outcome: unknown
    for (let process = 0; process < 40 && outcome === undefined; process++) {
      const engine = await open()
      outcome = await engine
        .start(watch, 500, { id: "w" })
        .then((handle) => handle.result())
        .catch(() => undefined)
    }

    expect(outcome).toEqual({ _tag: "Completed", output: (500 * 501) / 2 })
    expect(readings).toBeGreaterThan(1000)
    expect(readings).toBeLessThan(1030)
  })
})
