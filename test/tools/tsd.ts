/**
 * Runs tsd over `test/types/*.test-d.ts`, which say what the library infers and refuses.
 *
 * The programmatic interface is used because the command insists on a `types` field and on at least one test.
 * @module
 */
import { createRequire } from "node:module"
import { pathToFileURL } from "node:url"
import type tsdModule from "tsd"
import { filesBelow, plural, root } from "./project.ts"

// Required, because Node and vitest disagree about what the default import of this CommonJS package is.
const { default: tsd, formatter } = createRequire(import.meta.url)("tsd") as typeof tsdModule

/** Lists the type tests, relative to the root. */
export const typeTests = (): ReadonlyArray<string> => filesBelow("test/types", ".test-d.ts")

/** Returns what tsd complains of, formatted for people; empty when all is well. */
export const typeTestFailures = async (files: ReadonlyArray<string>): Promise<string> => {
  const diagnostics = await tsd({ cwd: root, typingsFile: "src/index.ts", testFiles: [...files] })
  return diagnostics.length === 0 ? "" : formatter(diagnostics)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const files = typeTests()
  const failures = files.length === 0 ? "" : await typeTestFailures(files)
  if (failures !== "") console.error(failures)
  console.log(
    `tsd: ${plural(files.length, "file")}, ${failures === "" ? "no complaint" : "complaints above"}`
  )
  process.exitCode = failures === "" ? 0 : 1
}
