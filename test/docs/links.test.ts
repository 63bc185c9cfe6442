import { existsSync, readFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { describe, expect, it } from "vitest"
import { filesBelow, root } from "../tools/project.ts"

const pages = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...filesBelow("docs", ".md").filter((page) => page !== "docs/reference/api.md")
]
const withoutCode = (text: string): string =>
  text.replaceAll(/^(`{3,}).*?^\1/gms, "").replaceAll(/`[^`\n]*`/g, "")
const read = (page: string): string => readFileSync(join(root, page), "utf8")

/** The anchors of a page: explicit ones, and those that are made of headings. */
const anchorsOf = (page: string): ReadonlyArray<string> => {
  const text = read(page)
  const explicit = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id ?? "")
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-")
  )
  return [...explicit, ...headings]
}

const links = pages.flatMap((page) =>
  [...withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !target.startsWith("https://"))
    .map((target) => ({ page, target }))
)

describe("the links of the documentation", () => {
  it.each(links)("$page leads to $target", ({ page, target }) => {
    const [path = "", anchor] = target.split("#")
    const file = path === "" ? page : relative(root, join(root, dirname(page), path))

    // The report of the surface is generated.
    if (file === "docs/reference/api.md") return
    expect(existsSync(join(root, file))).toBe(true)
    if (anchor !== undefined) expect(anchorsOf(file)).toContain(anchor)
  })

  it("leave no page alone", () => {
    const reached = new Set(
      links.map(({ page, target }) => relative(root, join(root, dirname(page), target.split("#")[0] ?? "")))
    )

    const alone = pages.filter((page) => page.startsWith("docs/") && !reached.has(page))

    expect(alone).toEqual([])
  })
})
