/**
 * The page of interpreters says what a run of the laws says. What can be checked and what is left out is known without a run;
 * that the rest holds is what the laws are run for.
 */
import { expect, it } from "vitest"
import { interpreters } from "../laws/interpreters.ts"
import { readPage, withTallies } from "../tools/laws/page.ts"
import { expected } from "../tools/laws/tally.ts"

it("the page of interpreters is the one that `npm run laws -- --write` writes", () => {
  const text = readPage()

  expect(withTallies(text, expected(interpreters))).toBe(text)
})

it.each(interpreters.filter(({ sets }) => sets.some(({ name }) => name === "interpreter")))(
  "the page of interpreters says what $name is",
  ({ name }) => {
    expect(readPage()).toContain(`\n| ${name} |`)
  }
)
