/**
 * Measures what a piece of code costs the type checker.
 *
 * Instantiations are counted, not seconds: the count is the same on every machine.
 * @module
 */
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import ts from "typescript-5.9"
import { compile, parseDiagnostics } from "./compiler.ts"
import { freshCache } from "./project.ts"

/**
 * Returns the number of type instantiations that TypeScript 7 needs for `source`, less those that importing the same
 * modules needs. Throws when `source` does not compile.
 */
export const instantiations = async (source: string): Promise<number> => {
  const folder = freshCache(`instantiations-${process.pid}`)
  const [whole, imports] = [
    await count(folder, "whole.ts", source),
    await count(folder, "imports.ts", importsOf(source))
  ]
  return whole - imports
}

const count = async (folder: string, name: string, source: string): Promise<number> => {
  const file = join(folder, name)
  writeFileSync(file, source)
  // One checker: several would each instantiate what they share, and the sum would depend on their division of work.
  const printed = await compile({
    version: "7",
    folder,
    files: [file],
    flags: ["--extendedDiagnostics", "--singleThreaded"]
  })
  const [mistake] = parseDiagnostics(printed)
  if (mistake) throw new Error(`${name}:${mistake.line}: ${mistake.message}`)
  return Number(/^Instantiations:\s+(\d+)/m.exec(printed)?.[1])
}

const importsOf = (source: string): string =>
  ts
    .createSourceFile("source.ts", source, ts.ScriptTarget.ESNext, true)
    .statements.filter(ts.isImportDeclaration)
    .map((statement) => statement.getText())
    .join("\n")
