/**
 * Journals as maps: what is written is what is read, in order, all or nothing.
 * @module
 */
import * as fc from "fast-check"
import type { JournalEntry, Range, Value, Write } from "../src/durable/journal/journal.ts"
import {
  codeThrown,
  type JournalOptions,
  judged,
  keys,
  type Tested,
  values,
  writes
} from "./journal-judge.ts"
import type { Law } from "./law.ts"

/** The laws of what is written and read. */
export const mapLaws = <T>(options: JournalOptions<T>): ReadonlyArray<Law> => [
  judged(
    options,
    {
      id: "journal/map",
      name: "a journal is a map",
      equation: "get(k) after commits = the value of k in a map after the same changes",
      doc: "what was written last is read; to remove what is not there changes nothing"
    },
    fc.tuple(fc.array(writes, { maxLength: 5 }), fc.array(keys, { minLength: 1, maxLength: 10 })),
    async (tested, [commits, asked]) => {
      const records = await begun(tested, commits)
      const model = mapAfter(commits.flat())
      const wanted = [...asked, ...commits.flat().map(({ key }) => key)]

      return {
        did: wanted.map((key) => records.get(key)),
        should: wanted.map((key) => model.get(key)),
        relevant: model.size > 0
      }
    }
  ),
  judged(
    options,
    {
      id: "journal/range",
      name: "a journal is in order",
      equation: "range(from, to, limit, reverse) = a slice of the sorted records",
      doc: "from belongs to it, to does not; the limit counts from where one starts"
    },
    fc.tuple(fc.array(writes, { maxLength: 5 }), fc.array(ranges, { minLength: 3, maxLength: 10 })),
    async (tested, [commits, asked]) => {
      const records = await begun(tested, commits)
      const should = asked.map((range) => sliceOf(mapAfter(commits.flat()), range))

      return { did: asked.map(records.range), should, relevant: should.some(({ length }) => length > 1) }
    }
  ),
  judged(
    options,
    {
      id: "journal/later",
      name: "later changes win",
      equation: "commit(x ++ y) = commit(x) ; commit(y)",
      doc: "several changes of one key in one commit are no mistake: the last one counts"
    },
    fc.tuple(writes, writes),
    async (tested, [first, second]) => {
      const records = await begun(tested, [[...first, ...second]])
      const model = mapAfter([...first, ...second])
      const firsts = new Set(first.map(({ key }) => key))

      return {
        did: [records.range(everything)],
        should: [sliceOf(model, everything)],
        relevant: second.some(({ key }) => firsts.has(key))
      }
    }
  ),
  judged(
    options,
    {
      id: "journal/nothing",
      name: "a commit that throws changes nothing",
      equation: "commit(throws e) = throws e",
      doc: "neither when the work throws, nor when a change cannot be written; and the next commit goes well"
    },
    fc.tuple(writes, writes, fc.constantFrom("work", "key", "text")),
    async (tested, [before, lost, kind]) => {
      const records = await begun(tested, [before])
      const mistake = kind === "key" ? { key: "ключ", value: "" } : { key: "half", value: "\ud800" }
      const oops = new RangeError("oops")
      const failing = (): ReadonlyArray<Write> => {
        if (kind === "work") throw oops
        return [...lost, mistake]
      }

      let thrown: unknown
      try {
        records.commit(failing)
      } catch (error) {
        thrown = error
      }
      const after = records.range(everything)
      records.commit(() => lost)

      return {
        did: [
          kind === "work" ? thrown === oops : thrown instanceof RangeError,
          after,
          records.range(everything)
        ],
        should: [
          true,
          sliceOf(mapAfter(before), everything),
          sliceOf(mapAfter([...before, ...lost]), everything)
        ],
        relevant: lost.length > 0
      }
    }
  ),
  judged(
    options,
    {
      id: "journal/values",
      name: "every value comes back",
      equation: "put(k, v) ; get(k) = v",
      doc: "text stays text and bytes stay bytes, empty ones, long ones and NULs included; half a surrogate pair is refused"
    },
    fc.oneof(
      { weight: 30, arbitrary: values },
      fc.constantFrom<Value>("x".repeat(1 << 20), new Uint8Array(1 << 20))
    ),
    async (tested, value) => {
      const records = await begun(tested, [[{ key: "k", value }]])

      return {
        did: [records.get("k"), records.range(everything)],
        should: [value, [{ key: "k", value }]],
        relevant: true
      }
    }
  ),
  judged(
    options,
    {
      id: "journal/bytes",
      name: "bytes belong to the journal",
      equation: "changing bytes that were given or got changes no record",
      doc: "a record is changed by commits only"
    },
    fc.uint8Array({ minLength: 1, maxLength: 20 }),
    async (tested, value) => {
      const [given, expected] = [value.slice(), value.slice()]
      const records = await begun(tested, [[{ key: "k", value: given }]])
      given[0] = ~(given[0] ?? 0)
      const got = records.get("k")
      if (got instanceof Uint8Array) got[0] = 1 + (got[0] ?? 0)
      const [entry] = records.range(everything)
      if (entry?.value instanceof Uint8Array) entry.value[0] = 1 + (entry.value[0] ?? 0)

      return { did: [records.get("k")], should: [expected], relevant: true }
    }
  ),
  judged(
    options,
    {
      id: "journal/committed",
      name: "what is read is committed",
      equation: "get inside of a commit = get before it; a commit inside of a commit throws",
      doc: "the work of a commit decides on what stands, not on what is about to stand"
    },
    fc.tuple(writes, keys),
    async (tested, [before, key]) => {
      const records = await begun(tested, [before])
      const expected = mapAfter(before).get(key)
      const did: Array<unknown> = []

      records.commit(() => {
        did.push(records.get(key))
        return [{ key, value: "next" }]
      })
      const nested = await codeThrown(() =>
        records.commit(() => {
          records.commit(() => [{ key, value: "inner" }])
          return [{ key, value: "outer" }]
        })
      )

      return {
        did: [...did, nested !== "nothing thrown", records.get(key)],
        should: [expected, true, "next"],
        relevant: true
      }
    }
  )
]

/** Every key. */
export const everything: Range = { from: " ", to: "\u007f" }

/** Opens a journal and makes commits. */
const begun = async <T>(
  { journal }: Tested<T>,
  commits: ReadonlyArray<ReadonlyArray<Write>>
): ReturnType<typeof journal.open> => {
  const records = await journal.open({ standby: false })
  for (const commit of commits) records.commit(() => commit)
  return records
}

/** What a map holds after changes. */
export const mapAfter = (changes: ReadonlyArray<Write>): ReadonlyMap<string, Value> => {
  const model = new Map<string, Value>()
  for (const { key, value } of changes)
    if (value === null) model.delete(key)
    else model.set(key, value)
  return model
}

/** The records of a range, as a sorted list has them. */
export const sliceOf = (
  model: ReadonlyMap<string, Value>,
  { from, to, limit, reverse = false }: Range
): ReadonlyArray<JournalEntry> => {
  const inside = [...model]
    .map(([key, value]) => ({ key, value }))
    .filter(({ key }) => key >= from && key < to)
    .sort((one, other) => (one.key < other.key ? -1 : 1))
  return (reverse ? inside.reverse() : inside).slice(0, limit)
}

const ranges: fc.Arbitrary<Range> = fc.record(
  {
    from: fc.oneof(fc.constant(" "), keys),
    to: fc.oneof(fc.constant("\u007f"), keys),
    limit: fc.nat({ max: 4 }),
    reverse: fc.boolean()
  },
  { requiredKeys: ["from", "to"] }
)
