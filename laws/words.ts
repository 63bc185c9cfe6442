/**
 * Laws and their results in words.
 * @module
 */
import type { Report } from "./check.ts"
import type { Law, LawOptions, LawResult } from "./law.ts"

/** The title of a law. */
export const titleOf = ({ id, name, equation }: Law): string => `${id} ${name}: ${equation}`

/** What became of a law, with everything needed to see why and to see it again. */
export const wordsOf = (law: Law, result: LawResult): string => {
  switch (result.status) {
    case "passed":
      return `passed ${titleOf(law)} (${result.runs} runs, ${result.discarded} discarded)`
    case "skipped":
      return `skipped ${titleOf(law)}: ${result.reason}`
    case "vacuous":
      return `vacuous ${titleOf(law)}: ${result.reason} (seed ${result.seed})`
    case "failed": {
      const { given, left, right, difference } = result.counterexample
      return [
        `failed ${titleOf(law)}   [${law.relation}, level ${law.level}, ${law.subject}]`,
        ...given.map(([name, shown]) => `  ${name} = ${shown}`),
        `  left   ${left.term}`,
        `      => ${left.trace}`,
        `  right  ${right.term}`,
        `      => ${right.trace}`,
        `  ${difference}`,
        `  law: ${law.doc}`,
        `  replay: check(laws.only(${JSON.stringify(law.id)}), ${wordsOfOptions(result.replay)})`
      ].join("\n")
    }
  }
}

const wordsOfOptions = (options: LawOptions): string =>
  `{ ${Object.entries(options)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(", ")} }`

/** A report as lines: what did not pass first, then what was left out, then the counts. */
export const wordsOfReport = ({ entries, excluded, counts }: Report): string =>
  [
    ...entries
      .filter(({ result }) => result.status !== "passed")
      .map(({ law, result }) => wordsOf(law, result)),
    ...excluded.map(({ id, reason }) => `left out ${id}: ${reason}`),
    `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped, ${counts.vacuous} vacuous`
  ].join("\n")
