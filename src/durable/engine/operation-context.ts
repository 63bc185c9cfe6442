/**
 * What implementations are told about a call that the engine makes.
 * @module
 */
import { type Context, Failure } from "../../core/implementation.ts"
import { idempotencyKey } from "../../core/idempotency-key.ts"
import type { Effect } from "../../core/operation.ts"
import type { Assistance } from "./assistance.ts"
import type { Engagement } from "./engagement.ts"

const fail = <E>(error: E): Failure<E> => new Failure(error)

/** Computes everything when it is asked for: most implementations ask for little. */
export class OperationContext implements Context<unknown> {
  readonly runId: string
  private readonly engagement: Engagement
  /** Found by the functions of this package, whatever an implementation is wrapped in. */
  readonly "~assistance": Assistance

  constructor(runId: string, engagement: Engagement, assistance: Assistance) {
    this.runId = runId
    this.engagement = engagement
    this["~assistance"] = assistance
  }

  get nodeId(): string {
    return this.engagement.command.id
  }

  get key(): string {
    const { id, renewals } = this.engagement.command
    return idempotencyKey(this.runId, id, renewals)
  }

  get attempt(): number {
    return this.engagement.command.attempt
  }

  get effect(): Effect {
    return this.engagement.command.request.operation.effect
  }

  get signal(): AbortSignal {
    const { engagement } = this
    if (engagement.controller === undefined) {
      engagement.controller = new AbortController()
      if (engagement.stopped) engagement.controller.abort()
    }
    return engagement.controller.signal
  }

  get fail(): (error: unknown) => Failure<unknown> {
    return fail
  }
}

/** What the engine does for the operation that was given this context; undefined in other interpreters. */
export const assistanceOf = (context: object): Assistance | undefined =>
  (context as { readonly "~assistance"?: Assistance })["~assistance"]
