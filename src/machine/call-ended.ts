/**
 * The outcome of a called workflow as the result of the call.
 * @module
 */
import type { Cause, Outcome } from "../core/outcome.ts"
import type { Answer } from "./event.ts"
import { attached, cancelled, defectOf, interrupted } from "./halt.ts"
import type { Site } from "./program.ts"
import type { Entry, Halt, HaltCause } from "./residual.ts"
import { type Thrown, thrown } from "./thrown.ts"
import { done, halted, type Result, type Turn, type Where } from "./turn.ts"

/** Goes on when it has completed, and stops for the same reason otherwise. */
export const callEnded = (
  { outcome, committed }: Extract<Answer, { readonly kind: "ended" }>,
  site: Site,
  at: string,
  where: Where,
  turn: Turn
): Result => {
  // A called workflow that stopped behind its pivot cannot be taken back, whatever it is declared to be.
  if (outcome._tag === "Completed" ? site.pivotal : committed) turn.committed = true
  if (outcome._tag === "Completed") return done(outcome.output)
  turn.raise(haltOf(outcome, site, at, where, turn))
  return halted()
}

type Ended = Exclude<Outcome<unknown, unknown>, { readonly _tag: "Completed" }>

const haltOf = (outcome: Ended, site: Site, at: string, where: Where, turn: Turn): Halt => {
  const also = outcome.also.map(causeOf)
  switch (outcome._tag) {
    case "Failed":
      return { ...interrupted, kind: "error", causes: [{ kind: "error", error: outcome.error, at }, ...also] }
    case "Defect": {
      const halt = defectOf(dataOf(outcome.cause), `${at}/${outcome.at}`)
      return { ...halt, causes: [...halt.causes, ...also] }
    }
    case "Stuck":
      return {
        kind: "stuck",
        causes: [causeOf(outcome.cause), ...also],
        owed: outcome.owed.map(
          (debt): Entry => ({
            kind: "debt",
            id: `${at}/${debt.of}`,
            of: site.id,
            trail: [],
            indices: "",
            input: debt.input,
            unknown: thrown(new OwedElsewhere(at)),
            renewals: 0
          })
        ),
        blocked: true
      }
    case "Cancelled":
      // When the caller is being stopped, or waits to be cancelled, this is its own cancellation coming back.
      return turn.stopped(where)
        ? { ...interrupted, causes: also }
        : attached(cancelled((turn.before.cancelling ?? outcome).reason), { ...interrupted, causes: also })
  }
}

const causeOf = (cause: Cause): HaltCause =>
  cause.kind === "defect" ? { ...cause, cause: dataOf(cause.cause) } : cause

/** A driver may give what was thrown as it was, or as data. */
const dataOf = (cause: unknown): Thrown => (isThrown(cause) ? cause : thrown(cause))

const isThrown = (cause: unknown): cause is Thrown =>
  typeof cause === "object" &&
  cause !== null &&
  !(cause instanceof Error) &&
  (("message" in cause && "kind" in cause && cause.kind === "error") ||
    ("value" in cause && "kind" in cause && cause.kind === "value"))

/** The debts of a called workflow are paid by resuming that workflow. */
class OwedElsewhere extends Error {
  override readonly name = "OwedElsewhere"
  readonly code = "machine/owed-elsewhere"
  constructor(at: string) {
    super(`This is owed by the workflow called at "${at}". Resume that run first. (machine/owed-elsewhere)`)
  }
}
