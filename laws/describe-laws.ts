/**
 * Laws in a test runner of your choice: vitest, jest, mocha, node:test, bun.
 * @module
 */
import type { LawOptions } from "./law.ts"
import { allSets, type LawSet } from "./law-set.ts"
import { titleOf, wordsOf } from "./words.ts"

/** The two functions of a test runner. */
export interface Runner {
  readonly describe: (title: string, body: () => void) => unknown
  readonly it: It
}

/** Declares a test; `skip` declares one that is not run. */
export interface It {
  (title: string, body: () => Promise<void>): unknown
  readonly skip?: (title: string, body: () => Promise<void>) => unknown
}

/**
 * Declares one test for each law. A law that is skipped is declared as skipped, or fails when the runner cannot skip; a vacuous
 * one fails.
 * @example
 * import { categoryLaws, describeLaws, inProcess } from "lawful/laws"
 * const titles: Array<string> = []
 * const runner = { describe: (_: string, body: () => void) => body(), it: (title: string) => titles.push(title) }
 * describeLaws(categoryLaws(inProcess), runner)
 * titles[0] // => "C1 left unit: identity >>> f = f"
 */
export const describeLaws = (set: LawSet, { describe, it }: Runner, options: LawOptions = {}): void => {
  for (const { name, laws } of allSets(set)) {
    if (laws.length === 0) continue
    describe(`${name} laws`, () => {
      for (const law of laws) {
        const declare = law.skip !== undefined && it.skip !== undefined ? it.skip : it
        declare(titleOf(law), async () => {
          const result = await law.run(options)
          if (result.status !== "passed") throw new Error(wordsOf(law, result))
        })
      }
    })
  }
}
