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
import { inProcess as promised, Mapping, type Promised, Signature, Step } from "lawful"
import { asService, asUndoableService, asWorkflow, correspondence, onState } from "lawful/architecture"
import { most, weigh } from "lawful/describe"
import { compression, memoryJournal } from "lawful/durable"
import {
  adequacyLaws,
  aggregationLaws,
  allSets,
  associationLaws,
  codecLaws,
  compositionLaws,
  descriptionLaws,
  equivalenceLaws,
  footprintLaws,
  inProcess,
  instanceLaws,
  interpreterLaws,
  isomorphismLaws,
  journalLaws,
  type Law,
  mappingLaws,
  migrationLaws,
  naturalLaws,
  ownershipLaws,
  payloadCodecLaws,
  recoveryLaws,
  rewritingLaws,
  semiringLaws,
  squareLaws,
  transformationLaws,
  transitionLaws,
  weightLaws
} from "lawful/laws"
import { Migration, promisedMonad, Transformation } from "lawful/transformations"
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
    ["instances", instanceLaws()(inProcess).laws],
    ["mapping", mappingLaws(inProcess, { name: "", map: () => (step) => step }).laws],
    [
      "square",
      squareLaws({
        signature: Two,
        mapping: Mapping.identity,
        inputs: { o: fc.nat(), p: fc.nat() },
        pairs: { o: Step.identity<number>() },
        meant: noSight,
        mapped: noSight
      }).laws.filter(({ id }) => !id.endsWith("/p"))
    ],
    ["rewriting", rewritingLaws(inProcess).laws],
    ["transformation", transformationLaws({ from: inProcess, to: inProcess }).laws],
    ["natural", natural.laws],
    ["composition of transformations", compositionLaws().laws],
    ["migration", migrationLaws(Migration.identity(still), nothing).laws],
    ["lax migration", migrationLaws(Migration.make({ from: lax, to: lax, state: anything }), nothing).laws],
    [
      "footprint",
      footprintLaws({ signature: Two, inputs: { o: fc.nat(), p: fc.nat() }, world: noWorld }).laws
    ],
    ["association", associationLaws({ name: "", of: () => ({ nodes: [], edges: [] }) }).laws],
    ["isomorphism", isomorphismLaws({ name: "", correspondence, translated: () => (step) => step }).laws],
    ["equivalence", equivalenceLaws({ name: "", asService, asUndoableService, asWorkflow }).laws],
    ["ownership", ownershipLaws(inProcess, { name: "", owning: (_, use) => use }).laws],
    ["aggregation", aggregationLaws(inProcess, { name: "", gateway: () => Step.identity() }).laws],
    ["transition", transitionLaws({ name: "", onState }).laws],
    ["description", descriptionLaws().laws],
    ["weight", weightLaws({ name: "", weigh: weigh(most, { request: () => 1 }), show: String }).laws],
    ["semiring", semiringLaws({ name: "", semiring: most, weights: fc.nat(), show: String }).laws],
    ["codec", codecLaws("", t.string, fc.string()).laws],
    ["journal", journalLaws({ name: "", journal: noJournal }).laws],
    ["payload codec", payloadCodecLaws(compression(), { authenticates: true }).laws]
  ])

const natural = naturalLaws({
  transformation: Transformation.identity<Promised>(),
  from: promisedMonad,
  to: promisedMonad,
  interpreter: (lab) => promised([lab]),
  observe: (end) => end
})
const nothing = { commands: fc.constant("nothing") }
const anything = { carry: (state: number) => state, related: () => true }
const still = { name: "", initial: () => 0, step: (state: number) => [0, state] as const }
const lax = { name: "", initial: () => 0, moves: (state: number) => [[0, state] as const] }
const operation = { input: t.number, output: t.number, effect: "undoable" } as const
const Two = Signature.make("Two", {
  o: { ...operation, footprint: { writes: ["a"] } },
  p: { ...operation, footprint: { writes: ["b"] } }
})
const noSight = () => ({ providers: [], look: () => undefined })
const noJournal = () => ({ journal: memoryJournal(), killed: memoryJournal, superseded: () => undefined })
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
