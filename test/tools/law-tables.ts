/**
 * Writes the tables of laws into docs/explanation/law-sets.md, from the laws themselves.
 *
 * A table stands between `<!-- laws: NAME -->` and `<!-- end -->`. Run `npx tsx test/tools/law-tables.ts` when a law changes;
 * `test/docs/law-tables.test.ts` compares.
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import * as fc from "fast-check"
import * as t from "io-ts"
import { Signature } from "lawful"
import {
  adequacyLaws,
  allSets,
  codecLaws,
  footprintLaws,
  inProcess,
  interpreterLaws,
  type Law,
  laxMigrationLaws,
  mappingLaws,
  migrationLaws,
  recoveryLaws,
  rewritingLaws,
  transformationLaws
} from "lawful/laws"
import { root } from "./project.ts"

/** The page, relative to the root. */
export const page = "docs/explanation/law-sets.md"

/** The laws by the name of the table that shows them. */
export const tables = (): ReadonlyMap<string, ReadonlyArray<Law>> =>
  new Map([
    ...allSets(interpreterLaws(inProcess))
      .filter(({ laws }) => laws.length > 0)
      .map(({ name, laws }) => [name, laws] as const),
    ["adequacy", adequacyLaws(inProcess).laws],
    ["recovery", recoveryLaws().laws],
    ["mapping", mappingLaws(inProcess, { name: "", map: () => (step) => step }).laws],
    ["rewriting", rewritingLaws(inProcess).laws],
    ["transformation", transformationLaws({ from: inProcess, to: inProcess }).laws],
    ["migration", migrationLaws({ ...nothing, from: still, to: still }).laws],
    ["lax migration", laxMigrationLaws({ ...nothing, from: lax, to: lax, related: () => true }).laws],
    [
      "footprint",
      footprintLaws({ signature: Two, inputs: { o: fc.nat(), p: fc.nat() }, world: noWorld }).laws
    ],
    ["codec", codecLaws("", t.string, fc.string()).laws]
  ])

const nothing = { name: "", migrate: (state: number) => state, commands: fc.constant("nothing") }
const still = { name: "", initial: () => 0, step: (state: number) => [0, state] as const }
const lax = { name: "", initial: () => 0, moves: (state: number) => [[0, state] as const] }
const operation = { input: t.number, output: t.number, effect: "undoable" } as const
const Two = Signature.make("Two", {
  o: { ...operation, footprint: { writes: ["a"] } },
  p: { ...operation, footprint: { writes: ["b"] } }
})
const noWorld = () => ({ providers: [], resources: () => ({}) })

/** A page with its tables as they have to be. */
export const withTables = (text: string): string =>
  text.replaceAll(/(<!-- laws: (.+) -->\n)[^]*?(?=<!-- end -->)/g, (_, start: string, name: string) => {
    const laws = tables().get(name)
    if (laws === undefined) throw new Error(`there is no set of laws "${name}"`)
    return `${start}\n${table(laws)}\n`
  })

const table = (laws: ReadonlyArray<Law>): string =>
  [
    "| law | equation | level | it says |",
    "| --- | --- | --- | --- |",
    ...laws.map(
      ({ id, equation, level, relation, doc }) =>
        `| ${id.replaceAll("|", "\\|")} | ${code(equation)} | ${level}${relation === "refines" ? ", refines" : ""} | ${doc} |`
    ),
    ""
  ].join("\n")

/** A cell of a table must not hold a bare bar. */
const code = (text: string): string => `\`${text.replaceAll("|", "\\|")}\``

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const file = join(root, page)
  writeFileSync(file, withTables(readFileSync(file, "utf8")))
}
