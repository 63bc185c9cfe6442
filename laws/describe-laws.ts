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
  /** Runners that know no third argument ignore it. */
  (title: string, body: () => Promise<void>, milliseconds: number): unknown
  readonly skip?: (title: string, body: () => Promise<void>) => unknown
}

/** How to check laws in a test runner. */
export interface DescribeOptions extends LawOptions {
  /** How long one law may take, in milliseconds; a minute when left out, since runners allow much less. */
  readonly timeout?: number
}

/**
 * Declares one test for each law. A law that cannot be checked or was left out is declared as skipped, with the reason in its
 * title; when the runner cannot skip, the first fails and the second is not declared. A vacuous law fails.
 * @example
 * import { categoryLaws, describeLaws, inProcess } from "lawful/laws"
 * const titles: Array<string> = []
 * const runner = { describe: (_: string, body: () => void) => body(), it: (title: string) => titles.push(title) }
 * describeLaws(categoryLaws(inProcess), runner)
 * titles[0] // => "C1 left unit: identity >>> f = f"
 */
export const describeLaws = (
  set: LawSet,
  { describe, it }: Runner,
  { timeout = 60_000, ...options }: DescribeOptions = {}
): void => {
  for (const { name, laws, excluded } of allSets(set)) {
    const leftOut = it.skip === undefined ? [] : excluded
    if (laws.length + leftOut.length === 0) continue
    describe(`${name} laws`, () => {
      for (const law of laws) {
        const body = async (): Promise<void> => {
          const result = await law.run(options)
          if (result.status !== "passed") throw new Error(wordsOf(law, result))
        }
        if (law.skip !== undefined && it.skip !== undefined) it.skip(`${titleOf(law)} (${law.skip})`, body)
        else it(titleOf(law), body, timeout)
      }
      for (const { id, reason } of leftOut) it.skip?.(`${id} left out: ${reason}`, nothing)
    })
  }
}

const nothing = (): Promise<void> => Promise.resolve()
