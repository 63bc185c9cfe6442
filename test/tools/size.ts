/**
 * Measures what the library adds to a bundle: each entry on its own, minified, without its peers.
 *
 * `npm run size -- --json` prints the numbers for machines.
 * @module
 */
import { brotliCompressSync, gzipSync } from "node:zlib"
import { buildSync } from "esbuild"
import { entries, manifest, root } from "./project.ts"

interface Size {
  readonly entry: string
  readonly minified: number
  readonly gzip: number
  readonly brotli: number
}

const sizeOf = (entry: { readonly name: string; readonly source: string }): Size => {
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: [entry.source],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "neutral",
    target: "es2022",
    external: [
      ...Object.keys(manifest().peerDependencies).flatMap((name) => [name, `${name}/*`]),
      "node:*",
      // A native module: nobody bundles it.
      "@photostructure/sqlite"
    ],
    logLevel: "error"
  })
  const code = outputFiles[0]?.contents ?? new Uint8Array()
  return {
    entry: entry.name,
    minified: code.length,
    gzip: gzipSync(code).length,
    brotli: brotliCompressSync(code).length
  }
}

const sizes = entries().map(sizeOf)
if (process.argv.includes("--json")) {
  console.log(JSON.stringify(sizes, null, 2))
} else if (sizes.length === 0) {
  console.log("size: no entry has a source yet")
} else {
  for (const { entry, minified, gzip, brotli } of sizes) {
    console.log(`size: ${entry}: ${minified} bytes minified, ${gzip} gzip, ${brotli} brotli`)
  }
}
