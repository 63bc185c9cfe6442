/**
 * A claim without a law is a wish: what docstrings name must exist.
 */
import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"

const root = fileURLToPath(new URL("../..", import.meta.url))
const sources = readdirSync(`${root}/src`, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".ts")
)

/** A docstring that names a law file, with the export that it stands before. */
interface Claim {
  readonly file: string
  readonly word: string | undefined
  readonly lawFile: string
}

const claims: ReadonlyArray<Claim> = sources.flatMap((file) => {
  const text = readFileSync(`${root}/src/${file}`, "utf8")
  return [...text.matchAll(/\/\*\*(?:(?!\*\/)[\s\S])*?\*\/\s*(?:export )?(?:const (\w+))?/g)].flatMap(
    ([doc, word]) =>
      [...doc.matchAll(/laws\/([\w-]+\.ts)/g)].map(([, lawFile = ""]) => ({ file, word, lawFile }))
  )
})

const lawText = (file: string): string => readFileSync(`${root}/laws/${file}`, "utf8")
const lawFiles = new Set(readdirSync(`${root}/laws`))

describe("a docstring of src", () => {
  it("names law files at all", () => {
    expect(claims.length).toBeGreaterThan(50)
  })

  it("names law files that exist", () => {
    const missing = claims.filter(({ lawFile }) => !lawFiles.has(lawFile))

    expect(missing).toEqual([])
  })

  it("of a combinator names a file with a law about it", () => {
    const unproved = claims
      .filter(({ file, word }) => file.startsWith("combinators/") && word !== undefined)
      .filter(({ lawFile, word = "" }) => {
        const name = word.replace(/_$/, "")
        return !new RegExp(`\\b(Step|Saga)\\.${name}\\b`).test(lawText(lawFile))
      })

    expect(unproved).toEqual([])
  })
})
