/**
 * Run-time context: what a piece of compiled code runs in.
 * @module
 */
import type { EventBus } from "./event-bus.ts"
import type { Clock } from "./clock.ts"
import type { FailureScope } from "./failure-scope.ts"
import type { Ledger } from "./ledger.ts"
import type { Pivots } from "./pivot.ts"

/** One run of a program. */
export interface Run {
  /** Made when first asked for. */
  readonly id: string
  readonly clock: Clock
  readonly random: () => number
  readonly events: EventBus
  /** The ids of what has been undone so far. */
  readonly undone: Array<string>
  readonly pivots: Pivots
  /** How many runs called each other to get here. */
  readonly depth: number
  /** False when the caller cannot wait (`runSync`): then nothing may give others a turn on its own account. */
  readonly mayWait: boolean
}

/** The indices of loop turns and items around a node, innermost first. */
export interface Indices {
  readonly outer: Indices | undefined
  readonly index: number | string
}

/** A step that is undone as a whole, and those around it: the ids of what their undos undo. */
export interface Debtor {
  readonly outer: Debtor | undefined
  readonly id: string
}

/** How often what stands here has been undone: by its own undo, `id`, or by that of a step around it. */
export const renewalsOf = (id: string, debtor: Debtor | undefined, undone: ReadonlyArray<string>): number => {
  if (undone.length === 0) return 0
  const ids = new Set([id])
  for (let around = debtor; around !== undefined; around = around.outer) ids.add(around.id)
  return undone.filter((one) => ids.has(one)).length
}

/** Shows indices the way node ids end: `[2][sku-7]`. */
export const showIndices = (indices: Indices | undefined): string => {
  let text = ""
  for (let at = indices; at !== undefined; at = at.outer)
    text = `[${String(at.index).replaceAll("%", "%25").replaceAll("]", "%5D")}]${text}`
  return text
}

/** Where a piece of code runs: its run, the scope that stops with it, where its debts go, and its place in loops. */
export class Frame {
  readonly run: Run
  readonly scope: FailureScope
  readonly ledger: Ledger
  readonly indices: Indices | undefined
  readonly attempt: number
  /** True while a rollback pays debts. */
  readonly undoing: boolean
  /** True while a resource is released: nothing done then is a point of no return for the run. */
  readonly releasing: boolean
  readonly debtor: Debtor | undefined
  /** Of an undo: how often what it undoes had been undone when it came to be owed. */
  readonly renewals: number | undefined

  constructor(
    run: Run,
    scope: FailureScope,
    ledger: Ledger,
    indices?: Indices,
    attempt = 1,
    undoing = false,
    releasing = false,
    debtor?: Debtor,
    renewals?: number
  ) {
    this.run = run
    this.scope = scope
    this.ledger = ledger
    this.indices = indices
    this.attempt = attempt
    this.undoing = undoing
    this.releasing = releasing
    this.debtor = debtor
    this.renewals = renewals
  }

  /** The same place with another failure scope. */
  within(scope: FailureScope, ledger: Ledger = this.ledger, attempt: number = this.attempt): Frame {
    return new Frame(
      this.run,
      scope,
      ledger,
      this.indices,
      attempt,
      this.undoing,
      this.releasing,
      this.debtor,
      this.renewals
    )
  }

  /** One turn or item further in. */
  at(index: number | string, scope: FailureScope = this.scope, ledger: Ledger = this.ledger): Frame {
    return new Frame(
      this.run,
      scope,
      ledger,
      { outer: this.indices, index },
      this.attempt,
      this.undoing,
      this.releasing,
      this.debtor,
      this.renewals
    )
  }

  /** The same place while a resource is released, masked. */
  toRelease(scope: FailureScope): Frame {
    return new Frame(
      this.run,
      scope,
      [],
      this.indices,
      this.attempt,
      this.undoing,
      true,
      this.debtor,
      this.renewals
    )
  }

  /** Inside a step that is undone as a whole. */
  owedBy(id: string, scope: FailureScope, ledger: Ledger): Frame {
    const debtor = { outer: this.debtor, id }
    return new Frame(
      this.run,
      scope,
      ledger,
      this.indices,
      this.attempt,
      this.undoing,
      this.releasing,
      debtor,
      this.renewals
    )
  }

  /** Tells whether a pivot that is passed here is one for the run. */
  get pivots(): boolean {
    return !this.undoing && !this.releasing
  }
}
