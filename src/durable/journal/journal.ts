/**
 * Journals: where the engine keeps what it must not forget.
 *
 * A journal is a list of records in the order of their keys, and a way to change many of them at once. It knows nothing of
 * runs, timers and events; what these are is written in keys (`../keys.ts`) by the engine, once for all journals. So a new kind
 * of journal is six functions, and its contract is short enough to be checked completely.
 *
 * Laws: records are an ordered map; a commit is all or nothing, and survives the process once it has returned; one writer at a
 * time, and who is no writer any more writes nothing (laws/journal.ts).
 * @module
 */

/** What a record holds: text, or bytes when a payload codec made them. */
export type Value = string | Uint8Array

/** One record. Keys are of printable ASCII, so that every journal orders them alike; see `keys.ts`. */
export interface JournalEntry {
  readonly key: string
  readonly value: Value
}

/** One change: a record put in the place of the one with its key, or none. */
export interface Write {
  readonly key: string
  /** `null` removes the record; to remove one that is not there changes nothing. */
  readonly value: Value | null
}

/** Neighbouring records. */
export interface Range {
  /** The first key that belongs to it. */
  readonly from: string
  /** The first key behind it. */
  readonly to: string
  /** The most records that are given; all when left out. */
  readonly limit?: number
  /** Starts with the last one. */
  readonly reverse?: boolean
}

/** A journal that has not been opened. */
export interface Journal<out T = unknown> {
  /** What messages call it: the name of its file, or `memory`. */
  readonly name: string
  /**
   * Becomes the one writer.
   *
   * Errors: rejects with {@link JournalFailure}: `journal/locked` when another one writes and `standby` is false,
   * `journal/foreign`, `journal/newer`, `journal/corrupted`, `journal/readonly`, `journal/full`, `journal/unavailable`.
   */
  readonly open: (options: OpenJournal) => Promise<Records<T>>
}

/** How a journal is opened. */
export interface OpenJournal {
  /** Waits until the one that writes has ended, and takes over. */
  readonly standby: boolean
  /** Ends the wait: `open` rejects with its reason. */
  readonly signal?: AbortSignal
}

/** A journal that is open for writing. Everything is synchronous: a journal is embedded in the process. */
export interface Records<out T = unknown> {
  /** The value of the record with this key, as committed. */
  readonly get: (key: string) => Value | undefined
  /** The records of a range in the order of their keys, as committed. */
  readonly range: (range: Range) => ReadonlyArray<JournalEntry>
  /**
   * Runs `work` in a transaction, and in the same one makes the changes that it gives: later ones win. All or nothing, and on
   * disk when it returns. `work` is given what implementations of `tx` operations write with.
   *
   * Errors: throws what `work` throws; throws {@link JournalFailure} (`journal/fenced`, `journal/full`, `journal/readonly`,
   * `journal/corrupted`, `journal/unavailable`, `journal/closed`). Nothing has been changed then.
   */
  readonly commit: (work: (transaction: Transaction<T>) => ReadonlyArray<Write>) => void
  /** Looks for damage, and gives what it finds, in words; nothing when all is well. */
  readonly check: () => ReadonlyArray<string>
  /** Lets somebody else write. Repeated calls change nothing. */
  readonly close: () => void
}

/** A transaction under way. */
export interface Transaction<out T = unknown> {
  /** What the journal lets operations write with: the database of a SQLite journal. */
  readonly handle: T
  /** Runs `work`; when it throws, what it has written through `handle` is undone, and the rest of the transaction goes on. */
  readonly attempt: <B>(work: () => B) => B
}
