/**
 * One line declares the laws in a test runner. Here in vitest, which runs this file, and in `node --test`.
 */
import { spawnSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import type * as node from "node:test"
import { pathToFileURL } from "node:url"
import { categoryLaws, describeLaws, inProcess, type Runner } from "lawful/laws"
import { afterAll, describe, expect, it } from "vitest"
import { freshCache, root } from "../tools/project.ts"

/** The two functions of jest, mocha and bun, as their own types declare them. */
interface Jest {
  readonly describe: { (name: number | string, body: () => void): void; skip: unknown }
  readonly it: JestIt & { skip: JestIt }
}
type JestIt = (name: string, body?: () => PromiseLike<unknown>, timeout?: number) => void
interface Mocha {
  readonly describe: (this: void, title: string, body: (this: object) => void) => object
  readonly it: MochaIt & { skip: MochaIt }
}
type MochaIt = (title: string, body?: (this: object) => PromiseLike<unknown>) => object
interface Bun {
  readonly describe: (label: string, body: () => void) => void
  readonly it: BunIt & { skip: BunIt }
}
type BunIt = (
  label: string,
  body: (() => void | Promise<unknown>) | ((done: (error?: unknown) => void) => void),
  options?: number | { timeout?: number }
) => void

/** Compiles because the functions of each runner are what `describeLaws` takes, as they are. */
export const asRunner = (runner: Jest | Mocha | Bun | typeof node): Runner => runner

let ran = 0
const counting = { ...inProcess, idle: () => (ran++, inProcess.idle()) }

describe("in vitest", () => {
  describeLaws(categoryLaws(counting), { describe, it }, { numRuns: 20, seed: 1 })

  afterAll(() => {
    expect(ran).toBeGreaterThan(100)
  })
})

/** What `node --test` says of a file with these laws. */
const nodeTest = (name: string, laws: string): { readonly code: number | null; readonly printed: string } => {
  const file = `${freshCache(`runners/${name}`)}/laws.test.ts`
  const here = (path: string): string => JSON.stringify(pathToFileURL(`${root}${path}`).href)
  writeFileSync(
    file,
    `import { describe, it } from "node:test"
import { categoryLaws, describeLaws, inProcess, raceLaws } from ${here("laws/index.ts")}
import { mutants } from ${here("test/laws/mutants/all.ts")}
describeLaws(${laws}, { describe, it }, { numRuns: 60, seed: 1 })
`
  )
  const { status, stdout } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--test", "--test-reporter=tap", file],
    { cwd: root, encoding: "utf8", env: { ...process.env, NODE_TEST_CONTEXT: undefined } }
  )
  return { code: status, printed: stdout }
}

describe("in node --test", () => {
  it("laws that hold pass, one test each", () => {
    const { code, printed } = nodeTest("holding", "categoryLaws(inProcess)")

    expect(printed).toContain("ok 1 - C1 left unit: identity >>> f = f")
    expect(printed).toMatch(/# pass 5\n# fail 0/)
    expect(code).toBe(0)
  })

  it("a broken law fails with its report", () => {
    const { code, printed } = nodeTest(
      "broken",
      'categoryLaws(mutants["drops what follows an identity"](inProcess))'
    )

    expect(printed).toContain("not ok 1 - C1 left unit: identity >>> f = f")
    expect(printed).toMatch(/replay: check\(laws\.only\("C1"\), \{ seed: 1/)
    expect(code).toBe(1)
  })

  it("a law that cannot be checked or was left out is skipped, with the reason", () => {
    const poor = '{ ...inProcess, name: "poor", capabilities: new Set() }'
    const { code, printed } = nodeTest(
      "skipping",
      `raceLaws(${poor}).only("R1", "R2").without("R2", "takes too long here")`
    )

    expect(printed).toMatch(/ok 1 - R1 .* \(poor does not support race, timers\) # SKIP/)
    expect(printed).toMatch(/ok 2 - R2 left out: takes too long here # SKIP/)
    expect(printed).toMatch(/# pass 0\n# fail 0\n# cancelled 0\n# skipped 2/)
    expect(code).toBe(0)
  })
})
