/**
 * A process that writes to a SQLite journal is killed, really.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { rmSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { sqlite } from "lawful/durable"
import { afterEach, describe, expect, it } from "vitest"
import { folder } from "./tested.ts"

const KILLS = 24
const script = fileURLToPath(new URL("writer.ts", import.meta.url))
const root = fileURLToPath(new URL("../../..", import.meta.url))

/** A writer, and what it says. */
interface Writer {
  readonly process: ChildProcess
  /** What it has said last. */
  readonly last: () => string
  /** Resolves when it has said something that fits. */
  readonly says: (pattern: RegExp) => Promise<void>
  readonly kill: () => Promise<void>
}

const started: Array<ChildProcess> = []

const writerOf = (file: string, ...more: ReadonlyArray<string>): Writer => {
  const process = spawn(globalThis.process.execPath, ["--import", "tsx", script, file, ...more], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"]
  })
  started.push(process)
  const lines = createInterface({ input: process.stdout })
  const ended = once(lines, "close")
  let last = ""
  lines.on("line", (line) => {
    last = line
  })
  return {
    process,
    last: () => last,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        lines.on("line", (line) => {
          if (pattern.test(line)) resolve()
        })
        lines.on("close", () => reject(new RangeError(`the writer ended and had said "${last}"`)))
      }),
    kill: async () => {
      process.kill("SIGKILL")
      await ended
    }
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

afterEach(() => {
  for (const process of started.splice(0)) process.kill("SIGKILL")
})

describe("kill -9", () => {
  it(`takes nothing that was acknowledged, ${KILLS} times on one file`, async () => {
    const { path, remove } = folder()
    const file = join(path, "a.db")
    let written = 0

    for (let kill = 0; kill < KILLS; kill++) {
      const writer = writerOf(file)
      // Every fourth one dies while it opens the journal, the first of them while it makes it.
      await writer.says(kill % 4 === 0 ? /opening/ : /^\d+$/)
      await pause((kill * 7) % 23)
      await writer.kill()
      const records = await sqlite(file).open({ standby: false })
      const last = Number(records.get("last") ?? 0)
      const count = (name: string): number => records.range({ from: `${name}/`, to: `${name}0` }).length

      expect(last).toBeGreaterThanOrEqual(/^\d+$/.test(writer.last()) ? Number(writer.last()) : written)
      expect([count("one"), count("two")]).toEqual([last, last])
      expect(records.check()).toEqual([])

      written = last
      records.close()
    }

    expect(written).toBeGreaterThan(KILLS)
    remove()
  }, 120_000)

  it("lets a standby take over", async () => {
    const { path, remove } = folder()
    const file = join(path, "a.db")
    const writer = writerOf(file)
    await writer.says(/^5$/)
    await expect(sqlite(file).open({ standby: false })).rejects.toMatchObject({ code: "journal/locked" })
    const standby = sqlite(file).open({ standby: true })

    await writer.kill()
    const records = await standby

    expect(Number(records.get("last"))).toBeGreaterThanOrEqual(Number(writer.last()))
    records.close()
    remove()
  })

  it("is not needed to keep a writer out whose lock somebody has removed", async () => {
    const { path, remove } = folder()
    const file = join(path, "a.db")
    const records = await sqlite(file).open({ standby: false })
    records.commit(() => [{ key: "last", value: "1000" }])
    rmSync(`${file}-lock`)
    const other = writerOf(file)
    await other.says(/^1001$/)

    const late = (): void => records.commit(() => [{ key: "last", value: "0" }])

    expect(late).toThrow("(journal/fenced)")
    await other.kill()
    expect(Number(records.get("last"))).toBeGreaterThanOrEqual(1001)
    records.close()
    remove()
  })
})
