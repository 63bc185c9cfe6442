import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { crashTest, type Verdict } from "./crash-test/crash-test.ts"
import { type Mutant, mutants } from "./crash-test/mutants.ts"

const folder = mkdtempSync(join(tmpdir(), "lawful-crash-test-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const seed = Math.floor(Math.random() * 1_000_000)

const kill = (kills: number, mutant?: Mutant): Promise<Verdict> =>
  crashTest({
    kills,
    seed,
    journal: join(folder, `${mutant ?? "right"}.db`),
    atOnce: 32,
    ...(mutant === undefined ? {} : { mutant })
  })

describe(`the crash test (seed ${seed})`, () => {
  it("finds that every run ends, once and as without crashes, however often the process is killed", async () => {
    const verdict = await kill(10)

    expect(verdict.violations).toEqual([])
    expect(verdict.kills).toBe(10)
    expect(verdict.runs).toBeGreaterThanOrEqual(4 * 32)
  })

  it.for(Object.entries(mutants) as ReadonlyArray<[Mutant, { readonly words: string }]>)(
    "finds out an engine that is broken: %s",
    async ([mutant]) => {
      const verdict = await kill(100, mutant)

      expect(verdict.violations).not.toEqual([])
    }
  )
})
