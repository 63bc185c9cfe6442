/**
 * The tables of a journal, how they came to be, and how a journal is told from other files.
 *
 * A file says whose it is by `application_id`, and how old it is by `user_version`: the number of migrations it has been through.
 * @module
 */
import { closeSync, openSync, readSync, statSync } from "node:fs"
import type { DatabaseSyncInstance } from "@photostructure/sqlite"
import { JournalFailure } from "../journal-failure.ts"
import { failureOf } from "./failure.ts"

/** What `application_id` holds in a journal: the letters "Lawf". */
export const APPLICATION_ID = 0x4c_61_77_66

/**
 * What leads from each version of the tables to the next one. Only ever added to: what stands here has been run on the files of
 * others. Each is run once, in one transaction with those behind it.
 */
const migrations: ReadonlyArray<string> = [
  // A table with a row number: keys that are added in groups dirty few pages, which is three times as fast as a table in the
  // order of keys. `epoch` counts the writers that there have been.
  `CREATE TABLE record (
     id INTEGER PRIMARY KEY,
     key TEXT NOT NULL UNIQUE,
     value NOT NULL,
     sum INTEGER NOT NULL
   );
   CREATE TABLE writer (id INTEGER PRIMARY KEY CHECK (id = 1), epoch INTEGER NOT NULL);
   INSERT INTO writer (id, epoch) VALUES (1, 0)`
]

/**
 * Refuses what is no journal, without taking a lock, and without changing a byte in the folder.
 *
 * Only the header is read, and not by SQLite: when a writer was killed while it moved its log into the file, or does so right
 * now, the pages behind the header make sense to nobody who does not read the log too.
 *
 * Errors: throws a {@link JournalFailure}: `journal/foreign`, `journal/newer`, `journal/unavailable`, `journal/readonly`.
 */
export const refuseForeign = (name: string, path: string): void => {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return
  if (!found.isFile()) throw foreign(name, `it is ${found.isDirectory() ? "a folder" : "no regular file"}`)
  // Somebody was killed while the file was made or migrated. SQLite puts that right when it is opened for writing, and only
  // then can it be read. Where this is not ours, it is what any other program would do to it.
  if ((statSync(`${path}-journal`, { throwIfNoEntry: false })?.size ?? 0) > 0) return
  const header = headerOf(name, path)
  if (header.length === 0) return
  if (header.length < HEADER_BYTES || header.toString("latin1", 0, MAGIC.length) !== MAGIC)
    throw foreign(name, "it is no SQLite database")
  // Where they stand: https://www.sqlite.org/fileformat2.html#the_database_header
  checkIdentity(name, header.readUInt32BE(68), header.readUInt32BE(60), migrations.length)
}

const HEADER_BYTES = 100
const MAGIC = "SQLite format 3\0"

/** The first bytes of a file; fewer when it is shorter. */
const headerOf = (name: string, path: string): Buffer => {
  let file: number | undefined
  try {
    file = openSync(path, "r")
    const header = Buffer.alloc(HEADER_BYTES)
    return header.subarray(0, readSync(file, header, 0, HEADER_BYTES, 0))
  } catch (error) {
    throw failureOf(name, "Cannot read", error)
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

/**
 * Brings the tables up to date, all or nothing; a new file gets them.
 *
 * Errors: throws a {@link JournalFailure} (`journal/foreign`, `journal/newer`), or what SQLite throws.
 */
export const migrate = (
  name: string,
  database: DatabaseSyncInstance,
  steps: ReadonlyArray<string> = migrations
): void => {
  if (pragma(database, "page_count") > 0)
    checkIdentity(name, pragma(database, "application_id"), pragma(database, "user_version"), steps.length)
  if (pragma(database, "user_version") === steps.length) return
  database.exec("BEGIN IMMEDIATE")
  try {
    for (const step of steps.slice(pragma(database, "user_version"))) database.exec(step)
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${steps.length}; COMMIT`)
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK")
    throw error
  }
}

const checkIdentity = (name: string, application: number, version: number, known: number): void => {
  if (application !== APPLICATION_ID) throw foreign(name, "it is a SQLite database of another program")
  if (version > known)
    throw new JournalFailure(
      "journal/newer",
      name,
      `The journal "${name}" has tables of version ${version}, and this version of Lawful knows ${known}. Nothing was changed. Use the version of Lawful that wrote it, or a later one.`
    )
}

const foreign = (name: string, what: string): JournalFailure =>
  new JournalFailure(
    "journal/foreign",
    name,
    `"${name}" is no journal of Lawful: ${what}. Nothing was changed. Give the path of a journal, or of a file that does not exist yet.`
  )

/** The value of a pragma that is a number. */
const pragma = (database: DatabaseSyncInstance, name: string): number =>
  Number((database.prepare(`PRAGMA ${name}`, { returnArrays: true }).get() as ReadonlyArray<unknown>)[0])
