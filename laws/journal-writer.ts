/**
 * Journals and their writers: what is committed outlives them, and there is one at a time.
 * @module
 */
import * as fc from "fast-check"
import { codeThrown, type JournalOptions, judged, writes } from "./journal-judge.ts"
import { everything, mapAfter, sliceOf } from "./journal-map.ts"
import type { Law } from "./law.ts"

/** The laws of writers. */
export const writerLaws = <T>(options: JournalOptions<T>): ReadonlyArray<Law> => [
  judged(
    options,
    {
      id: "journal/reopened",
      name: "what is committed is there after close",
      equation: "commit(x) ; close ; open = commit(x)",
      doc: "a closed journal says so; closing it again changes nothing"
    },
    fc.array(writes, { minLength: 1, maxLength: 4 }),
    async ({ journal }, commits) => {
      const codes: Array<string> = []
      for (const commit of commits) {
        const records = await journal.open({ standby: false })
        records.commit(() => commit)
        records.close()
        records.close()
        codes.push(
          await codeThrown(() => records.commit(() => commit)),
          await codeThrown(() => records.get("a"))
        )
      }
      const records = await journal.open({ standby: false })
      const should = sliceOf(mapAfter(commits.flat()), everything)

      return {
        did: [records.range(everything), ...codes],
        should: [should, ...codes.map(() => "journal/closed")],
        relevant: should.length > 0
      }
    }
  ),
  judged(
    options,
    {
      id: "journal/killed",
      name: "what is committed is there after a kill",
      equation: "commit(x) ; kill ; open = commit(x)",
      doc: "a commit that has returned needs nothing more to be safe"
    },
    fc.array(writes, { minLength: 1, maxLength: 4 }),
    async ({ journal, killed }, commits) => {
      const first = await journal.open({ standby: false })
      for (const commit of commits) first.commit(() => commit)
      const next = await (await killed()).open({ standby: false })
      const should = sliceOf(mapAfter(commits.flat()), everything)

      return {
        did: [next.range(everything), next.check()],
        should: [should, []],
        relevant: should.length > 0
      }
    }
  ),
  judged(
    options,
    {
      id: "journal/one-writer",
      name: "there is one writer",
      equation: "open ; open = open, and the second one is refused",
      doc: "the first one goes on undisturbed; when it has closed, the next one may open"
    },
    writes,
    async ({ journal }, changes) => {
      const first = await journal.open({ standby: false })
      const refused = await codeThrown(() => journal.open({ standby: false }))
      first.commit(() => changes)
      first.close()
      const second = await journal.open({ standby: false })

      return {
        did: [refused, second.range(everything)],
        should: ["journal/locked", sliceOf(mapAfter(changes), everything)],
        relevant: true
      }
    }
  ),
  judged(
    options,
    {
      id: "journal/standby",
      name: "a standby takes over",
      equation: "open(standby) waits for close, or for its signal",
      doc: "it sees all that the one before it has committed; one that is called off never becomes the writer"
    },
    writes,
    async ({ journal }, changes) => {
      const first = await journal.open({ standby: false })
      const off = new AbortController()
      let early = false
      const calledOff = journal.open({ standby: true, signal: off.signal }).then(
        () => "became the writer",
        (reason: unknown) => `called off: ${String(reason)}`
      )
      const second = journal.open({ standby: true }).finally(() => {
        early = true
      })
      await Promise.resolve()
      off.abort("enough")
      first.commit(() => changes)
      const waited = !early
      first.close()
      // One that does not hear its signal may be the writer now, and then the other one waits for ever.
      const answer = await calledOff
      if (answer === "became the writer") return { did: [answer], should: [], relevant: true }
      const records = await second

      return {
        did: [answer, waited, records.range(everything)],
        should: ["called off: enough", true, sliceOf(mapAfter(changes), everything)],
        relevant: true
      }
    }
  ),
  judged(
    options,
    {
      id: "journal/fenced",
      name: "who has been replaced writes nothing",
      equation: "commit(x) by an old writer = nothing, and it is told",
      doc: "locks can be lost; what the new writer has read stays true all the same"
    },
    fc.tuple(writes, writes),
    async ({ journal, superseded }, [before, lost]) => {
      const old = await journal.open({ standby: false })
      old.commit(() => before)
      await superseded()
      const next = await journal.open({ standby: false })
      let worked = false
      const code = await codeThrown(() =>
        old.commit(() => {
          worked = true
          return lost
        })
      )
      old.close()
      next.commit(() => [{ key: "next", value: "1" }])

      return {
        did: [code, worked, next.range(everything)],
        should: [
          "journal/fenced",
          false,
          sliceOf(mapAfter([...before, { key: "next", value: "1" }]), everything)
        ],
        relevant: lost.length > 0
      }
    }
  )
]
