/**
 * How laws of journals are judged: a fresh journal for each example, and what it shows beside what it should show.
 * @module
 */
import * as fc from "fast-check"
import type { Journal, Value, Write } from "../src/durable/journal/journal.ts"
import type { Law } from "./law.ts"
import { type Description, property } from "./property.ts"

/** A way to make journals. */
export interface JournalOptions<T> {
  readonly name: string
  /** A new journal without records. */
  readonly journal: () => Tested<T> | Promise<Tested<T>>
  /** How an operation writes with the handle of a transaction; left out when there is nothing to write with. */
  readonly writing?: Writing<T>
}

/** What an operation does in a transaction of the journal. */
export interface Writing<T> {
  readonly write: (handle: T, text: string) => void
  /** All that has been written, in order. */
  readonly written: (handle: T) => ReadonlyArray<string>
}

/** A journal under test. */
export interface Tested<T> {
  readonly journal: Journal<T>
  /** The journal as the next process finds it when the one that has it open is killed now. */
  readonly killed: () => Journal<T> | Promise<Journal<T>>
  /** Takes the right to write from the one that has it, who does not learn of it, so that somebody else can open the journal. */
  readonly superseded: () => void | Promise<void>
  /** Clears away what it leaves behind. */
  readonly dispose?: () => void | Promise<void>
}

/** What an example showed. */
export interface Shown {
  readonly did: ReadonlyArray<unknown>
  readonly should: ReadonlyArray<unknown>
  readonly relevant: boolean
}

/** What a law says of itself. */
export type Told = Pick<Description, "id" | "name" | "equation" | "doc">

/** Makes a law of a way to play an example on a fresh journal. */
export const judged = <T, P>(
  { name, journal }: JournalOptions<T>,
  told: Told,
  examples: fc.Arbitrary<P>,
  play: (tested: Tested<T>, example: P) => Promise<Shown>
): Law =>
  property(
    { ...told, level: "world", relation: "=", requires: [] },
    { name, capabilities: new Set() },
    examples,
    async (example) => {
      const tested = await journal()
      try {
        const { did, should, relevant } = await play(tested, example).catch(threw)
        const at = should.findIndex((one, index) => written(one) !== written(did[index]))
        if (at < 0 && did.length === should.length) return { kind: "holds", relevant }
        return {
          kind: "broken",
          counterexample: {
            given: [["example", written(example).slice(0, LONGEST)]],
            left: { term: name, trace: did.map(written).join("\n").slice(0, LONGEST) },
            right: { term: "expected", trace: should.map(written).join("\n").slice(0, LONGEST) },
            difference: `Answer ${at + 1} is another one.`
          }
        }
      } finally {
        await tested.dispose?.()
      }
    }
  )

const LONGEST = 2000

const threw = (error: unknown): Shown => ({ did: [`threw ${String(error)}`], should: [], relevant: true })

/** A value as text that differs when the value does. */
const written = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part instanceof Uint8Array ? `bytes ${part.join(" ")}` : part
  ) ?? "nothing"

/** The code of what it throws, `nothing thrown` when it does not. */
export const codeThrown = async (work: () => unknown): Promise<string> => {
  try {
    await work()
    return "nothing thrown"
  } catch (error) {
    return (error as { readonly code?: string }).code ?? String(error)
  }
}

/** Keys of which many are equal, many are the beginning of others, and none has an order that depends on a language. */
export const keys: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("a", "a/", "a/1", "a/10", "a0", "A", "b", " ", "~", "~~"),
  fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 3 })
)

/** Text of any characters, the difficult ones among them, and bytes. */
export const values: fc.Arbitrary<Value> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom(
    "",
    "\u0000",
    "a\u0000b",
    "␀",
    "␀0",
    "\ufeffa",
    "e\u0301",
    "'; DROP TABLE record; --",
    "\u{1f600}"
  ),
  fc.uint8Array({ maxLength: 20 })
)

/** Changes, some of which take back others. */
export const writes: fc.Arbitrary<ReadonlyArray<Write>> = fc.array(
  fc.record({ key: keys, value: fc.option(values, { freq: 4 }) }),
  { maxLength: 8 }
)
