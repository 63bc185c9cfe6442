/**
 * Runs the TypeScript compiler, in the newest and the oldest version that the library supports, over chosen files.
 *
 * It is the command-line compiler, because version 7 has no programmatic interface; what it prints is parsed.
 * @module
 */
import { spawn } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join, relative, resolve } from "node:path"
import { root } from "./project.ts"

/** The supported versions, by the name of the folder in node_modules that holds each. */
const folders = { "7": "typescript", "5.9": "typescript-5.9" } as const

export type CompilerVersion = keyof typeof folders

export const compilerVersions: ReadonlyArray<CompilerVersion> = ["7", "5.9"]

/** One diagnostic with its whole, possibly many-lined, message. `file` is absolute. */
export interface Diagnostic {
  readonly file: string
  readonly line: number
  readonly message: string
}

export interface Compilation {
  readonly version: CompilerVersion
  /** A folder in `.cache`; the generated tsconfig.json is written there. */
  readonly folder: string
  /** Absolute paths. */
  readonly files: ReadonlyArray<string>
  /** Compiler options over the project's own. */
  readonly options?: Readonly<Record<string, unknown>>
  /** Command-line flags such as `--extendedDiagnostics`. */
  readonly flags?: ReadonlyArray<string>
}

/** Compiles without emit and returns all that the compiler prints. */
export const compile = (compilation: Compilation): Promise<string> => {
  const config = join(compilation.folder, `tsconfig.${compilation.version}.json`)
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(relative(compilation.folder, root), "tsconfig.json"),
      compilerOptions: { noEmit: true, noUnusedLocals: false, ...compilation.options },
      files: compilation.files,
      include: [],
      exclude: []
    })
  )
  const tsc = join(root, "node_modules", folders[compilation.version], "bin/tsc")
  return output([tsc, "-p", config, "--pretty", "false", ...(compilation.flags ?? [])])
}

/** Compiles without emit and returns the diagnostics. */
export const diagnose = async (compilation: Compilation): Promise<ReadonlyArray<Diagnostic>> =>
  parseDiagnostics(await compile(compilation))

/** Parses what `tsc --pretty false` prints when it runs in the root. */
export const parseDiagnostics = (printed: string): ReadonlyArray<Diagnostic> => {
  const found: Array<{ file: string; line: number; message: string }> = []
  for (const text of printed.split("\n")) {
    const located = /^(\S.*?)\((\d+),\d+\): (error TS\d+: .*)$/.exec(text)
    const last = found.at(-1)
    if (located) {
      const [, file = "", line = "", message = ""] = located
      found.push({ file: resolve(root, file), line: Number(line), message })
    } else if (/^error TS\d+/.test(text)) {
      found.push({ file: root, line: 0, message: text })
    } else if (/^\s+\S/.test(text) && last) {
      last.message += `\n${text}`
    }
  }
  return found
}

/** Runs Node on `args` in the root; the exit code is ignored, because diagnostics say the same with more words. */
const output = (args: ReadonlyArray<string>): Promise<string> =>
  new Promise((done, failed) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] })
    const chunks: Array<Buffer> = []
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk))
    child.on("error", failed)
    child.on("close", () => done(Buffer.concat(chunks).toString("utf8")))
  })
