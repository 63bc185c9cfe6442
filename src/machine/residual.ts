/**
 * Residuals: what is left of a run, as plain data.
 *
 * A residual names the nodes that are active and holds the values they need to go on; it never holds code. With the term it
 * can be advanced (`advance`), asked what to do next (`commands`) and written down (`write`). It is the term's derivative by
 * the events so far (J. A. Brzozowski, "Derivatives of Regular Expressions", 1964), so what it costs to go on does not
 * depend on what has happened before.
 *
 * Laws: `read(write(r)) = r`; `r = fold advance events` (laws/recovery.ts).
 * @module
 */
import type { Outcome } from "../core/outcome.ts"
import type { Thrown } from "./thrown.ts"
import type { Vector } from "./vector.ts"

/** A run: under way, or ended. */
export interface Residual {
  /** The fingerprint of the term that this is left of. */
  readonly term: string
  readonly root: Region
  /** What pays the debts of a run that has failed and is quiet. */
  readonly paying: Rollback | null
  /** Calls behind which there is no way back, whose answers are out. A cancellation waits for them. */
  readonly pivots: number
  readonly cancelling: { readonly reason: unknown } | null
  /** The ids of what has been undone, in the order in which the undos ended. */
  readonly undone: Vector<string>
  /** What a stuck run owes, in the order in which it has to be paid. */
  readonly stuck: ReadonlyArray<Entry> | null
  /** How it ended. What was thrown is data in it: see `Thrown`. */
  readonly outcome: Outcome<unknown, unknown> | null
}

/** What runs in one failure scope. */
export interface Region {
  readonly child: Live | null
  /** What the part of the region that has ended owes. */
  readonly owed: Ledger
  /** Why the region stopped; null as long as it has not. */
  readonly halt: Halt | null
  /** A pivot has been passed in it: nothing in it is undone any more. */
  readonly committed: boolean
}

/** The numbers of turns, items and attempts around a position, outermost first. */
export type Trail = ReadonlyArray<number>

/** What is owed, in the order in which it was done; null is nothing. */
export type Ledger = Vector<Entry> | null

/** One debt, a part that was done as a whole, or the debts of what was done side by side. */
export type Entry =
  | Debt
  | { readonly kind: "series"; readonly ledger: Vector<Entry> }
  /** Side by side under the node `of`; the index of a branch is that of its branch or item. */
  | { readonly kind: "parallel"; readonly of: string; readonly branches: Vector<Ledger> }

/** An undo that is owed. */
export interface Debt {
  readonly kind: "debt"
  /** The id of the node that is to be undone, with indices. */
  readonly id: string
  /** The node of the scope whose undo it is. */
  readonly of: string
  readonly trail: Trail
  readonly indices: string
  readonly input: unknown
  /** Why nobody knows the input; null when it is known. */
  readonly unknown: Thrown | null
  /** How often what it undoes had been undone before it came to be owed: debts of one call have one key. */
  readonly renewals: number
}

/** Why something stopped. The first cause is the primary one. */
export interface Halt {
  readonly kind: "interrupt" | "error" | "defect" | "stuck"
  readonly causes: ReadonlyArray<HaltCause>
  /** Undos that failed for good, and what had to stay because of them, in the order in which they have to be paid. */
  readonly owed: ReadonlyArray<Entry>
  /** An undo failed whose policy is to stop: what the scopes around it owe stays owed. */
  readonly blocked: boolean
}

/** One cause. */
export type HaltCause =
  | { readonly kind: "error"; readonly error: unknown; readonly at: string }
  | { readonly kind: "defect"; readonly cause: Thrown; readonly at: string }
  | { readonly kind: "cancelled"; readonly reason: unknown }

/** Debts being paid. */
export interface Rollback {
  /** What is still to be paid, without what is being paid: a stack of series, the innermost last. */
  readonly rest: ReadonlyArray<Vector<Entry>>
  readonly paying: Payment | null
  /** What could not be paid, in the order in which it has to be paid. */
  readonly left: ReadonlyArray<Entry>
  readonly causes: ReadonlyArray<HaltCause>
  readonly stopped: boolean
}

/** An entry being paid. */
export type Payment =
  | {
      readonly kind: "debt"
      readonly debt: Debt
      /** From 1. */
      readonly attempt: number
      /** When the first attempt began, in milliseconds. */
      readonly began: number
      readonly region: Region
      /** When the next attempt is due; null while an attempt is under way. */
      readonly due: number | null
    }
  | {
      readonly kind: "parallel"
      readonly of: string
      readonly branches: Vector<Rollback | null>
      readonly running: number
    }

/** An active position and what is around it, up to the next failure scope. `at` is the id of a node. */
export type Live =
  | OperationLive
  | TimerLive
  | ReceiveLive
  | EmitLive
  | CallLive
  | NeverLive
  | CarryLive
  | AttemptLive
  | RetryLive
  | ScopeLive
  | IterateLive
  | BracketLive
  | ParallelLive
  | ForEachLive
  | ContestLive

/** An operation that is ready to be started, or has been (the intent) and has not been acknowledged. */
export interface OperationLive {
  readonly kind: "operation"
  readonly at: string
  readonly input: unknown
  readonly started: boolean
}

/** A timer; it is due at an instant in milliseconds since 1970, or never. */
export interface TimerLive {
  readonly kind: "timer"
  readonly at: string
  readonly due: number | null
}

/** A wait for an event. */
export interface ReceiveLive {
  readonly kind: "receive"
  readonly at: string
  readonly key: string
}

/** An event to be sent. */
export interface EmitLive {
  readonly kind: "emit"
  readonly at: string
  readonly key: string
  readonly payload: unknown
}

/** A call of another workflow, ready or started. */
export interface CallLive {
  readonly kind: "call"
  readonly at: string
  readonly input: unknown
  readonly started: boolean
}

/** A race of nobody. */
export interface NeverLive {
  readonly kind: "never"
  readonly at: string
}

/** A step on a part of a value. */
export interface CarryLive {
  readonly kind: "carry"
  readonly at: string
  readonly value: unknown
  readonly child: Live
  readonly owed: Ledger
}

/** An attempt. */
export interface AttemptLive {
  readonly kind: "attempt"
  readonly at: string
  readonly region: Region
}

/** A retried step: an attempt under way, or a wait for the next one. */
export interface RetryLive {
  readonly kind: "retry"
  readonly at: string
  readonly input: unknown
  /** From 1. */
  readonly attempt: number
  readonly began: number
  readonly region: Region
  /** When the next attempt is due; null while one is under way. */
  readonly due: number | null
  /** What earlier attempts left owed. */
  readonly owed: Ledger
}

/** A saga. */
export interface ScopeLive {
  readonly kind: "scope"
  readonly at: string
  readonly input: unknown
  readonly region: Region
  /** A debt that is owed from the start of the scope, whatever becomes of it. */
  readonly registered: Debt | null
  readonly paying: Rollback | null
}

/** A loop. */
export interface IterateLive {
  readonly kind: "iterate"
  readonly at: string
  /** From 0. */
  readonly turn: number
  readonly child: Live
  readonly owed: Ledger
}

/** A resource being acquired, used or released. */
export interface BracketLive {
  readonly kind: "bracket"
  readonly at: string
  readonly phase: "acquire" | "use" | "release"
  readonly resource: unknown
  readonly region: Region
  /** What acquiring and using left owed. */
  readonly owed: Ledger
  /** What using gave; null when it halted, or has not ended. */
  readonly result: { readonly value: unknown } | null
}

/** One branch or item of several that are all needed. */
export type Branch =
  | { readonly kind: "waiting" }
  | { readonly kind: "running"; readonly child: Live; readonly owed: Ledger }
  | { readonly kind: "done"; readonly value: unknown; readonly owed: Ledger }
  | { readonly kind: "halted"; readonly owed: Ledger }

/** Branches that are all needed. */
export interface ParallelLive {
  readonly kind: "parallel"
  readonly at: string
  readonly branches: Vector<Branch>
  readonly running: number
}

/** Items that are all needed. */
export interface ForEachLive {
  readonly kind: "forEach"
  readonly at: string
  readonly items: ReadonlyArray<unknown>
  readonly keys: ReadonlyArray<string> | null
  readonly branches: Vector<Branch>
  readonly running: number
  /** The next item to start. */
  readonly next: number
}

/** One branch or item of several that are not all needed. */
export interface Contestant {
  readonly state: "waiting" | "running" | "accepted" | "failed" | "lost"
  readonly region: Region
  readonly value: unknown
}

/** A race, a quorum, or items until there are enough. */
export interface ContestLive {
  readonly kind: "contest"
  readonly at: string
  /** Of a `forEach`: its items and their keys. Of branches: their common input. */
  readonly items: ReadonlyArray<unknown> | null
  readonly keys: ReadonlyArray<string> | null
  readonly all: Vector<Contestant>
  readonly running: number
  /** The next one to start. */
  readonly next: number
  readonly verdict: "open" | "won" | "failed"
  readonly successes: number
  readonly failures: number
  /** The indices of those that ended with a failure, in the order in which they did. */
  readonly ended: ReadonlyArray<number>
  /** The rollbacks of those that lost; null before all are quiet. */
  readonly paying: { readonly branches: Vector<Rollback | null>; readonly running: number } | null
}
