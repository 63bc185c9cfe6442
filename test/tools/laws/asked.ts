/**
 * What was asked of `npm run laws`.
 * @module
 */
import { parseArgs } from "node:util"
import { plural } from "../project.ts"

/** The flags, read. */
export interface Asked {
  /** Lines of JSON instead of a table. */
  readonly json: boolean
  /** The table law x mutant instead of the laws. */
  readonly mutants: boolean
  /** With `mutants`: tries every law on every mutant, and not only those that are known to kill it. */
  readonly all: boolean
  /** All interpreters when empty. */
  readonly interpreters: ReadonlyArray<string>
  /** All laws when empty. */
  readonly laws: ReadonlyArray<string>
  /** Writes the page of interpreters when nothing has failed. */
  readonly write: boolean
  readonly runs: number | undefined
  readonly seed: number | undefined
}

/** Something was asked that makes no sense. */
export class Mistake extends Error {}

/** How to ask, in a few lines. */
export const usage: string = `npm run laws -- [--interpreter NAME]... [--law ID]... [--runs N] [--seed S] [--json]
npm run laws -- --write [--runs N] [--seed S]
npm run laws -- --mutants [--all] [--law ID]... [--runs N] [--seed S] [--json]`

/**
 * Reads the flags.
 *
 * Errors: throws a {@link Mistake}.
 */
export const askedBy = (args: ReadonlyArray<string>): Asked => {
  const values = parsed(args)
  const asked: Asked = {
    json: values.json ?? false,
    mutants: values.mutants ?? false,
    all: values.all ?? false,
    interpreters: values.interpreter ?? [],
    laws: values.law ?? [],
    write: values.write ?? false,
    runs: natural("runs", 1, values.runs),
    seed: natural("seed", 0, values.seed)
  }
  if (asked.all && !asked.mutants) throw new Mistake("--all says how to fill the table of --mutants")
  if (asked.mutants && asked.interpreters.length > 0)
    throw new Mistake("--mutants brings interpreters of its own, so it does not go with --interpreter")
  if (asked.write && (asked.mutants || asked.interpreters.length > 0 || asked.laws.length > 0))
    throw new Mistake("--write is about all laws on all interpreters")
  return asked
}

/** Refuses names that there are not. */
export const known = (noun: string, asked: ReadonlyArray<string>, names: ReadonlyArray<string>): void => {
  const unknown = asked.find((name) => !names.includes(name))
  if (unknown !== undefined)
    throw new Mistake(
      `there is no ${noun} "${unknown}", only ${plural(names.length, noun)}: ${names.join(", ")}`
    )
}

const parsed = (args: ReadonlyArray<string>) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        json: { type: "boolean" },
        mutants: { type: "boolean" },
        all: { type: "boolean" },
        write: { type: "boolean" },
        interpreter: { type: "string", multiple: true },
        law: { type: "string", multiple: true },
        runs: { type: "string" },
        seed: { type: "string" }
      }
    }).values
  } catch (cause) {
    throw new Mistake(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

const natural = (flag: string, least: number, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text)
  throw new Mistake(`expected a whole number from ${least} to 999999999 after --${flag} (was ${text})`)
}
