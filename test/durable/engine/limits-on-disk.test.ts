/**
 * Limits, recurring starts, checkpoints and retention on a file, through codecs of payloads.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as t from "io-ts"
import { Saga, Workflow } from "lawful"
import { checkpointOf, compression, Engine, encryption, heartbeat, recurring, sqlite } from "lawful/durable"
import { afterEach, describe, expect, it } from "vitest"
import { Calls, settled, Time, Work } from "./world.ts"

const single = Workflow.make("single", {
  version: 1,
  input: t.string,
  output: t.string,
  body: Saga.undoable(Work.do, Work.undo)
})
const DAY = 86_400_000
const folders: Array<string> = []

const open = (file: string, calls: Calls, clock: Time, schedules: boolean) =>
  Engine.open({
    journal: sqlite(file),
    workflows: [single],
    implementations: [calls.implementation],
    clock,
    payload: [compression(), encryption({ current: "k1", keys: { k1: new Uint8Array(32).fill(7) } })],
    limits: { operations: { "Work.do": { heartbeat: DAY } }, runs: { concurrency: 2 } },
    retention: DAY,
    schedules: schedules
      ? [recurring({ id: "daily", cron: "0 0 * * *", workflow: single, input: (due) => due.toISOString() })]
      : []
  })

describe("an engine with limits on a file", () => {
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
  })

  it("keeps queued runs, checkpoints and due times over restarts, and forgets all in the end", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lawful-limits-"))
    folders.push(folder)
    const file = join(folder, "runs.db")
    const clock = new Time(Date.UTC(2025, 0, 1, 12))
    const [before, after] = [new Calls(), new Calls()]

    const first = await open(file, before, clock, true)
    for (const input of ["1", "2", "3", "4"]) await first.start(single, input, { id: input })
    await settled()
    heartbeat(before.made[0]?.context ?? {}, { rows: 5 })
    await settled()
    const queued = (await first.list({ status: "queued" })).runs.map(({ id }) => id)
    const closing = first.close({ within: 1000 })
    await clock.pass(1000)
    await closing
    clock.jump(DAY)
    const second = await open(file, after, clock, true)
    await settled()
    const running = [...after.inputs]
    const found = checkpointOf(after.made[0]?.context ?? {})
    await after.endAll()
    const all = (await second.list({ status: "completed" })).runs.map(({ id }) => id)
    await second.close()
    clock.jump(2 * DAY)
    const third = await open(file, after, clock, false)
    await settled()
    const left = (await third.list()).runs
    await third.close()

    expect(before.inputs).toEqual(["1", "2"])
    expect(queued).toEqual(["4", "3"])
    expect(running).toEqual(["1", "2"])
    expect(found).toEqual({ rows: 5 })
    expect(all).toEqual(["daily@2025-01-02T00:00:00.000Z", "4", "3", "2", "1"])
    expect(left).toEqual([])
  })
})
