import * as t from "io-ts"
import { implement, run, Saga, Signature, Step, systemClock } from "lawful"
import { limited } from "lawful/transformations"
import { expect, test } from "vitest"

const Desk = Signature.make("Desk", {
  look: { input: t.void, output: t.void, effect: "readonly" },
  write: { input: t.void, output: t.void, effect: "undoable" },
  erase: { input: t.void, output: t.void, effect: "undo" }
})

test("a call that waits is not made when its run is stopped, although that makes room for it", async () => {
  const made: Array<string> = []
  const stopping = new AbortController()
  const desk = limited({ concurrency: 1, clock: systemClock })(
    implement(Desk, {
      look: () => new Promise<void>(() => void setTimeout(() => stopping.abort("enough"), 1)),
      write: () => void made.push("write"),
      erase: () => void made.push("erase")
    })
  )
  const both = Step.all([Desk.look, Saga.undoable(Desk.write, Desk.erase)])

  const outcome = await run(both, [desk])(undefined, { signal: stopping.signal })

  expect(outcome._tag).toBe("Cancelled")
  expect(made).toEqual([])
})
