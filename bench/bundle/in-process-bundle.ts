import { gzipSync } from "node:zlib"
import { build } from "esbuild"
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

const bundled = async (source: string): Promise<Uint8Array> => {
  const { outputFiles } = await build({
    stdin: { contents: source, loader: "ts", resolveDir: root },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    platform: "node",
    mainFields: ["module", "main"],
    legalComments: "none"
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error("esbuild wrote no file")
  return file.contents
}
