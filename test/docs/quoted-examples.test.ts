/**
 * Pages that quote the examples say what stands there. What the examples print is compared in their own tests.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { filesBelow, root } from "../tools/project.ts"

const quotes = filesBelow("docs", ".md").flatMap((page) =>
  [
    ...readFileSync(join(root, page), "utf8").matchAll(
      /^```ts ignore because it stands in (\S+)\n([^]*?)^```$/gm
    )
  ].map(([, file = "", code = ""]) => ({ page, file, code }))
)

describe("the pages about examples", () => {
  it("quote them", () => {
    for (const page of ["split-a-monolith", "process-payments"])
      expect(quotes.filter((quote) => quote.page.includes(page)).length).toBeGreaterThan(3)
  })

  it.each(quotes)("$page shows what stands in $file", ({ file, code }) => {
    expect(readFileSync(join(root, file), "utf8")).toContain(code)
  })
})
