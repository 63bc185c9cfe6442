/**
 * The processor as a process: it is killed at random moments under load and started again, and started again when all is done.
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, expect, test } from "vitest"

const root = fileURLToPath(new URL("../../..", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "processor-"))

afterAll(() => rmSync(folder, { recursive: true }))

const start = (program: "main" | "crash", ...args: ReadonlyArray<string>) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", `examples/payments/${program}.ts`, ...args],
    { cwd: root, encoding: "utf8" }
  )
  return { status, stdout, stderr, lines: stdout.trimEnd().split("\n") }
}

test("a processor that is killed again and again ends every payment in exactly one way, with books that balance", () => {
  const { status, stdout, lines } = start("crash", "--kills", "3", "--seed", "2")

  expect(stdout).toContain("The books balance.")
  expect(lines.at(-1)).toMatch(/^[1-3] of 3 processors were killed/)
  expect(status).toBe(0)
}, 180_000)

test("a day that is over is not begun anew", () => {
  const day = () => start("main", "--folder", join(folder, "day"), "--payments", "12")

  const first = day()
  const second = day()

  expect(first.status, first.stderr).toBe(0)
  expect(first.lines.at(-1)).toBe("The books balance.")
  expect(second).toEqual(first)
}, 180_000)

test.each([
  ["main", ["--payments", "many"], "expected whole numbers (were many and 1)"],
  ["main", ["--journal", "x"], "Unknown option '--journal'"],
  ["crash", ["--kills", "-1"], "argument is ambiguous"],
  ["crash", ["--kills", "some"], "expected whole numbers (were some and 1)"]
] as const)("%s says what is wrong with %j, and does nothing", (program, args, text) => {
  const { status, stdout, stderr } = start(program, ...args)

  expect(stderr).toContain(text)
  expect(stdout).toBe("")
  expect(status).toBe(2)
})
