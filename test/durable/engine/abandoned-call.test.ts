/**
 * Calls that nobody waits for any more.
 */
import * as t from "io-ts"
import { implement, Signature, Workflow } from "lawful"
import { Engine, memoryJournal } from "lawful/durable"
import { expect, it } from "vitest"

const Library = Signature.make("Library", { ask: { input: t.number, output: t.number, effect: "readonly" } })
const ask = Workflow.make("ask", {
  version: 1,
  effect: "readonly",
  input: t.number,
  output: t.number,
  body: Library.ask
})

it("does not hold up the closing of an engine when it has ended after its run", async () => {
  let begin = (): void => undefined
  let end = (): void => undefined
  const called = new Promise<void>((resolve) => (begin = resolve))
  const answer = new Promise<number>((resolve) => (end = () => resolve(1)))
  const library = implement(Library, {
    ask: () => {
      begin()
      return answer
    }
  })
  const engine = await Engine.open({
    journal: memoryJournal(),
    workflows: [ask],
    implementations: [library]
  })
  const run = await engine.start(ask, 1)
  await called
  await run.cancel("enough")
  const outcome = await run.result()

  end()
  await engine.close({ within: 3_600_000 })

  expect(outcome._tag).toBe("Cancelled")
})
