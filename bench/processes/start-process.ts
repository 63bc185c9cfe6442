import { type ChildProcess, fork } from "node:child_process"
import { rmSync } from "node:fs"
import { mkdir, mkdtemp } from "node:fs/promises"
import { join } from "node:path"
import { build } from "esbuild"
import { root } from "../root.ts"

const entries = [
  "race/lane",
  "interpret/lane",
  "memory/waiting-process",
  "simulator/search-process",
  "simulator/order-process",
  "durable/lane",
  "durable/recovery-process",
  "durable/parked-process"
] as const

export type Entry = (typeof entries)[number]

/**
 * Starts a process of the bench as a plain Node program.
 *
 * Not with tsx: it keeps the names of functions, so that `const f = (a) => b` calls `Object.defineProperty` each time
 * it is evaluated. Users run lawful and their own code without that.
 */
export const startProcess = async (
  entry: Entry,
  args: readonly string[],
  execArgv: readonly string[] = []
): Promise<ChildProcess> => {
  const folder = await (built ??= buildAll())
  return fork(join(folder, `${entry}.mjs`), args, { cwd: root, execArgv: [...execArgv] })
}

let built: Promise<string> | undefined

/** Builds into a new folder, because two benches may run at once, with different sources. */
const buildAll = async (): Promise<string> => {
  const cache = join(root, "node_modules/.cache")
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, "lawful-bench-"))
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }))
  await build({
    absWorkingDir: root,
    entryPoints: entries.map((entry) => `bench/${entry}.ts`),
    outbase: "bench",
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    // One chunk a contender, so that a process loads no more than it measures.
    splitting: true,
    packages: "external",
    format: "esm",
    target: "node20"
  })
  return folder
}
