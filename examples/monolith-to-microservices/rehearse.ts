/**
 * Rehearses a migration: checks its laws on random histories, with real databases and real processes.
 * @module
 */
import { type Law, type LawResult, migrationLaws } from "lawful/laws"
import { migrationTo, type Parts } from "./migration.ts"
import type { Deployment } from "./services/deploy.ts"
import { inWords } from "./shop/command.ts"
import { commands } from "./shop/random-commands.ts"

/** How much is tried. */
export interface Effort {
  readonly seed: number
  /** How many histories for each law. */
  readonly histories: number
  /** False: the first counterexample will do, however long it is. */
  readonly shrink?: boolean
}

/** What became of a law. */
export interface Rehearsed {
  readonly law: Law
  readonly result: LawResult
  /** How many commands the services have carried out: for F6, the number of squares. */
  readonly steps: number
}

/** No history is longer. */
const LONGEST = 10

/** Checks the laws of the migration, or those with these ids. */
export const rehearse = async (
  deployment: Pick<Deployment, "remotes" | "folder">,
  parts: Parts | undefined,
  { seed, histories, shrink = true }: Effort,
  ...ids: ReadonlyArray<string | RegExp>
): Promise<ReadonlyArray<Rehearsed>> => {
  let steps = 0
  const { to, ...migration } = migrationTo(deployment, parts)
  const counted: typeof to = {
    ...to,
    step: (shop, command) => {
      steps++
      return to.step(shop, command)
    }
  }
  const laws = migrationLaws({ ...migration, to: counted }, { commands, longest: LONGEST, show: inWords })
  const rehearsed: Array<Rehearsed> = []
  for (const law of (ids.length === 0 ? laws : laws.only(...ids)).laws) {
    steps = 0
    const result = await law.run({ seed, numRuns: histories, shrink })
    rehearsed.push({ law, result, steps })
  }
  return rehearsed
}
