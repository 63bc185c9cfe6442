/**
 * Journals: the contract that the durable engine rests on, for whoever keeps records elsewhere.
 * @module
 */
import { attemptLaw } from "./journal-attempt.ts"
import type { JournalOptions } from "./journal-judge.ts"
import { mapLaws } from "./journal-map.ts"
import { writerLaws } from "./journal-writer.ts"
import { type LawSet, lawSet } from "./law-set.ts"

/**
 * The laws of journals.
 * @example
 * import { memoryJournal } from "lawful/durable"
 * import { check, journalLaws } from "lawful/laws"
 * const laws = journalLaws({
 *   name: "memory",
 *   journal: () => {
 *     const journal = memoryJournal()
 *     const killed = () => {
 *       journal.kill()
 *       return journal
 *     }
 *     return { journal, killed, superseded: journal.kill }
 *   }
 * })
 * const report = await check(laws, { numRuns: 20, seed: 1 })
 * report.counts.failed // => 0
 */
export const journalLaws = <T>(options: JournalOptions<T>): LawSet =>
  lawSet(`journal ${options.name}`, [], [...mapLaws(options), ...writerLaws(options), attemptLaw(options)])
