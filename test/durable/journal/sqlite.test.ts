/**
 * A SQLite journal beside other programs, other files, other versions, and handlers that do what they should not.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "@photostructure/sqlite"
import { JournalFailure, sqlite } from "lawful/durable"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { migrate } from "../../../src/durable/journal/sqlite/schema.ts"
import { folder } from "./tested.ts"

let place = folder()
const file = (name = "a.db"): string => join(place.path, name)

beforeEach(() => {
  place = folder()
})

afterEach(() => {
  place.remove()
})

const open = (path = file()) => sqlite(path).open({ standby: false })

/** All files of the folder, byte for byte. */
const contents = (): ReadonlyArray<readonly [string, string]> =>
  readdirSync(place.path).map((name) => [name, readFileSync(join(place.path, name)).toString("hex")] as const)

describe("a path", () => {
  it.each(["", ":memory:", "file:a.db", "a\0b"])("is refused at once when it is %j", (path) => {
    expect(() => sqlite(path)).toThrow("(journal/path)")
  })

  it.each([
    "a b.db",
    "a?mode=memory",
    "a#b",
    "%41",
    "'; DROP TABLE record; --",
    "line\nbreak",
    "日本.db",
    "-wal"
  ])("may be called %j", async (name) => {
    const records = await open(file(name))
    records.commit(() => [{ key: "k", value: "v" }])
    records.close()

    const again = await open(file(name))

    expect(again.get("k")).toBe("v")
    expect(existsSync(file(name))).toBe(true)
    again.close()
  })

  it("that leads to the same file by a link has the same writer", async () => {
    const records = await open()
    symlinkSync(file(), file("link.db"))

    await expect(open(file("link.db"))).rejects.toMatchObject({ code: "journal/locked" })
    records.close()
  })

  it("that is a link to nowhere is refused", async () => {
    symlinkSync(file("nowhere.db"), file())

    await expect(open()).rejects.toMatchObject({ code: "journal/unavailable" })
    expect(readdirSync(place.path)).toEqual(["a.db"])
  })

  it("without a folder says which folder to make", async () => {
    await expect(open(file("none/a.db"))).rejects.toMatchObject({
      code: "journal/unavailable",
      message: expect.stringContaining(`Make the folder "${file("none")}" first`) as string
    })
  })
})

describe("a file of somebody else", () => {
  it("is refused and left as it is when it is a picture", async () => {
    writeFileSync(file(), Buffer.from("89504e470d0a1a0a0000000d49484452".repeat(100), "hex"))
    const before = contents()

    await expect(open()).rejects.toMatchObject({ code: "journal/foreign" })
    expect(contents()).toEqual(before)
  })

  it.each(["DELETE", "WAL"])(
    "is refused and left as it is when it is a database in mode %s",
    async (mode) => {
      const other = new DatabaseSync(file("other.db"))
      other.exec(`PRAGMA journal_mode = ${mode}; CREATE TABLE record (key TEXT, value TEXT)`)
      for (const end of ["", "-wal"])
        if (existsSync(file(`other.db${end}`)))
          writeFileSync(file(`a.db${end}`), readFileSync(file(`other.db${end}`)))
      const before = contents()

      await expect(open()).rejects.toMatchObject({ code: "journal/foreign" })
      expect(contents()).toEqual(before)
      other.close()
    }
  )

  it("is refused when it is a folder", async () => {
    mkdirSync(file())

    await expect(open()).rejects.toMatchObject({ code: "journal/foreign" })
    expect(readdirSync(place.path)).toEqual(["a.db"])
  })

  it("is refused when it stands where the lock should", async () => {
    writeFileSync(file("a.db-lock"), "mine".repeat(1000))

    await expect(open()).rejects.toMatchObject({ code: "journal/foreign" })
    expect(readFileSync(file("a.db-lock"), "utf8")).toBe("mine".repeat(1000))
  })

  it("is none when it is empty", async () => {
    writeFileSync(file(), "")

    const records = await open()

    expect(records.check()).toEqual([])
    records.close()
  })
})

describe("the tables of a journal", () => {
  it("of a newer version are refused and left as they are", async () => {
    const records = await open(file("old.db"))
    records.close()
    const later = new DatabaseSync(file("old.db"))
    later.prepare("VACUUM INTO ?").run(file())
    later.close()
    const newer = new DatabaseSync(file())
    newer.exec("PRAGMA user_version = 99")
    newer.close()
    const before = contents()

    await expect(open()).rejects.toMatchObject({
      code: "journal/newer",
      message: expect.stringContaining("tables of version 99") as string
    })
    expect(contents()).toEqual(before)
  })

  it("of an older version are brought forward, each step once", () => {
    const steps = ["CREATE TABLE one (a)", "ALTER TABLE one ADD COLUMN b", "INSERT INTO one VALUES (1, 2)"]
    const database = new DatabaseSync(file())

    for (const length of [1, 3, 3]) migrate(file(), database, steps.slice(0, length))

    expect(database.prepare("SELECT a, b FROM one").all()).toEqual([{ a: 1, b: 2 }])
    database.close()
  })

  it("stay as they were when a step fails", () => {
    const database = new DatabaseSync(file())
    migrate(file(), database, ["CREATE TABLE one (a)"])

    expect(() => migrate(file(), database, ["", "CREATE TABLE two (a)", "CREATE TABLE one (a)"])).toThrow(
      "exists"
    )

    migrate(file(), database, ["", "CREATE TABLE two (b)"])
    expect(database.prepare("SELECT name FROM sqlite_schema ORDER BY name").all()).toEqual([
      { name: "one" },
      { name: "two" }
    ])
    database.close()
  })
})

describe("a handler", () => {
  it.each(["COMMIT", "ROLLBACK", "END", "BEGIN"])("cannot say %s", async (word) => {
    const records = await open()
    const commit = (): void =>
      records.commit(({ handle }) => {
        handle.exec("CREATE TABLE note (text)")
        handle.exec(word)
        return []
      })

    expect(commit).toThrow("not authorized")
    records.commit(({ handle }) => {
      expect(handle.prepare("SELECT name FROM sqlite_schema WHERE name = 'note'").all()).toEqual([])
      return [{ key: "k", value: "v" }]
    })
    expect(records.get("k")).toBe("v")
    records.close()
  })

  it("that ends the transaction all the same is told, and nothing of the rest is written", async () => {
    const records = await open()
    const commit = (): void =>
      records.commit(({ handle }) => {
        handle.setAuthorizer(null)
        handle.exec("COMMIT")
        return [{ key: "k", value: "v" }]
      })

    expect(commit).toThrow("(journal/transaction-ended)")
    expect(records.get("k")).toBeUndefined()
    records.close()
  })

  it("gets its own error back, be it one of SQLite", async () => {
    const records = await open()
    const commit = (): void =>
      records.commit(({ handle }) => {
        handle.exec("SELECT 1 FROM nowhere")
        return []
      })

    expect(commit).toThrow("no such table: nowhere")
    expect(commit).not.toThrow(JournalFailure)
    records.close()
  })
})

describe("another program", () => {
  it("reads while the journal is written", async () => {
    const records = await open()
    records.commit(() => [{ key: "k", value: "v" }])
    const reader = new DatabaseSync(file(), { readOnly: true })

    const rows = reader.prepare("SELECT key, value FROM record").all()

    expect(rows).toEqual([{ key: "k", value: "v" }])
    reader.close()
    records.close()
  })

  it("copies it while it is written", async () => {
    const records = await open()
    records.commit(() => [{ key: "k", value: "v" }])
    const reader = new DatabaseSync(file(), { readOnly: true })
    reader.prepare("VACUUM INTO ?").run(file("copy.db"))
    records.commit(() => [{ key: "k", value: "later" }])

    const copy = await open(file("copy.db"))

    expect([copy.get("k"), copy.check()]).toEqual(["v", []])
    for (const one of [reader, copy, records]) one.close()
  })

  it("that writes to the file keeps a commit waiting, and then it fails for now", async () => {
    const records = await open()
    const other = new DatabaseSync(file())
    other.exec("BEGIN IMMEDIATE")

    const commit = (): void => records.commit(() => [{ key: "k", value: "v" }])

    expect(commit).toThrow("(journal/unavailable)")
    other.exec("ROLLBACK")
    commit()
    expect(records.get("k")).toBe("v")
    for (const one of [other, records]) one.close()
  })
})
