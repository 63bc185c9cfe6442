import { buildSync } from "esbuild"
import { expect, it } from "vitest"
import { entries, root } from "./tools/project.ts"

/** What comes with an entry: the packages, and the modules of Node, that are loaded with it. */
const loadedBy = (source: string): ReadonlyArray<string> => {
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: [source],
    bundle: true,
    packages: "external",
    metafile: true,
    write: false,
    format: "esm",
    platform: "node",
    logLevel: "error"
  })
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports)
  const names = imports.map(({ path }) => (path.startsWith("node:") ? "node" : packageOf(path)))
  return [...new Set(names)].sort()
}

const packageOf = (path: string): string =>
  path
    .split("/")
    .slice(0, path.startsWith("@") ? 2 : 1)
    .join("/")

it.each(entries().filter(({ name }) => name !== "durable"))(
  "$name loads no database, no parser of schedules, and nothing of Node",
  ({ source }) => {
    const loaded = loadedBy(source)

    for (const name of ["@photostructure/sqlite", "croner", "node"]) expect(loaded).not.toContain(name)
  }
)

it("lawful loads no package at all", () => {
  expect(loadedBy("src/index.ts")).toEqual([])
})

it("lawful/durable loads its database", () => {
  expect(loadedBy("src/durable/index.ts")).toContain("@photostructure/sqlite")
})
