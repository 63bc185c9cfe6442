/**
 * A journal whose commits fail when a test says so, as on a disk that is full for a while.
 */
import { type Journal, JournalFailure } from "lawful/durable"

/** A journal around another one. */
export class FailingJournal implements Journal {
  readonly name: string
  readonly #journal: Journal
  failing = false

  constructor(journal: Journal) {
    this.name = journal.name
    this.#journal = journal
  }

  open: Journal["open"] = async (options) => {
    const records = await this.#journal.open(options)
    return {
      ...records,
      commit: (work) => {
        if (this.failing) throw new JournalFailure("journal/unavailable", this.name, "It fails for a while.")
        records.commit(work)
      }
    }
  }
}
