/**
 * Outcomes of runs as Eithers.
 * @module
 */
import type { Either } from "fp-ts/lib/Either.js"
import type { Outcome } from "../../core/outcome.ts"
import { errorOf } from "../../core/run-error.ts"

/** Gives the output as a `Right` and the typed error as a `Left`. Errors: throws every other outcome (`core/run-error.ts`). */
export const eitherOf = <B, E>(outcome: Outcome<B, E>): Either<E, B> => {
  switch (outcome._tag) {
    case "Completed":
      return { _tag: "Right", right: outcome.output }
    case "Failed":
      return { _tag: "Left", left: outcome.error }
    case "Stuck":
    case "Cancelled":
    case "Defect":
      throw errorOf(outcome)
  }
}
