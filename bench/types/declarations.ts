import { access, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { root } from "../root.ts"
import { tsc } from "./tsc.ts"

/**
 * Writes lawful's declarations to `folder` and returns the `paths` that lead to them.
 *
 * Peers are read from their declarations. If lawful were read from its sources, checking those would be counted,
 * and what it instantiates would already be there when the chain needs it.
 */
export const declarations = async (folder: string): Promise<Readonly<Record<string, readonly string[]>>> => {
  const config = join(folder, "declarations.json")
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: root,
    outDir: join(folder, "declarations"),
    paths: {}
  }
  const include = [join(root, "src"), join(root, "laws")]
  await writeFile(
    config,
    JSON.stringify({ extends: join(root, "tsconfig.json"), compilerOptions, include, exclude: [] })
  )
  await tsc("-p", config)
  const index = join(folder, "declarations/src/index.d.ts")
  await access(index)
  return { lawful: [index], "lawful/*": [join(folder, "declarations/src/*/index.d.ts")] }
}
