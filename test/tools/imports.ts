/**
 * Checks the direction of imports: who may know whom.
 *
 * The levels below are the house of ARCHITECTURE.md. A folder of one level may import every lower level, and folders
 * of the same level may import each other in one direction only. `npm run lint` runs this beside the linter, which
 * refuses cycles between files.
 * @module
 */
import { readFileSync } from "node:fs"
import { builtinModules } from "node:module"
import { join, posix } from "node:path"
import { pathToFileURL } from "node:url"
import ts from "typescript-5.9"
import { filesBelow, manifest, plural, root } from "./project.ts"

/** The folders of `src`, from what knows nothing to what knows all. */
const levels: ReadonlyArray<ReadonlyArray<string>> = [
  ["core"],
  ["combinators"],
  ["machine", "interpreters", "transformations", "optimise", "diagram"],
  ["simulator", "durable", "engines", "services", "architecture"],
  ["cli", "inspector"]
]

/** Only these folders touch disk, network or processes, so only they may import Node's modules. */
const drivers: ReadonlyArray<string> = ["interpreters", "durable", "engines", "services", "cli", "inspector"]

/** What other interpreters may be made of. It is no adapter itself: it adapts nothing. */
const shared = "interpreters/in-process"

/** All that `core` may import from packages, and of these only types. */
const corePackages: ReadonlyArray<string> = ["fp-ts", "io-ts"]

const optionalPeers = Object.entries(manifest().peerDependenciesMeta)
  .filter(([, meta]) => meta.optional)
  .map(([name]) => name)

/** An import as it stands in a file; `target` is a path from the root or the name of a package. */
interface Import {
  readonly file: string
  readonly line: number
  readonly target: string
  readonly relative: boolean
  readonly typeOnly: boolean
}

type Rule = (found: Import) => string | undefined

const rules: ReadonlyArray<Rule> = [
  ({ file, target, relative }) =>
    inside(file, "src") && relative && !inside(target, "src") ? "src imports nothing outside src" : undefined,
  ({ file, target, relative }) =>
    inside(file, "laws") && relative && !inside(target, "src") && !inside(target, "laws")
      ? "laws import src and laws only"
      : undefined,
  ({ file, target, relative }) =>
    inside(file, "examples") && relative && !inside(target, "examples")
      ? 'examples import the library as users do, from "lawful"'
      : undefined,
  ({ file, target }) =>
    inside(file, "src", "laws") && (target === "lawful" || target.startsWith("lawful/"))
      ? "src and laws import each other by relative paths"
      : undefined,
  ({ file, target }) =>
    inside(file, "src") && target === "src/index.ts"
      ? "nothing in src imports the public surface"
      : undefined,
  ({ file, target, relative, typeOnly }) =>
    folderOf(file) === "core" && !relative && !(typeOnly && corePackages.includes(packageOf(target)))
      ? `core imports only types, and only of ${corePackages.join(" and ")}`
      : undefined,
  ({ file, target }) =>
    folderOf(file) !== undefined && !drivers.includes(folderOf(file) ?? "") && isBuiltin(target)
      ? `only drivers (${drivers.join(", ")}) import Node's modules`
      : undefined,
  ({ file, target, relative }) =>
    inside(file, "src") &&
    !relative &&
    optionalPeers.includes(packageOf(target)) &&
    [undefined, shared].includes(adapterOf(file))
      ? `only adapters import the optional peer ${packageOf(target)}`
      : undefined,
  ({ file, target }) => {
    const [from, to] = [adapterOf(file), adapterOf(target)]
    return from && to && from !== to && to !== shared
      ? `adapters never import one another (${from}, ${to})`
      : undefined
  },
  ({ file, target }) => {
    const [from, to] = [folderOf(file), folderOf(target)]
    if (from === undefined || to === undefined) return undefined
    if (levelOf(from) < 0) return `src/${from} has no level; give it one in test/tools/imports.ts`
    return levelOf(to) > levelOf(from) ? `${from} knows nothing of ${to}` : undefined
  }
]

/** Lists each import below `top` that breaks a rule, as `file:line: rule`. */
export const violations = (top: string = root): ReadonlyArray<string> => {
  const imports = ["src", "laws", "examples"]
    .flatMap((folder) => filesBelow(folder, ".ts", top))
    .flatMap((file) => importsOf(top, file))
  const broken = imports.flatMap((found) =>
    rules.flatMap((rule) => {
      const complaint = rule(found)
      return complaint === undefined
        ? []
        : [`${found.file}:${found.line}: ${complaint} (was "${found.target}")`]
    })
  )
  return [...broken, ...mutualFolders(imports)]
}

/** Complains of folders of one level that import each other in both directions. */
const mutualFolders = (imports: ReadonlyArray<Import>): ReadonlyArray<string> => {
  const edges = new Map<string, Import>()
  for (const found of imports) {
    const [from, to] = [folderOf(found.file), folderOf(found.target)]
    if (from !== undefined && to !== undefined && from !== to) edges.set(`${from} ${to}`, found)
  }
  return [...edges].flatMap(([edge, found]) => {
    const [from = "", to = ""] = edge.split(" ")
    const back = edges.get(`${to} ${from}`)
    if (from > to || back === undefined || levelOf(from) !== levelOf(to)) return []
    return [
      `${found.file}:${found.line}: ${from} and ${to} import each other (${back.file}:${back.line}); keep one direction`
    ]
  })
}

/** Reads the imports, re-exports, dynamic imports and import types of one file. */
const importsOf = (top: string, file: string): ReadonlyArray<Import> => {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(top, file), "utf8"),
    ts.ScriptTarget.ESNext,
    true
  )
  const found: Array<Import> = []
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node)
    if (specifier) {
      const relative = specifier.text.startsWith(".")
      found.push({
        file,
        line: source.getLineAndCharacterOfPosition(specifier.getStart()).line + 1,
        target: relative ? posix.join(posix.dirname(file), specifier.text) : specifier.text,
        relative,
        typeOnly: isTypeOnly(node)
      })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const specifierOf = (node: ts.Node): ts.StringLiteral | undefined => {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return stringLiteral(node.moduleSpecifier)
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return stringLiteral(node.arguments[0])
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return stringLiteral(node.argument.literal)
  return undefined
}

const stringLiteral = (node: ts.Node | undefined): ts.StringLiteral | undefined =>
  node && ts.isStringLiteral(node) ? node : undefined

const isTypeOnly = (node: ts.Node): boolean =>
  (ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) ||
  (ts.isExportDeclaration(node) && node.isTypeOnly) ||
  ts.isImportTypeNode(node)

const inside = (path: string, ...folders: ReadonlyArray<string>): boolean =>
  folders.some((folder) => path.startsWith(`${folder}/`))

/** The folder of `src` that a path lies in: `core` for `src/core/step.ts`, none for `src/index.ts`. */
const folderOf = (path: string): string | undefined => /^src\/([^/]+)\//.exec(path)?.[1]

const levelOf = (folder: string): number => levels.findIndex((level) => level.includes(folder))

/** The adapter that a path lies in: `interpreters/effect` for `src/interpreters/effect/index.ts`. */
const adapterOf = (path: string): string | undefined =>
  /^src\/((?:interpreters|engines)\/[^/]+)\//.exec(path)?.[1]

const packageOf = (target: string): string => target.split("/", target.startsWith("@") ? 2 : 1).join("/")

const isBuiltin = (target: string): boolean => target.startsWith("node:") || builtinModules.includes(target)

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const found = violations()
  for (const violation of found) console.error(violation)
  console.log(`imports: ${plural(found.length, "violation")}`)
  process.exitCode = found.length === 0 ? 0 : 1
}
