/**
 * What an implementation can ask the engine for, by the context that it is given. Elsewhere, in a test in process, there is no
 * engine: a heartbeat does nothing then, and there is nothing to go on from.
 * @module
 */
import { NoTransaction } from "./engine-error.ts"
import { assistanceOf } from "./operation-context.ts"
import type { TraceContext } from "./run-info.ts"

/** A context, or what is left of it behind middleware. */
type AnyContext = object

/**
 * Gives what operations with `delivery: "tx"` write with: what they write and their answer are one commit. With a journal of
 * SQLite it is the database; tables of your own belong beside the table `record`.
 *
 * Errors: throws `durable/no-transaction` outside such an operation.
 */
export const transactionOf = <T>(context: AnyContext): T => {
  const assistance = assistanceOf(context)
  if (assistance === undefined) throw new NoTransaction("a call that no engine makes")
  // What the journal gives is known to whoever chose the journal.
  return assistance.transaction() as T
}

/**
 * Tells the engine that a long operation goes on, and what it has got to: the next delivery of the same call finds it with
 * {@link checkpointOf}, whatever happens to the process. Written with the next commit.
 *
 * Errors: throws `machine/unwritable` when the detail is not data.
 */
export const heartbeat = (context: AnyContext, detail?: unknown): void =>
  assistanceOf(context)?.heartbeat(detail)

/** What the last heartbeat of this call said, in this process or an earlier one; undefined when there was none. */
export const checkpointOf = (context: AnyContext): unknown => assistanceOf(context)?.checkpoint()

/** The trace context that was given when the run was started. */
export const traceOf = (context: AnyContext): TraceContext | undefined => assistanceOf(context)?.trace
