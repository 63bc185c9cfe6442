import { access, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { root } from "../root.ts"
import { tsc } from "./tsc.ts"

/**
 * Writes lawful's declarations to `folder` and returns the `paths` that lead to them.
 *
 * Peers are read from their declarations. If lawful were read from its sources, checking those would be counted,
 * and what it instantiates would already be there when the chain needs it. Errors are the business of `npm run types`.
 */
export const declarations = async (folder: string): Promise<Readonly<Record<string, readonly string[]>>> => {
  const config = join(folder, "declarations.json")
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    noCheck: true,
    rootDir: root,
    outDir: join(folder, "declarations"),
    paths: {}
  }
  const files = [join(root, "src/index.ts")]
  await writeFile(
    config,
    JSON.stringify({ extends: join(root, "tsconfig.json"), compilerOptions, files, include: [] })
  )
  await tsc("-p", config)
  const index = join(folder, "declarations/src/index.d.ts")
  await access(index)
  return { lawful: [index] }
}
