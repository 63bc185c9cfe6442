/**
 * A process that takes over from another one.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { afterEach, describe, expect, it } from "vitest"
import { place } from "./bench.ts"

const here = dirname(fileURLToPath(import.meta.url))
const tsx = createRequire(import.meta.url).resolve("tsx")
const children: Array<ChildProcess> = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL")
})

/** A process, and a way to wait for what it says. */
const spawned = (...args: ReadonlyArray<string>) => {
  const child = spawn(process.execPath, ["--import", tsx, join(here, "standby-process.ts"), ...args], {
    stdio: ["ignore", "pipe", "inherit"]
  })
  children.push(child)
  const lines: Array<string> = []
  let look: () => void = () => undefined
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line)
    look()
  })
  return {
    child,
    lines,
    said: (what: RegExp): Promise<string> =>
      new Promise((resolve) => {
        look = () => {
          const found = lines.find((line) => what.test(line))
          if (found !== undefined) resolve(found)
        }
        look()
      })
  }
}

describe("a standby", () => {
  it("takes over when the process that writes is killed, and finishes its runs", async () => {
    const file = join(place(), "a.db")
    const first = spawned(file, "first")
    await first.said(/^open$/)
    const second = spawned(file, "second", "standby")
    await second.said(/^opening$/)
    await first.said(/^started 40$/)

    first.child.kill("SIGKILL")

    const [, finished = ""] = (await second.said(/^finished/)).split(" ")
    // Everything that was said to be started has been finished, by the second process.
    const started = first.lines.filter((line) => line.startsWith("started")).length
    expect(Number(finished)).toBeGreaterThanOrEqual(started)
    const calls = readFileSync(`${file}.calls`, "utf8").trim().split("\n")
    const by = (name: string) => calls.filter((call) => call.startsWith(`${name} `)).length
    expect(by("second")).toBeGreaterThan(0)
    // Each of the three calls of a run was made, under keys of its own; those under way at the kill are delivered twice.
    expect(new Set(calls.map((call) => call.split(" ").slice(1).join(" "))).size).toBe(3 * Number(finished))
    expect(by("first") + by("second")).toBeLessThan(3 * Number(finished) + 200)
  })
})
