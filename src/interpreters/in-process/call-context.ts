/**
 * What an implementation is told about a call.
 * @module
 */
import { type Context, Failure } from "../../core/implementation.ts"
import { type Frame, showIndices } from "./frame.ts"

const fail = <E>(error: E): Failure<E> => new Failure(error)

/** Computes everything when it is asked for: most implementations ask for little. (`#private` fields would be slower to make.) */
export class CallContext implements Context<unknown> {
  private readonly frame: Frame
  private readonly node: string

  constructor(frame: Frame, node: string) {
    this.frame = frame
    this.node = node
  }

  get runId(): string {
    return this.frame.run.id
  }

  get nodeId(): string {
    return `${this.node}${showIndices(this.frame.indices)}`
  }

  /** Run, node and indices; neither attempt nor time. The length of the run's id keeps two pairs from meeting in one key. */
  get key(): string {
    return `${this.runId.length}:${this.runId}:${this.nodeId}`
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
