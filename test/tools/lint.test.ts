import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { folderWith } from "./folder.ts"
import { root } from "./project.ts"

const long = Array.from({ length: 301 }, (_, n) => `export const a${n} = ${n}`).join("\n")

/** Files with one mistake each, and the rule that refuses it. */
const mistakes: Readonly<Record<string, readonly [rule: string, code: string]>> = {
  "src/floating.ts": ["no-floating-promises", "export const f = async () => 1\nf()"],
  "src/explicit-any.ts": ["no-explicit-any", "export const a = (b: any): unknown => b"],
  "src/unsafe-call.ts": ["no-unsafe-call", 'export const a = () => { JSON.parse("1")() }'],
  "src/unsafe-return.ts": ["no-unsafe-return", 'export const a = (): number => JSON.parse("1")'],
  "src/unsafe-assignment.ts": ["no-unsafe-assignment", 'export const a: number = JSON.parse("1")'],
  "src/unsafe-argument.ts": ["no-unsafe-argument", 'export const a = Math.abs(JSON.parse("1"))'],
  "src/unsafe-member.ts": ["no-unsafe-member-access", 'export const a: unknown = JSON.parse("1").b'],
  "src/cycle-a.ts": ["no-cycle", 'import { b } from "./cycle-b.ts"\nexport const a: number = b'],
  "src/cycle-b.ts": ["no-cycle", 'import { a } from "./cycle-a.ts"\nexport const b: number = a'],
  "src/default.ts": ["no-default-export", "export default 1"],
  "src/thenable.ts": ["no-thenable", "export const a = { then: () => 1 }"],
  "src/long.ts": ["max-lines", long],
  "laws/long.ts": ["max-lines", long],
  "examples/long.ts": ["max-lines", long]
}

const lint = (): string => {
  const folder = folderWith({
    ".oxlintrc.json": readFileSync(join(root, ".oxlintrc.json"), "utf8"),
    "tsconfig.json": readFileSync(join(root, "tsconfig.json"), "utf8"),
    "bench/long.ts": long,
    ...Object.fromEntries(Object.entries(mistakes).map(([file, [, code]]) => [file, code]))
  })
  const oxlint = join(root, "node_modules/oxlint/bin/oxlint")
  const args = [
    oxlint,
    "--type-aware",
    "--deny-warnings",
    "--format",
    "unix",
    "src",
    "laws",
    "examples",
    "bench"
  ]
  return spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" }).stdout
}

describe("the linter", () => {
  const printed = lint().split("\n")

  it.each(Object.entries(mistakes))("complains of %s", (file, [rule]) => {
    const complaints = printed.filter((line) => line.startsWith(`${file}:`))

    expect(complaints.join("\n")).toContain(`(${rule})`)
  })

  it("lets a file outside src, laws and examples be long", () => {
    expect(printed.filter((line) => line.startsWith("bench/"))).toEqual([])
  })
})
