/**
 * What a rehearsal has shown, in lines.
 * @module
 */
import type { Counterexample } from "lawful/laws"
import type { Bug } from "./bugs/bugs.ts"
import type { Rehearsed } from "./rehearse.ts"

/** Says of each law how much was tried, or how it is broken. */
export const storyOf = (rehearsed: ReadonlyArray<Rehearsed>): ReadonlyArray<string> =>
  rehearsed.flatMap(({ law, result, steps }) => {
    const title = `${law.id} ${law.name}`
    switch (result.status) {
      case "passed":
        return [`  ✓ ${title}: ${result.runs} histories${law.id === "F6" ? `, ${steps} squares` : ""}`]
      case "failed":
        return [`  ✗ ${title}`, ...showing(result.counterexample)]
      case "skipped":
      case "vacuous":
        return [`  ? ${title}: ${result.reason}`]
    }
  })

/** What introduces a wrong migration. */
export const headlineOf = ({ name, says }: Bug): string => `${name}: ${says}`

/** The states before the square are left out: where they differ is what one looks for. */
const showing = ({ given, left, right, difference }: Counterexample): ReadonlyArray<string> => [
  ...given.flatMap(([name, shown]) => (name in titles ? [`      ${titles[name]} ${shown}`] : [])),
  `      ${left.term}: ${left.trace}`,
  `      ${right.term}: ${right.trace}`,
  `      ${difference}`
]

const titles: Readonly<Record<string, string>> = {
  history: "first:  ",
  c: "then:   ",
  "before the migration": "before the migration:",
  "after it": "after it:"
}
