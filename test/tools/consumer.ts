/**
 * Compiles a user's modules against the built package, in a project of its own outside the repository, with declarations:
 * there the compiler has to name every type by what the package exports (TS2742, TS2883). Then it runs the one that is a
 * program.
 * @module
 */
import { spawnSync } from "node:child_process"
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { manifest, root } from "./project.ts"

const folder = mkdtempSync(join(tmpdir(), "lawful-consumer-"))
const installed = join(folder, "node_modules", "lawful")
mkdirSync(installed, { recursive: true })
cpSync(join(root, "dist"), join(installed, "dist"), { recursive: true })
copyFileSync(join(root, "package.json"), join(installed, "package.json"))
const { dependencies } = manifest()
for (const name of ["fp-ts", "io-ts", "@types", ...Object.keys(dependencies)]) {
  mkdirSync(dirname(join(folder, "node_modules", name)), { recursive: true })
  symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name))
}
const files = ["exports.ts", "survives.ts"]
for (const file of files) copyFileSync(join(root, "test", "consumer", file), join(folder, file))
writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "consumer", type: "module" }))
const compilerOptions = {
  target: "es2022",
  module: "nodenext",
  strict: true,
  exactOptionalPropertyTypes: true,
  declaration: true,
  outDir: "out",
  types: ["node"]
}
writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }))

const codes = ["typescript", "typescript-5.9"].map((compiler) => {
  const tsc = join(root, "node_modules", compiler, "bin", "tsc")
  const { status } = spawnSync(process.execPath, [tsc, "-p", folder], { stdio: "inherit" })
  console.log(`consumer: ${compiler} ${status === 0 ? "writes all declarations" : "fails"}`)
  return status ?? 1
})
const { status } = spawnSync(process.execPath, [join(folder, "out", "survives.js")], { stdio: "inherit" })
console.log(`consumer: a run on a file ${status === 0 ? "survives its engine" : "is lost"}`)
codes.push(status ?? 1)
rmSync(folder, { recursive: true, force: true })
process.exitCode = Math.max(...codes)
