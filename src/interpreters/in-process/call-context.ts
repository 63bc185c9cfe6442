/**
 * What an implementation is told about a call.
 * @module
 */
import { type Context, Failure } from "../../core/implementation.ts"
import { idempotencyKey } from "../../core/idempotency-key.ts"
import type { Effect } from "../../core/operation.ts"
import { type Frame, renewalsOf, showIndices } from "./frame.ts"

const fail = <E>(error: E): Failure<E> => new Failure(error)

/** What is known of a call before it is made. */
export interface CallSite {
  readonly node: string
  readonly effect: Effect
}

/** Computes everything when it is asked for: most implementations ask for little. (`#private` fields would be slower to make.) */
export class CallContext implements Context<unknown> {
  readonly frame: Frame
  private readonly site: CallSite

  constructor(frame: Frame, site: CallSite) {
    this.frame = frame
    this.site = site
  }

  get effect(): Effect {
    return this.site.effect
  }

  get runId(): string {
    return this.frame.run.id
  }

  get nodeId(): string {
    return `${this.site.node}${showIndices(this.frame.indices)}`
  }

  /** See `idempotencyKey`. */
  get key(): string {
    const { nodeId } = this
    const { renewals, debtor, run } = this.frame
    return idempotencyKey(this.runId, nodeId, renewals ?? renewalsOf(nodeId, debtor, run.undone))
  }

  get attempt(): number {
    return this.frame.attempt
  }

  get signal(): AbortSignal {
    return this.frame.scope.signal
  }

  get fail(): <E>(error: E) => Failure<E> {
    return fail
  }
}
