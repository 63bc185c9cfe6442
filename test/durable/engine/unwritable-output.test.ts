/**
 * An output that is not data cannot be kept: whoever waits hears the same as whoever asks later.
 */
import { Codec, Step, Workflow } from "lawful"
import { Engine, memoryJournal } from "lawful/durable"
import { expect, it } from "vitest"

it("is a defect, for those who wait and for those who come later", async () => {
  const journal = memoryJournal()
  const shout = Workflow.make("shout", {
    version: 1,
    input: Codec.unchecked<number>(),
    output: Codec.unchecked<() => number>(),
    body: Step.pure((n: number) => () => n)
  })
  const engine = await Engine.open({ journal, workflows: [shout] })
  const handle = await engine.start(shout, 1, { id: "s" })

  const waited = await handle.result()
  const asked = await (await engine.get(shout, "s")).result()
  await engine.close()

  expect(waited._tag).toBe("Defect")
  expect(asked).toEqual(waited)
})
