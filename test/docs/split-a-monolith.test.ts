/**
 * The page "How to split a monolith" quotes the example. What the example prints is compared in its own tests.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { root } from "../tools/project.ts"

const page = readFileSync(join(root, "docs/how-to/split-a-monolith.md"), "utf8")

const quotes = [...page.matchAll(/^```ts ignore because it stands in (\S+)\n([^]*?)^```$/gm)].map(
  ([, file = "", code = ""]) => ({ file, code })
)

describe("the page about splitting a monolith", () => {
  it("quotes the example", () => {
    expect(quotes.length).toBeGreaterThan(3)
  })

  it.each(quotes)("shows what stands in $file", ({ file, code }) => {
    expect(readFileSync(join(root, file), "utf8")).toContain(code)
  })
})
