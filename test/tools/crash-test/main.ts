/** `npm run crash-test -- [--kills N] [--seed S] [--at-once N] [--mutant NAME]`: kills a process with a durable engine. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { crashTest } from "./crash-test.ts"
import { type Mutant, mutants } from "./mutants.ts"

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "100" },
    seed: { type: "string", default: `${Date.now() % 1_000_000}` },
    "at-once": { type: "string", default: "48" },
    mutant: { type: "string" }
  }
})

const number = (name: "kills" | "seed" | "at-once"): number => {
  const value = Number(values[name])
  if (Number.isSafeInteger(value) && value >= 0) return value
  process.stderr.write(`--${name} is a whole number from 0 (was ${values[name]}).\n`)
  process.exit(2)
}

if (values.mutant !== undefined && !Object.hasOwn(mutants, values.mutant)) {
  process.stderr.write(
    `There is no mutant ${values.mutant}. There are: ${Object.keys(mutants).join(", ")}.\n`
  )
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), "lawful-crash-test-"))
const journal = join(folder, "journal.db")
const seed = number("seed")
const start = Date.now()
console.log(`seed ${seed}, journal ${journal}`)

const verdict = await crashTest({
  kills: number("kills"),
  seed,
  journal,
  atOnce: number("at-once"),
  progress: (line) => console.log(line),
  // Its name was looked up above.
  ...(values.mutant === undefined ? {} : { mutant: values.mutant as Mutant })
})

const { kills, runs, calls, repeated, violations } = verdict
const counted = (kind: string): number => violations.filter((violation) => violation.kind === kind).length
for (const { kind, run, words } of violations.slice(0, 20)) console.log(`${kind}: ${run}: ${words}`)
const seconds = ((Date.now() - start) / 1_000).toFixed(1)
console.log(
  `${kills} kills, ${runs} runs, ${counted("lost")} lost, ${counted("doubled")} doubled, ${counted("wrong")} otherwise wrong` +
    ` (${calls} calls, ${repeated} of them repeated, ${seconds} s)`
)
if (violations.length === 0) rmSync(folder, { recursive: true, force: true })
else {
  console.log(`Draw it again with --seed ${seed}; the journal is kept.`)
  process.exitCode = 1
}
