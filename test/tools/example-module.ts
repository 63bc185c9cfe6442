/**
 * Turns an example into a module that can be compiled and run.
 *
 * Line `n` of the module stands for line `n - offset` of the example, so that every message can be led back to the
 * documentation. A statement that ends in `// => value` becomes a check that its value deeply equals `value`.
 * @module
 */
import ts from "typescript-5.9"
import type { Example, Line } from "./examples.ts"

/**
 * What docstring examples may use without importing it. Only what an example mentions, and does not declare or import
 * itself, is imported.
 */
const prelude: ReadonlyArray<{ readonly from: string; readonly names?: string; readonly all?: string }> = [
  { from: "fp-ts/lib/function.js", names: "pipe flow" },
  { from: "fp-ts/lib/Either.js", names: "left right" },
  { from: "io-ts", all: "t" },
  {
    from: "lawful",
    names:
      "Step Saga Signature Workflow Mapping Event Schedule Codec EventBus systemClock implement run runSync start"
  }
]

/** The module's text, and for each of its lines the number of the line in the documentation (0 for none). */
export interface ExampleModule {
  readonly text: string
  readonly numbers: ReadonlyArray<number>
}

/** Writes the module of one example; `checker` is the specifier of the module that exports `check`. */
export const moduleOf = (example: Example, checker: string): ExampleModule => {
  const lines = withoutRepeatedImports(example.lines).map((line) => line.text)
  const source = parse(lines.join("\n"))
  for (const statement of source.statements) expectValue(source, statement, example, lines)
  const head = [
    `import { check as $check } from ${JSON.stringify(checker)}`,
    ...(example.prelude ? preludeFor(source) : [])
  ]
  return {
    text: [...head, ...lines, "export {}", ""].join("\n"),
    numbers: [...head.map(() => 0), ...example.lines.map((line) => line.number), 0, 0]
  }
}

const parse = (text: string): ts.SourceFile =>
  ts.createSourceFile("example.ts", text, ts.ScriptTarget.ESNext, true)

/** Rewrites `statement // => value` in `lines`, keeping every line where it is. */
const expectValue = (
  source: ts.SourceFile,
  statement: ts.Statement,
  example: Example,
  lines: Array<string>
): void => {
  const last = source.getLineAndCharacterOfPosition(statement.getEnd())
  const beside = /^[\s;]*\/\/ =>(.*)$/.exec((lines[last.line] ?? "").slice(last.character))
  const below = /^\s*\/\/ =>(.*)$/.exec(lines[last.line + 1] ?? "")
  const comment = beside ?? below
  if (!comment) return
  const place = JSON.stringify(`${example.file}:${example.lines[last.line]?.number ?? 0}`)
  const expected = expectedValue(comment[1] ?? "", lines, last.line + (beside ? 1 : 2))
  const code = (lines[last.line] ?? "").slice(0, last.character).replace(/;$/, "")
  if (ts.isExpressionStatement(statement)) {
    const first = source.getLineAndCharacterOfPosition(statement.getStart())
    lines[last.line] = `${code}, (${expected}), ${place})`
    const start = lines[first.line] ?? ""
    lines[first.line] = `${start.slice(0, first.character)};$check(${start.slice(first.character)}`
  } else if (ts.isVariableStatement(statement)) {
    const name = statement.declarationList.declarations.at(-1)?.name.getText() ?? ""
    lines[last.line] = `${code};$check(${name}, (${expected}), ${place})`
  }
}

/** Reads the value after the arrow; a value that is not finished goes on in the comment lines below. */
const expectedValue = (start: string, lines: ReadonlyArray<string>, next: number): string => {
  let value = start
  for (let index = next; !isExpression(value); index += 1) {
    const more = /^\s*\/\/(.*)$/.exec(lines[index] ?? "")
    if (!more) return value
    value += ` ${more[1] ?? ""}`
  }
  return value
}

const isExpression = (text: string): boolean => {
  const { diagnostics = [] } = ts.transpileModule(`async () => (${text})`, { reportDiagnostics: true })
  return diagnostics.length === 0
}

/** Blanks what a later fence imports again, so that each fence may show its imports. */
const withoutRepeatedImports = (lines: ReadonlyArray<Line>): ReadonlyArray<Line> => {
  const source = parse(lines.map((line) => line.text).join("\n"))
  const seen = new Set<string>()
  const kept = [...lines]
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !statement.importClause) continue
    const bindings = importedNames(statement.importClause)
    const fresh = bindings.filter((name) => !seen.has(name))
    for (const name of bindings) seen.add(name)
    if (fresh.length === bindings.length) continue
    const [from, to] = [statement.getStart(), statement.getEnd()].map(
      (position) => source.getLineAndCharacterOfPosition(position).line
    )
    for (let line = from ?? 0; line <= (to ?? 0); line += 1) {
      const text = line === from ? importing(statement, fresh) : ""
      kept[line] = { text, number: lines[line]?.number ?? 0 }
    }
  }
  return kept
}

const importing = (statement: ts.ImportDeclaration, fresh: ReadonlyArray<string>): string => {
  const named = statement.importClause?.namedBindings
  if (!named || !ts.isNamedImports(named) || fresh.length === 0) return ""
  const elements = named.elements.filter((element) => fresh.includes(element.name.text))
  const type = statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword ? "type " : ""
  const names = elements.map((element) => element.getText()).join(", ")
  return `import ${type}{ ${names} } from ${statement.moduleSpecifier.getText()}`
}

/** The imports of the prelude that an example needs, one a line. */
const preludeFor = (source: ts.SourceFile): ReadonlyArray<string> => {
  const declared = new Set(source.statements.flatMap(declaredNames))
  const mentioned = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) mentioned.add(node.text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  const wanted = (name: string): boolean => mentioned.has(name) && !declared.has(name)
  return prelude.flatMap(({ from, names = "", all }) => {
    const used = names.split(" ").filter(wanted)
    return [
      ...(used.length === 0 ? [] : [`import { ${used.join(", ")} } from "${from}"`]),
      ...(all !== undefined && wanted(all) ? [`import * as ${all} from "${from}"`] : [])
    ]
  })
}

const declaredNames = (statement: ts.Statement): ReadonlyArray<string> => {
  if (ts.isImportDeclaration(statement) && statement.importClause)
    return importedNames(statement.importClause)
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap((declaration) => boundNames(declaration.name))
  }
  const named = statement as ts.Statement & { readonly name?: ts.Node }
  return named.name && ts.isIdentifier(named.name) ? [named.name.text] : []
}

const importedNames = (clause: ts.ImportClause): ReadonlyArray<string> => {
  const bindings = clause.namedBindings
  const named = bindings && ts.isNamedImports(bindings) ? bindings.elements.map((each) => each.name.text) : []
  const all = bindings && ts.isNamespaceImport(bindings) ? [bindings.name.text] : []
  return [...(clause.name ? [clause.name.text] : []), ...named, ...all]
}

const boundNames = (name: ts.BindingName): ReadonlyArray<string> =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []))
