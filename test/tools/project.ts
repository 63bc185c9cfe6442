/**
 * Where the project's files are, and the one way in which the tools of this folder look for them.
 *
 * @module
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs"
import { join, relative, sep } from "node:path"
import { fileURLToPath } from "node:url"

/** The top folder of the repository. */
export const root: string = fileURLToPath(new URL("../..", import.meta.url))

/** What the tools need to know of package.json. */
export interface Manifest {
  readonly name: string
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly peerDependencies: Readonly<Record<string, string>>
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional?: boolean }>>
}

/** Reads package.json. */
export const manifest = (): Manifest =>
  JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest

/** One entry of the package that has a source: `{ name: "laws", source: "laws/index.ts" }`. */
export interface Entry {
  readonly name: string
  /** The source file, relative to the root. */
  readonly source: string
  /** The emitted declarations, relative to the root. */
  readonly types: string
}

/** Lists the entries in package.json `exports` whose sources exist. */
export const entries = (): ReadonlyArray<Entry> =>
  Object.entries(manifest().exports).flatMap(([path, target]) => {
    if (typeof target === "string") return []
    const source = target.default.replace("./dist/", "").replace(/\.js$/, ".ts")
    const name = path === "." ? manifest().name : path.slice(2)
    return existsSync(join(root, source)) ? [{ name, source, types: target.types.slice(2) }] : []
  })

/** Lists the files below `folder` that end in `suffix`, relative to `from`, sorted, with forward slashes. */
export const filesBelow = (folder: string, suffix: string, from: string = root): ReadonlyArray<string> => {
  const start = join(from, folder)
  if (!existsSync(start)) return []
  if (statSync(start).isFile()) return start.endsWith(suffix) ? [folder] : []
  return readdirSync(start, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(suffix) && !name.split(sep).includes("node_modules"))
    .map((name) => relative(from, join(start, name)).split(sep).join("/"))
    .sort()
}

/** Empties the folder `.cache/name`, which git ignores, and returns its path. */
export const freshCache = (name: string): string => {
  const folder = join(root, ".cache", name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}

/** Says "1 error" or "3 errors". */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`
