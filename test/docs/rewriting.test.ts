/**
 * The page on rewriting shows the rules that there are, and what is refused.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { rules, temptations } from "lawful/optimise"
import { describe, expect, it } from "vitest"
import { root } from "../tools/project.ts"

const text = readFileSync(join(root, "docs/explanation/rewriting.md"), "utf8")

describe("the page on rewriting", () => {
  it.each(rules)("shows the rule $id", ({ id, law, equation, level, keeps, condition }) => {
    expect(text).toContain(
      `| ${id} | ${law} | \`${equation}\` | ${level} | ${keeps} | ${condition === "" ? "always" : condition} |`
    )
  })

  it.each(temptations)("shows why $id is refused", ({ equation, nonLaw }) => {
    expect(text).toContain(`| \`${equation}\` | ${nonLaw}:`)
  })
})
