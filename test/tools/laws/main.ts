/**
 * `npm run laws`: every law on every interpreter, as a table or as lines of JSON.
 *
 * At the end stands a matrix, law sets by interpreters. `--write` writes docs/reference/interpreters.md from the run.
 * The last line is always `N passed, N failed, N skipped`; what is vacuous has failed. The exit code is 1 when something has
 * failed, and 2 when what was asked makes no sense.
 * @module
 */
import { pathToFileURL } from "node:url"
import { type Interpreter, interpreters } from "../../laws/interpreters.ts"
import { kills, wrong } from "../../laws/catalogue.ts"
import { lawsIn } from "../../laws/table.ts"
import { askedBy, Mistake, usage } from "./asked.ts"
import { checkAll } from "./check-all.ts"
import type { Counts } from "./counts.ts"
import { type Known, mutantTable } from "./mutant-table.ts"
import { writePage } from "./page.ts"

/** What the laws are checked on, and what they are checked with. */
export interface Subjects {
  readonly interpreters: ReadonlyArray<Interpreter>
  readonly mutants: Known
}

/** Where lines go. */
export interface Printer {
  readonly out: (line: string) => void
  readonly error: (line: string) => void
}

/** Does what the flags ask for, and returns the exit code. */
export const laws = async (
  args: ReadonlyArray<string>,
  subjects: Subjects,
  print: Printer
): Promise<number> => {
  try {
    const asked = askedBy(args)
    if (asked.mutants) return codeOf(await mutantTable(subjects.mutants, asked, print.out))
    const checked = await checkAll(subjects.interpreters, asked, print.out)
    if (asked.write && checked.failed === 0) writePage(checked.tallies)
    return codeOf(checked)
  } catch (cause) {
    if (!(cause instanceof Mistake)) throw cause
    print.error(`laws: ${cause.message}\n${usage}`)
    return 2
  }
}

const codeOf = ({ failed }: Counts): number => (failed === 0 ? 0 : 1)

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const all = lawsIn(interpreters.flatMap(({ sets }) => sets)).map(({ id }) => id)
  const subjects = { interpreters, mutants: { wrong, kills, laws: [...new Set(all)] } }
  process.exitCode = await laws(process.argv.slice(2), subjects, {
    out: (line) => console.log(line),
    error: (line) => console.error(line)
  })
}
