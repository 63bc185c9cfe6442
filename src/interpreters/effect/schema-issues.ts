/**
 * The issues of an Effect Schema as issues of a codec.
 *
 * Effect keeps them as a tree of messages; a reader of a violation wants a flat list of places, each with what was expected.
 * @module
 */
import type * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import * as SchemaIssue from "effect/SchemaIssue"
import type { Issue } from "../../core/codec.ts"

/** Lists what is wrong with `value`. */
export const issuesOf = (issue: SchemaIssue.Issue, value: unknown): ReadonlyArray<Issue> => {
  const missing = missingKeys(issue)
  const format = SchemaIssue.makeFormatterStandardSchemaV1({
    leafHook: (leaf) =>
      leaf._tag === "UnexpectedKey"
        ? "Expected no such key"
        : SchemaIssue.defaultLeafHook(missing.get(leaf) ?? leaf)
  })
  return format(issue).issues.map(({ message, path = [] }) => {
    const keys = path.map((part) => keyOf(typeof part === "object" ? part.key : part))
    return { path: keys, expected: message.replace(/^Expected /, ""), actual: valueAt(value, keys) }
  })
}

/** Says what a schema expects: `string`, or its identifier. */
export const expectedOf = (ast: SchemaAST.AST): string =>
  SchemaIssue.defaultLeafHook(new SchemaIssue.InvalidType(ast)).replace(/^Expected /, "")

/** Effect says of a missing key that it is missing; the schema around it knows which type it should have had. */
const missingKeys = (
  issue: SchemaIssue.Issue,
  found: Map<SchemaIssue.Issue, SchemaIssue.Leaf> = new Map()
): Map<SchemaIssue.Issue, SchemaIssue.Leaf> => {
  if (issue._tag === "Filter" || issue._tag === "Encoding" || issue._tag === "Pointer")
    missingKeys(issue.issue, found)
  if (issue._tag === "AnyOf" || issue._tag === "Composite")
    for (const inner of issue.issues) {
      missingKeys(inner, found)
      if (inner._tag !== "Pointer" || inner.issue._tag !== "MissingKey") continue
      const type = typeAt(issue.ast, inner.path[0])
      if (type !== undefined && messageOf(inner.issue.annotations) === undefined)
        found.set(inner.issue, new SchemaIssue.InvalidType(SchemaAST.toEncoded(type)))
    }
  return found
}

const messageOf = (annotations: Schema.Annotations.Key<unknown> | undefined): unknown =>
  annotations?.messageMissingKey

const typeAt = (ast: SchemaAST.AST, key: PropertyKey | undefined): SchemaAST.AST | undefined =>
  ast._tag === "Objects"
    ? ast.propertySignatures.find(({ name }) => name === key)?.type
    : ast._tag === "Arrays" && typeof key === "number"
      ? ast.elements[key]
      : undefined

const keyOf = (key: PropertyKey): string | number => (typeof key === "number" ? key : String(key))

const valueAt = (value: unknown, path: ReadonlyArray<string | number>): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined,
    value
  )
