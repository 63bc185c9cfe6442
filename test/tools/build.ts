/**
 * Builds `dist` (JavaScript, declarations and their maps) from `src` and `laws` with TypeScript 7.
 *
 * @module
 */
import { spawnSync } from "node:child_process"
import { rmSync } from "node:fs"
import { join } from "node:path"
import { entries, filesBelow, plural, root } from "./project.ts"

rmSync(join(root, "dist"), { recursive: true, force: true })

if (entries().length === 0) {
  console.log("build: no entry has a source yet")
} else {
  const tsc = join(root, "node_modules/typescript/bin/tsc")
  const built = spawnSync(process.execPath, [tsc, "-p", ".config/tsconfig.build.json"], {
    cwd: root,
    stdio: "inherit"
  })
  console.log(`build: ${plural(filesBelow("dist", ".js").length, "module")} in dist`)
  process.exitCode = built.status ?? 1
}
