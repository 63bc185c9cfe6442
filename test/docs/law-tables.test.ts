/**
 * The page of law sets shows the laws that there are.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { page, tables, withTables } from "../tools/law-tables.ts"
import { root } from "../tools/project.ts"

const text = readFileSync(join(root, page), "utf8")

describe("the page of law sets", () => {
  it("has the tables that `npx tsx test/tools/law-tables.ts` writes", () => {
    expect(withTables(text)).toBe(text)
  })

  it.each([...tables().keys()])("shows the laws of %s", (name) => {
    expect(text).toContain(`<!-- laws: ${name} -->`)
  })
})
