import { gzipSync } from "node:zlib"
import { join } from "node:path"
import { build, type Plugin } from "vite"
import type { Bench, Results } from "../bench.ts"
import { type ContenderName, contenderNames, loadContender } from "../contenders/load-contender.ts"
import { root } from "../root.ts"

/**
 * What a user's bundle grows by. Each contender brings the same module: an order is reserved, which can fail with
 * OutOfStock; then it is charged, which is asynchronous; then it is confirmed by a pure function; and it runs once.
 */
export const inProcessBundle: Bench = {
  name: "bundle/in-process",
  unit: "kB gzip",
  measure: async () => {
    const results: Partial<Record<ContenderName, number>> = {}
    const minified: Partial<Record<ContenderName, number>> = {}
    for (const name of contenderNames) {
      const { bundle } = await loadContender(name)
      if (bundle === undefined) continue
      const code = await bundled(bundle)
      results[name] = gzipSync(code, { level: 9 }).byteLength / 1000
      minified[name] = code.byteLength / 1000
    }
    return { results, details: { minified } satisfies Record<string, Results> }
  }
}

/**
 * Bundles for production with Vite, as an application would. (esbuild alone keeps every word of a namespace that is exported
 * again, which is how Lawful and Effect are laid out; Rolldown drops the ones that nobody uses.)
 */
const bundled = async (source: string): Promise<Uint8Array> => {
  const output = await build({
    configFile: false,
    logLevel: "error",
    root,
    plugins: [inMemory(source)],
    build: { write: false, minify: true, target: "es2022", rolldownOptions: { input: entry } },
    resolve: { conditions: ["module", "import", "node"] }
  })
  const code = (Array.isArray(output) ? output : [output])
    .flatMap((bundle) => ("output" in bundle ? bundle.output : []))
    .flatMap((file) => (file.type === "chunk" ? [file.code] : []))
  return new TextEncoder().encode(code.join("\n"))
}

const entry = join(root, "bench/bundle/entry.ts")

/** Serves the entry from memory, as if it stood in the repository. */
const inMemory = (source: string): Plugin => ({
  name: "in-memory-entry",
  resolveId: (id) => (id === entry ? entry : null),
  load: (id) => (id === entry ? source : null)
})
