import { describe, expect, it } from "vitest"
import { folderWith } from "./folder.ts"
import { violations } from "./imports.ts"

const complaints = (files: Readonly<Record<string, string>>): ReadonlyArray<string> =>
  violations(folderWith(files))

/** A file, an import that it must not have, and the complaint. */
const forbidden: ReadonlyArray<readonly [file: string, code: string, complaint: string]> = [
  ["src/core/a.ts", 'import "../combinators/b.ts"', "core knows nothing of combinators"],
  ["src/core/a.ts", 'export * from "../machine/b.ts"', "core knows nothing of machine"],
  ["src/core/a.ts", 'import { left } from "fp-ts/lib/Either.js"', "core imports only types"],
  [
    "src/core/a.ts",
    'import type { Effect } from "effect"',
    "core imports only types, and only of fp-ts and io-ts"
  ],
  ["src/core/a.ts", 'import type { Stats } from "node:fs"', "core imports only types"],
  [
    "src/combinators/a.ts",
    'import type { B } from "../machine/b.ts"',
    "combinators knows nothing of machine"
  ],
  ["src/machine/a.ts", 'import "../durable/b.ts"', "machine knows nothing of durable"],
  ["src/machine/a.ts", 'import { readFileSync } from "fs"', "only drivers"],
  ["src/simulator/a.ts", 'import "node:fs/promises"', "only drivers"],
  ["src/diagram/a.ts", 'const b = await import("../services/b.ts")', "diagram knows nothing of services"],
  ["src/durable/a.ts", 'type B = import("../cli/b.ts").B', "durable knows nothing of cli"],
  ["src/services/a.ts", 'import "../inspector/b.ts"', "services knows nothing of inspector"],
  ["src/core/a.ts", 'import "../../laws/b.ts"', "src imports nothing outside src"],
  ["src/machine/a.ts", 'import "../../test/b.ts"', "src imports nothing outside src"],
  ["src/cli/a.ts", 'import "../index.ts"', "nothing in src imports the public surface"],
  ["src/cli/a.ts", 'import "lawful"', "src and laws import each other by relative paths"],
  ["src/durable/a.ts", 'import { Effect } from "effect"', "only adapters import the optional peer effect"],
  [
    "src/interpreters/a.ts",
    'import { Effect } from "effect"',
    "only adapters import the optional peer effect"
  ],
  [
    "src/simulator/a.ts",
    'import * as fc from "fast-check"',
    "only adapters import the optional peer fast-check"
  ],
  ["src/interpreters/effect/a.ts", 'import "../fp-ts/b.ts"', "adapters never import one another"],
  ["src/interpreters/in-process/a.ts", 'import "../effect/b.ts"', "adapters never import one another"],
  [
    "src/interpreters/in-process/a.ts",
    'import { Effect } from "effect"',
    "only adapters import the optional peer effect"
  ],
  ["src/engines/restate/a.ts", 'import "../dbos/b.ts"', "adapters never import one another"],
  ["src/engines/dbos/a.ts", 'import "../../interpreters/effect/b.ts"', "adapters never import one another"],
  ["src/misc/a.ts", 'import "../core/b.ts"', "src/misc has no level"],
  ["laws/a.ts", 'import "../test/b.ts"', "laws import src and laws only"],
  ["examples/payments/a.ts", 'import "../../src/index.ts"', "examples import the library as users do"]
]

/** A file and an import that it may have. */
const allowed: ReadonlyArray<readonly [file: string, code: string]> = [
  ["src/core/a.ts", 'import "./b.ts"'],
  ["src/core/a.ts", 'import type { Either } from "fp-ts/lib/Either.js"'],
  ["src/core/a.ts", 'import type * as t from "io-ts"'],
  ["src/combinators/a.ts", 'import "../core/b.ts"'],
  ["src/interpreters/a.ts", 'import "../machine/b.ts"'],
  ["src/interpreters/effect/a.ts", 'import "../in-process/b.ts"'],
  ["src/interpreters/effect/a.ts", 'import { Effect } from "effect"'],
  ["src/interpreters/effect/a.ts", 'import "../fold.ts"'],
  ["src/durable/a.ts", 'import "node:fs"'],
  ["src/index.ts", 'export * from "./cli/b.ts"'],
  ["laws/a.ts", 'import * as fc from "fast-check"'],
  ["laws/a.ts", 'import "../src/core/b.ts"'],
  ["examples/payments/a.ts", 'import { Step } from "lawful"']
]

describe("the direction of imports", () => {
  it.each(forbidden)("refuses in %s: %s", (file, code, complaint) => {
    expect(complaints({ [file]: code }).join("\n")).toContain(`${file}:1: ${complaint}`)
  })

  it.each(allowed)("allows in %s: %s", (file, code) => {
    expect(complaints({ [file]: code })).toEqual([])
  })

  it("refuses folders of one level that import each other", () => {
    const there = { "src/machine/a.ts": 'import "../diagram/b.ts"' }
    const back = { "src/diagram/c.ts": 'import "../machine/d.ts"' }

    expect(complaints(there)).toEqual([])
    expect(complaints({ ...there, ...back }).join()).toContain("diagram and machine import each other")
  })
})
