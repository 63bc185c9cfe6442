/**
 * Attempts: parts of a commit that can fail without the rest.
 * @module
 */
import * as fc from "fast-check"
import { codeThrown, type JournalOptions, judged, type Told } from "./journal-judge.ts"
import type { Law } from "./law.ts"

const told: Told = {
  id: "journal/attempt",
  name: "an attempt undoes its own part",
  equation: "commit(attempt(w ; throws e) ; x) = commit(x), and e is thrown where it was attempted",
  doc: "what fails does not take the rest of a commit with it; a commit that fails takes all"
}

/** The law of attempts; skipped where there is nothing to write with. */
export const attemptLaw = <T>(options: JournalOptions<T>): Law => {
  const { name, writing } = options
  if (writing === undefined) {
    const skip = `${name} gives operations nothing to write with`
    return {
      ...told,
      level: "world",
      relation: "=",
      requires: [],
      subject: name,
      skip,
      run: () => Promise.resolve({ status: "skipped", reason: skip })
    }
  }
  return judged(options, told, examples, async ({ journal }, { parts, fails }) => {
    const records = await journal.open({ standby: false })
    records.commit(({ handle }) => {
      writing.write(handle, "before")
      return []
    })
    const answers: Array<string> = []
    const code = await codeThrown(() =>
      records.commit(({ attempt, handle }) => {
        const play = ({ text, inner, broken }: Part): string => {
          try {
            return attempt(() => {
              writing.write(handle, text)
              answers.push(...inner.map(play))
              if (broken) throw new RangeError(text)
              return text
            })
          } catch (error) {
            return String(error)
          }
        }
        answers.push(...parts.map(play))
        if (fails) throw new RangeError("all")
        return [{ key: "k", value: "v" }]
      })
    )
    let written: ReadonlyArray<string> = []
    records.commit(({ handle }) => {
      written = writing.written(handle)
      return []
    })

    return {
      did: [written, records.get("k"), code, answers],
      should: [
        ["before", ...(fails ? [] : parts.flatMap(kept))],
        fails ? undefined : "v",
        fails ? "RangeError: all" : "nothing thrown",
        expected(parts)
      ],
      relevant: parts.some(({ broken, inner }) => broken || inner.some((part) => part.broken))
    }
  })
}

/** One attempt, and those inside of it. */
interface Part {
  readonly text: string
  readonly broken: boolean
  readonly inner: ReadonlyArray<Part>
}

const kept = ({ text, broken, inner }: Part): ReadonlyArray<string> =>
  broken ? [] : [text, ...inner.flatMap(kept)]

const answer = ({ text, broken }: Part): string => (broken ? String(new RangeError(text)) : text)

/** The answers in the order in which attempts end: those inside of others first. */
const expected = (parts: ReadonlyArray<Part>): ReadonlyArray<string> => [
  ...parts.flatMap(({ inner }) => inner.map(answer)),
  ...parts.map(answer)
]

const part = (inner: fc.Arbitrary<ReadonlyArray<Part>>): fc.Arbitrary<Part> =>
  fc.record({ text: fc.string({ maxLength: 4 }), broken: fc.boolean(), inner })

const examples = fc.record({
  parts: fc.array(part(fc.array(part(fc.constant([])), { maxLength: 2 })), { maxLength: 4 }),
  fails: fc.boolean()
})
