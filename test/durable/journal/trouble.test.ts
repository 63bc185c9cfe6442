/**
 * A SQLite journal on a disk that is full, may not be written to, or has lost something.
 */
import { readFileSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "@photostructure/sqlite"
import * as fc from "fast-check"
import { type JournalFailure, type Records, sqlite } from "lawful/durable"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { mayMount, mirrored, mounted, unmount } from "../mount.ts"
import { folder } from "./tested.ts"

let place = folder()
const file = (name = "a.db"): string => join(place.path, name)
const open = (path = file()) => sqlite(path).open({ standby: false })
const everything = { from: " ", to: "~~" }

beforeEach(() => {
  place = folder()
})

afterEach(() => {
  place.remove()
})

const caught = (work: () => unknown): JournalFailure | undefined => {
  try {
    work()
    return undefined
  } catch (error) {
    return error as JournalFailure
  }
}

/** Writes until it fails, and gives how many commits went well, and the failure. */
const fill = (records: Records): readonly [number, JournalFailure | undefined] => {
  for (let number = 0; number < 10_000; number++) {
    const failure = caught(() =>
      records.commit(() => [
        { key: `k/${String(number).padStart(5, "0")}`, value: "x".repeat(5000) },
        { key: "last", value: String(number) }
      ])
    )
    if (failure !== undefined) return [number, failure]
  }
  return [10_000, undefined]
}

describe("a full disk", () => {
  it("that SQLite keeps small fails a commit as a whole, and the next one goes well when there is room", async () => {
    const records = await open()
    const limit = (pages: number): void =>
      records.commit(({ handle }) => {
        handle.exec(`PRAGMA max_page_count = ${pages}`)
        return []
      })
    limit(40)

    const [number, failure] = fill(records)

    expect([failure?.code, failure?.passing]).toEqual(["journal/full", true])
    expect(failure?.message).toContain("Make room on the disk")
    expect(records.get("last")).toBe(String(number - 1))
    expect(records.range({ from: "k/", to: "k0" }).length).toBe(number)
    limit(10_000)
    records.commit(() => [{ key: "last", value: "more" }])
    expect([records.get("last"), records.check()]).toEqual(["more", []])
    records.close()
  })

  it("that a handler meets fails the whole commit, also when it keeps that to itself", async () => {
    const records = await open()
    records.commit(({ handle }) => {
      handle.exec("CREATE TABLE note (text TEXT); PRAGMA max_page_count = 20")
      return []
    })

    const failure = caught(() =>
      records.commit(({ handle, attempt }) => {
        try {
          attempt(() => handle.prepare("INSERT INTO note VALUES (?)").run("x".repeat(200_000)))
        } catch {}
        return [{ key: "k", value: "v" }]
      })
    )

    // SQLite has undone all of it by itself, so that there is nothing left that the commit could be added to.
    expect(failure?.code).toBe("journal/full")
    expect(records.get("k")).toBeUndefined()
    records.commit(() => [{ key: "k", value: "v" }])
    expect(records.get("k")).toBe("v")
    records.close()
  })

  it.skipIf(!mayMount)(
    "fails a commit as a whole, and the next one goes well when there is room",
    async () => {
      const small = file("small")
      mounted(small, "size=1m")
      try {
        const ballast = join(small, "ballast")
        writeFileSync(ballast, Buffer.alloc(300_000))
        const records = await open(join(small, "a.db"))

        const [number, failure] = fill(records)

        expect([failure?.code, failure?.passing]).toEqual(["journal/full", true])
        expect(number).toBeGreaterThan(5)
        expect(records.get("last")).toBe(String(number - 1))
        writeFileSync(ballast, "")
        records.commit(() => [{ key: "last", value: "more" }])
        expect([records.get("last"), records.check()]).toEqual(["more", []])
        records.close()
        const again = await open(join(small, "a.db"))
        expect(again.range({ from: "k/", to: "k0" }).length).toBe(number)
        again.close()
      } finally {
        unmount(small)
      }
    }
  )

  it.skipIf(!mayMount)("has no room for a new journal, and says so", async () => {
    const small = file("small")
    mounted(small, "size=64k")
    try {
      writeFileSync(join(small, "ballast"), Buffer.alloc(60_000))

      await expect(open(join(small, "a.db"))).rejects.toMatchObject({ code: "journal/full" })
    } finally {
      unmount(small)
    }
  })
})

describe("a file that may not be written to", () => {
  it.skipIf(!mayMount)("is refused, with what to do", async () => {
    const records = await open()
    records.commit(() => [{ key: "k", value: "v" }])
    records.close()
    const same = join(place.path, "same")
    mirrored(place.path, same)
    try {
      const failure = await open(join(same, "a.db")).catch((error: JournalFailure) => error)

      expect(failure).toMatchObject({ code: "journal/readonly" })
      expect((failure as JournalFailure).message).toContain("Let the user of this process write to the file")
    } finally {
      unmount(same)
    }
  })

  it("while it is open fails a commit, and reads go on", async () => {
    const records = await open()
    records.commit(({ handle }) => {
      handle.exec("PRAGMA query_only = ON")
      return []
    })

    const failure = caught(() => records.commit(() => [{ key: "k", value: "v" }]))

    expect([failure?.code, failure?.passing]).toEqual(["journal/readonly", false])
    expect(records.get("k")).toBeUndefined()
    records.close()
  })
})

describe("a damaged file", () => {
  /** A journal of many pages as a file, and its records. */
  const made = async (): Promise<readonly [Buffer, ReadonlyMap<string, unknown>]> => {
    const records = await open(file("whole.db"))
    records.commit(() =>
      Array.from({ length: 300 }, (_, number) => ({
        key: `k/${1000 + number}`,
        value: `value ${number} `.repeat(20)
      }))
    )
    const held = new Map(records.range(everything).map(({ key, value }) => [key, value]))
    records.close()
    return [readFileSync(file("whole.db")), held]
  }

  it("is never read as something else, and checking finds what is wrong", async () => {
    const [whole, held] = await made()
    const seen = { right: 0, refused: 0, lost: 0, harmless: 0 }

    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: whole.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        fc.integer({ min: 1, max: 40 }),
        async (at, change, length) => {
          const broken = Buffer.from(whole)
          for (let index = at; index < Math.min(at + length, broken.length); index++)
            broken[index] = (broken[index] ?? 0) ^ change
          const { path, remove } = folder()
          writeFileSync(join(path, "a.db"), broken)

          const records = await open(join(path, "a.db")).catch((error: JournalFailure) => error)
          if (records instanceof Error) {
            expect(["journal/corrupted", "journal/foreign", "journal/newer"]).toContain(records.code)
            seen.refused++
            return
          }
          const found = records.check().length > 0
          for (const [key, value] of held) {
            let got: unknown
            const failure = caught(() => {
              got = records.get(key)
            })
            if (failure === undefined && got === value) seen.right++
            else if (failure !== undefined) {
              expect([failure.code, found]).toEqual(["journal/corrupted", true])
              seen.refused++
            } else {
              // A key that is damaged is not found under its name; checking says so.
              expect([got, found]).toEqual([undefined, true])
              seen.lost++
            }
          }
          if (!found) seen.harmless++
          records.close()
          remove()
        }
      ),
      { numRuns: 150, seed: 20_261_123 }
    )

    expect(seen.right).toBeGreaterThan(1000)
    expect(seen.refused).toBeGreaterThan(20)
  })

  it("names the record whose value has changed", async () => {
    const [whole] = await made()
    const at = whole.indexOf("value 123 ")
    whole[at] = "V".charCodeAt(0)
    writeFileSync(file(), whole)
    const records = await open()

    const failure = caught(() => records.get("k/1123"))

    expect(failure?.code).toBe("journal/corrupted")
    expect(failure?.message).toContain('The record "k/1123"')
    expect(records.check()).toEqual(['The record "k/1123" is not what was written.'])
    records.close()
  })

  it("whose tables somebody has dropped is damaged", async () => {
    ;(await open()).close()
    const other = new DatabaseSync(file())
    other.exec("DROP TABLE record")
    other.close()

    await expect(open()).rejects.toMatchObject({ code: "journal/corrupted" })
  })
})

describe("a file that is moved away under its writer", () => {
  it("soon gets no commits any more, which would be lost with it", async () => {
    const records = await open()
    records.commit(() => [{ key: "k", value: "v" }])
    renameSync(file(), file("moved.db"))
    await new Promise((resolve) => setTimeout(resolve, 60))

    const failure = caught(() => records.commit(() => [{ key: "k", value: "lost" }]))

    expect(failure?.code).toBe("journal/fenced")
    records.close()
  })
})
