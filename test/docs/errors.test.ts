import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { filesBelow, root } from "../tools/project.ts"

const read = (file: string): string => readFileSync(join(root, file), "utf8")

/** Codes as they stand in src: at the end of a message, as the property of an error, as a member of ProblemCode. */
const codesIn = (source: string): ReadonlyArray<string> =>
  [...source.matchAll(/(?:\(|code = "|\| "|code: ")([a-z]+(?:-[a-z]+)*\/[a-z]+(?:-[a-z]+)*)["')]/g)]
    .map((match) => match[1] ?? "")
    .filter((code) => !code.startsWith("lawful/"))

/** The sections of the page: the anchor, the title, and the text below. */
const sections = read("docs/reference/errors.md")
  .split(/^### /m)
  .slice(1)
  .map((text) => {
    const [, anchor = "", title = ""] = /^<a id="([^"]+)"><\/a>(.+)$/m.exec(text) ?? []
    return { anchor, title, text }
  })

const byName = (one: string, other: string): number => (one < other ? -1 : 1)
const codes = [...new Set(filesBelow("src", ".ts").flatMap((file) => codesIn(read(file))))].sort(byName)
const anchors = sections.map(({ anchor }) => anchor)

describe("the page of error codes", () => {
  it("is read from messages, properties and problem codes", () => {
    expect(codes).toContain("run/asynchronous")
    expect(codes).toContain("codec/violation")
    expect(codes).toContain("time/limit-too-short")
  })

  it.each(codes)("explains %s", (code) => {
    expect(anchors).toContain(code)
  })

  it("explains each code once and no code that does not exist", () => {
    expect([...anchors].sort(byName)).toEqual(codes)
  })

  it.each(sections)("says of $title what is wrong, why, and how to fix it", ({ title, anchor, text }) => {
    expect(title).toBe(anchor)
    expect(text).toMatch(/^> \S/m)
    expect(text).toMatch(/^\*\*Why\.\*\* \S/m)
    expect(text).toMatch(/^\*\*Fix\.\*\* \S/m)
  })

  it("lists every code in the table at the top", () => {
    const table = read("docs/reference/errors.md").split("\n## ")[0] ?? ""

    const linked = [...table.matchAll(/\[([^\]]+)\]\(#([^)]+)\)/g)].map(([, text = "", target = ""]) => {
      expect(text).toBe(target)
      return target
    })

    expect(linked.sort(byName)).toEqual(codes)
  })
})
