/**
 * The writer: gathers what all runs want written, and commits it at once, at the end of each turn of the event loop.
 *
 * What has not been committed has not happened. A commit that fails is a crash of the memory: whoever has drafted something is
 * told so, and everything begins anew from the journal.
 * @module
 */
import type { Clock } from "../../core/clock.ts"
import type { Records, Transaction } from "../journal/journal.ts"
import { JournalFailure } from "../journal/journal-failure.ts"
import { Draft } from "./draft.ts"
import { EngineClosed } from "./engine-error.ts"

/** What a writer does for the engine. */
export interface Writing {
  /** The last chance to add to the draft, inside the transaction. */
  readonly complete: (transaction: Transaction) => void
  /** The draft is on disk. */
  readonly committed: () => void
  /** The draft is lost, and with it everything that is only in memory. */
  readonly lost: (cause: unknown) => void
  /** The journal may be written again: everything is to be read from it. */
  readonly recover: () => void
}

/** After so many milliseconds a journal that failed is tried again. */
const RETRY = 200

/** Writes to a journal. */
export class Writer {
  readonly records: Records
  readonly #clock: Clock
  readonly #writing: Writing
  #draft: Draft
  #afterwards: Array<() => void> = []
  #rejects: Array<(cause: unknown) => void> = []
  #scheduled = false
  #state: "open" | "closing" | "closed" = "open"
  /** Why nothing can be committed for now; undefined when it can. */
  #failure: Error | undefined
  /** It will be tried again. */
  #trying = false
  readonly #idle: Array<() => void> = []

  constructor(records: Records, clock: Clock, writing: Writing) {
    this.records = records
    this.#clock = clock
    this.#writing = writing
    this.#draft = new Draft(records)
  }

  /** What will be committed next, and the journal as it will be then. */
  get draft(): Draft {
    return this.#draft
  }

  get state(): "open" | "closing" | "closed" {
    return this.#state
  }

  /** Why nothing will be committed any more; undefined when it may be. */
  get given(): Error | undefined {
    return isPassing(this.#failure) ? undefined : this.#failure
  }

  /** Commits what has been drafted at the end of this turn of the event loop. */
  schedule(): void {
    if (this.#scheduled || this.#state === "closed") return
    this.#scheduled = true
    setImmediate(() => this.#flush())
  }

  /** Calls `act` when what has been drafted is on disk, or `reject` when it never will be. */
  afterwards(act: () => void, reject?: (cause: unknown) => void): void {
    this.#afterwards.push(act)
    if (reject !== undefined) this.#rejects.push(reject)
    this.schedule()
  }

  /** Puts something into the next commit. Resolves when it is on disk; rejects when it is not, and never will be. */
  commit<B>(work: () => B): Promise<B> {
    return new Promise((resolve, reject: (cause: unknown) => void) => {
      if (this.#state !== "open") return reject(new EngineClosed())
      if (this.given !== undefined) return reject(this.given)
      const result = work()
      this.afterwards(() => resolve(result), reject)
    })
  }

  #flush(): void {
    this.#scheduled = false
    if (this.#state === "closed") return
    if (this.given !== undefined) {
      // What is drafted after that belongs to nothing that is on disk.
      this.#clear()
      for (const act of this.#idle.splice(0)) act()
      return
    }
    try {
      this.records.commit((transaction) => {
        this.#writing.complete(transaction)
        return this.#draft.writes()
      })
    } catch (cause) {
      this.fail(cause)
      return
    }
    const afterwards = this.#afterwards
    this.#clear()
    this.guard(() => this.#writing.committed())
    for (const act of afterwards) this.guard(act)
    if (!this.#scheduled) for (const act of this.#idle.splice(0)) act()
  }

  /** Gives up what has been drafted; tries again later if that may help. */
  fail(cause: unknown): void {
    const rejects = this.#rejects
    this.#clear()
    this.#failure = cause instanceof Error ? cause : new Error(String(cause), { cause })
    this.#writing.lost(cause)
    for (const reject of rejects) reject(cause)
    for (const act of this.#idle.splice(0)) act()
    if (!isPassing(cause) || this.#trying) return
    this.#trying = true
    this.#clock.after(RETRY, () => {
      this.#trying = false
      this.recover()
    })
  }

  /** Reads everything from the journal. */
  recover(): void {
    if (this.#state === "closed" || this.given !== undefined) return
    this.#failure = undefined
    try {
      this.#writing.recover()
    } catch (cause) {
      this.fail(cause)
    }
  }

  /** Does something that reads the journal: what fails then has failed as in a commit, and nobody goes on as if it had not. */
  guard(act: () => void): void {
    try {
      act()
    } catch (cause) {
      this.fail(cause)
    }
  }

  #clear(): void {
    this.#draft = new Draft(this.records)
    this.#afterwards = []
    this.#rejects = []
  }

  /** Resolves when nothing more is to be committed before something happens outside. */
  async idle(): Promise<void> {
    for (let turn = 0; turn < 2; turn++) {
      await new Promise((resolve) => setImmediate(resolve))
      if (this.#scheduled) await new Promise<void>((resolve) => this.#idle.push(resolve))
    }
  }

  /** Takes no more requests; what is under way may still be committed. */
  drain(): void {
    if (this.#state === "open") this.#state = "closing"
  }

  /** As the end of the process: what has not been committed is lost. */
  end(): void {
    this.#state = "closed"
    const rejects = this.#rejects
    this.#clear()
    for (const reject of rejects) reject(new EngineClosed())
    for (const act of this.#idle.splice(0)) act()
  }
}

const isPassing = (cause: unknown): boolean => cause instanceof JournalFailure && cause.passing
