/**
 * Debts: what a scope owes, as a series-parallel structure, and how it is paid back.
 *
 * Debts are paid in reversed causal order: later before earlier, the branches of a parallel step side by side. Paying is
 * masked: nothing interrupts it (semantics: rule UNDO).
 * @module
 */
import type { Cause, Debt } from "../../core/outcome.ts"
import type { FailingUndo } from "../../core/node.ts"
import { delayBefore } from "../../core/schedule.ts"
import { type Code, exec, settled } from "./code.ts"
import { FailureScope } from "./failure-scope.ts"
import { Frame, type Indices, type Run } from "./frame.ts"
import { Halt } from "./halt.ts"

/** What is owed, in the order in which it was done. */
export type Ledger = Array<Entry>

/** One debt, or the debts of branches that ran side by side. */
export type Entry = UndoEntry | ParallelEntry

/** One undo. */
export interface UndoEntry {
  readonly kind: "undo"
  /** The id of the node that is to be undone. */
  readonly of: string
  readonly code: Code
  readonly input: unknown
  readonly failing: FailingUndo
  readonly indices: Indices | undefined
  /** How often what it undoes had been undone before it came to be owed: debts of one call have one key. */
  readonly renewals: number
}

/** The debts of branches that ran side by side. */
export interface ParallelEntry {
  readonly kind: "parallel"
  readonly branches: ReadonlyArray<Ledger>
}

/** What is left after a rollback: nothing, when all undos succeeded. */
export interface Leftover {
  readonly owed: ReadonlyArray<Debt>
  readonly causes: ReadonlyArray<Cause>
  /** An undo failed whose policy is to stop: what was done before it must stay as it is. */
  readonly stopped: boolean
}

/** What is left when there was nothing to pay. */
export const nothingLeft: Leftover = { owed: [], causes: [], stopped: false }

/**
 * Pays everything that is owed, last debt first; empties the ledger. Nothing is paid when `blocked`: an undo that had to
 * come first has failed.
 */
export const rollback = (ledger: Ledger, run: Run, blocked = false): Leftover | Promise<Leftover> => {
  if (ledger.length === 0) return nothingLeft
  const total = new Tally()
  if (blocked) return total.leave(ledger)
  for (let entry = ledger.pop(); entry !== undefined; entry = ledger.pop()) {
    const left = pay(entry, run)
    if (left instanceof Promise) return rollbackAsync(total, left, ledger, run)
    total.add(left)
    if (left.stopped) return total.leave(ledger)
  }
  return total
}

const rollbackAsync = async (
  total: Tally,
  pending: Promise<Leftover>,
  ledger: Ledger,
  run: Run
): Promise<Leftover> => {
  for (let left = await pending; ; ) {
    total.add(left)
    if (left.stopped) return total.leave(ledger)
    const entry = ledger.pop()
    if (entry === undefined) return total
    left = await pay(entry, run)
  }
}

/** Brings what may come later together, without waiting when nothing does. */
export const together = (
  lefts: ReadonlyArray<Leftover | Promise<Leftover>>
): ReadonlyArray<Leftover> | Promise<ReadonlyArray<Leftover>> =>
  lefts.every((left): left is Leftover => !(left instanceof Promise))
    ? lefts
    : Promise.all(lefts.map((left) => Promise.resolve(left)))

const pay = (entry: Entry, run: Run): Leftover | Promise<Leftover> => {
  switch (entry.kind) {
    case "undo":
      return payOne(entry, run)
    case "parallel": {
      const lefts = together(entry.branches.map((branch) => rollback(branch, run)))
      return lefts instanceof Promise ? lefts.then(totalOf) : totalOf(lefts)
    }
  }
}

/** Runs one undo, again as its policy says. */
const payOne = (entry: UndoEntry, run: Run): Leftover | Promise<Leftover> => {
  const began = run.clock.now()
  for (let attempt = 1; ; attempt++) {
    const left = tryToPay(entry, run, attempt, began)
    if (left instanceof Promise || (isDelay(left) && left > 0))
      return payLater(entry, run, left, began, attempt)
    if (!isDelay(left)) return left
  }
}

const payLater = async (
  entry: UndoEntry,
  run: Run,
  pending: Paying | Promise<Paying>,
  began: number,
  from: number
): Promise<Leftover> => {
  let left = await pending
  for (let attempt = from + 1; isDelay(left); attempt++) {
    const delay = left
    if (delay > 0) await new Promise<void>((resolve) => run.clock.after(delay, resolve))
    left = await tryToPay(entry, run, attempt, began)
  }
  return left
}

/** What one attempt to pay gives: what is left, or the delay before the next attempt. */
type Paying = Leftover | number

const isDelay = (paying: Paying): paying is number => typeof paying === "number"

/** Runs an undo in a scope of its own, which nothing around can stop. */
const tryToPay = (entry: UndoEntry, run: Run, attempt: number, began: number): Paying | Promise<Paying> => {
  const frame = new Frame(
    run,
    new FailureScope(undefined),
    [],
    entry.indices,
    attempt,
    true,
    false,
    undefined,
    entry.renewals
  )
  return settled<Paying>(exec(entry.code, entry.input, frame), entry.code, frame, (result) => {
    if (!(result instanceof Halt)) {
      run.undone.push(entry.of)
      return nothingLeft
    }
    const elapsed = run.clock.now() - began
    const wait = delayBefore(entry.failing.retry, { retry: attempt, elapsed, random: run.random })
    return (
      wait ?? { owed: [debtOf(entry)], causes: result.causes, stopped: entry.failing.otherwise === "stop" }
    )
  })
}

const debtOf = (entry: UndoEntry): Debt => ({ of: entry.of, input: entry.input })

const totalOf = (lefts: ReadonlyArray<Leftover>): Leftover => {
  const total = new Tally()
  for (const left of lefts) total.add(left)
  return total
}

/** Adds up what is left. */
class Tally implements Leftover {
  readonly owed: Array<Debt> = []
  readonly causes: Array<Cause> = []
  stopped = false

  add({ owed, causes, stopped }: Leftover): void {
    for (const debt of owed) this.owed.push(debt)
    for (const cause of causes) this.causes.push(cause)
    this.stopped ||= stopped
  }

  /** Leaves everything in a ledger as debts, last first. */
  leave(ledger: Ledger): this {
    this.stopped = true
    for (let entry = ledger.pop(); entry !== undefined; entry = ledger.pop()) {
      if (entry.kind === "undo") this.owed.push(debtOf(entry))
      else for (const branch of entry.branches) this.leave(branch)
    }
    return this
  }
}
