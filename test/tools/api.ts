/**
 * Compares the public surface of the built package with its committed report, `docs/reference/api.md`.
 *
 * `npm run api -- --write` writes the report anew, so that a change of the surface is seen in the diff.
 * @module
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor"
import { type Entry, entries, freshCache, manifest, plural, root } from "./project.ts"

const noComment = "\n// (No @packageDocumentation comment for this package)\n"

const report = "docs/reference/api.md"

/** Extracts the surface of one entry as TypeScript declarations. */
const surfaceOf = (entry: Entry): string => {
  const folder = freshCache(`api/${entry.name}`)
  const config = ExtractorConfig.prepare({
    configObjectFullPath: join(root, "api-extractor.json"),
    packageJsonFullPath: join(root, "package.json"),
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: join(root, entry.types),
      compiler: { overrideTsconfig: { compilerOptions, files: [join(root, entry.types)] } },
      apiReport: { enabled: true, reportFileName: "surface", reportFolder: folder, reportTempFolder: folder },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      newlineKind: "lf",
      messages: {
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.None }
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } }
      }
    }
  })
  Extractor.invoke(config, { localBuild: true, messageCallback: (message) => (message.handled = true) })
  const text = readFileSync(join(folder, "surface.api.md"), "utf8")
  return text.slice(text.indexOf("```ts"), text.lastIndexOf("```") + 3).replace(noComment, "")
}

const compilerOptions = {
  target: "es2022",
  // Runs take an `AbortSignal`, and engines are `AsyncDisposable`.
  lib: ["es2022", "dom", "esnext.disposable"],
  module: "nodenext",
  moduleResolution: "nodenext",
  strict: true,
  skipLibCheck: true
}

const render = (): string =>
  [
    `# The public surface of ${manifest().name}`,
    "Written by `npm run api -- --write`; do not edit.",
    ...entries().flatMap((entry) => [`## ${entry.name}`, surfaceOf(entry)])
  ].join("\n\n") + "\n"

const path = join(root, report)
if (entries().length === 0) {
  console.log("api: no entry has a source yet")
} else if (entries().some((entry) => !existsSync(join(root, entry.types)))) {
  console.error("api: the package is not built; run `npm run build` first")
  process.exitCode = 1
} else {
  const surface = render()
  const size = plural(surface.split("\n").length, "line")
  if (process.argv.includes("--write")) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, surface)
    console.log(`api: wrote ${report} (${size})`)
  } else if (!existsSync(path)) {
    console.log(`api: ${report} is not written yet; write it with \`npm run api -- --write\` (${size})`)
  } else if (readFileSync(path, "utf8") === surface) {
    console.log(`api: as in ${report} (${size})`)
  } else {
    console.error(`api: the surface has changed; see it with \`npm run api -- --write\` and git diff`)
    process.exitCode = 1
  }
}
