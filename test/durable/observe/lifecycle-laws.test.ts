/**
 * The events of a run are a word of a small grammar, whatever the workflow does and whenever its process ends.
 */
import * as fc from "fast-check"
import { memoryJournal, type LifecycleEvent } from "lawful/durable"
import { durable, durableRecovery } from "lawful/laws"
import { describe, expect, it } from "vitest"
import { observe } from "../../../laws/behaviour.ts"
import { crashing } from "../../../laws/crashing.ts"
import { examples, experimentOf } from "../../../laws/recovery-example.ts"
import { showStep } from "../../../laws/show-step.ts"
import { hasEnded, mistakeIn, words } from "./grammar.ts"

const numRuns = Number(process.env["LAWS_RUNS"] ?? 150)
const seed = Number(process.env["LAWS_SEED"] ?? 20_261_122)

/** Watches in many ways, and keeps what it was told. */
const watcher = () => {
  const events: Array<LifecycleEvent> = []
  const observe = (event: LifecycleEvent): void => {
    events.push(event)
  }
  return { events, plugins: [{ name: "watcher", version: "1", observe }] }
}

const judge = (events: ReadonlyArray<LifecycleEvent>, outcome: string, blocked: boolean): void => {
  for (const [run, word] of words(events)) {
    const said = word.map(({ kind }) => kind).join(" ")
    expect([run, mistakeIn(word), said]).toEqual([run, undefined, said])
  }
  const main = [...words(events)].find(([run]) => run.startsWith("run "))?.[1] ?? []
  if (!blocked) expect([outcome, hasEnded(main)]).toEqual([outcome, true])
}

describe("the events of a run", () => {
  it("are a word of the grammar", { timeout: 20_000 + numRuns * 500 }, async () => {
    await fc.assert(
      fc.asyncProperty(examples, async (example) => {
        const { events, plugins } = watcher()
        const subject = durable({ name: "watched", journal: memoryJournal, plugins })

        const { behaviour } = await observe(subject, experimentOf(example), example.choices)

        judge(events, `${behaviour.outcome} ${showStep(example.step)}`, !ends(behaviour.outcome))
        const ids = events.map(({ id }) => id)
        expect(ids.length).toBe(new Set(ids).size)
      }),
      { numRuns, seed }
    )
  })

  it("are a word of the grammar after crashes, when each is taken once", {
    timeout: 20_000 + numRuns * 500
  }, async () => {
    await fc.assert(
      fc.asyncProperty(examples, async (example) => {
        const { events, plugins } = watcher()
        const subject = crashing(
          durableRecovery({ name: "watched", journal: memoryJournal, plugins }),
          example.crashes,
          (outcome) => outcome._tag
        )

        const { behaviour } = await observe(subject, experimentOf(example), example.choices)

        judge(events, `${behaviour.outcome} ${showStep(example.step)}`, !ends(behaviour.outcome))
      }),
      { numRuns, seed }
    )
  })
})

/** Runs may wait for something that never comes. */
const ends = (outcome: string): boolean => /^(Completed|Failed|Cancelled|Defect|Stuck)/.test(outcome)
