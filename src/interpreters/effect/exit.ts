/**
 * Outcomes of runs as exits of effects, and back.
 *
 * An exit has room for less than an outcome, so the outcome is attached to the cause of every exit that is no success: nothing
 * is lost on the way.
 *
 * Laws: `outcomeOf(exitOf(outcome)) = outcome`.
 * @module
 */
import * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import * as Exit from "effect/Exit"
import type { Outcome, Stuck } from "../../core/outcome.ts"

/**
 * What a stuck run dies with: an undo failed for good, and somebody has to look. `owed` says what is still to be undone.
 *
 * Catch it with `Effect.catchDefect` and look at `code`.
 */
export class StuckRun extends Error {
  override readonly name = "StuckRun"
  readonly code = "run/stuck"
  readonly owed: Stuck["owed"]
  readonly undone: Stuck["undone"]
  readonly outcome: Stuck
  constructor(outcome: Stuck) {
    const debts = outcome.owed.map(({ of }) => of).join(", ")
    super(
      `The run could not undo everything that it did: ${debts} ${outcome.owed.length === 1 ? "is" : "are"} still to be undone. See \`outcome.also\` for why, repair it, and undo what is in \`owed\` by hand. (run/stuck)`,
      { cause: outcome.cause }
    )
    this.owed = outcome.owed
    this.undone = outcome.undone
    this.outcome = outcome
  }
}

type AnyOutcome = Outcome<unknown, unknown>

const Attached = Context.Service<AnyOutcome>("lawful/Outcome")

/** An outcome as what is attached to causes. */
export const attached = (outcome: AnyOutcome): Context.Context<never> => Context.make(Attached, outcome)

/** The exit of an effect whose run ended so. */
export const exitOf = (outcome: AnyOutcome): Exit.Exit<unknown, unknown> =>
  outcome._tag === "Completed"
    ? Exit.succeed(outcome.output)
    : Exit.failCause(Cause.annotate(causeOf(outcome), attached(outcome)))

const causeOf = (outcome: Exclude<AnyOutcome, { readonly _tag: "Completed" }>): Cause.Cause<unknown> => {
  switch (outcome._tag) {
    case "Failed":
      return Cause.fail(outcome.error)
    case "Defect":
      return Cause.die(outcome.cause)
    case "Stuck":
      return Cause.die(new StuckRun(outcome))
    case "Cancelled":
      return Cause.interrupt()
  }
}

/**
 * Tells the outcome of a run by the exit of its effect, with all that an exit has no room for: what was undone, what else
 * went wrong, and what became of a run whose fiber was interrupted.
 * @example
 * import { Effect } from "effect"
 * import { inEffect, outcomeOf } from "lawful/effect"
 * const failing = inEffect.interpret(Step.fail({ _tag: "No" }))("go")
 * outcomeOf(Effect.runSyncExit(failing)) // => { _tag: "Failed", error: { _tag: "No" }, also: [], undone: [] }
 */
export const outcomeOf = <B, E>(exit: Exit.Exit<B, E>): Outcome<B, E> => {
  if (exit._tag === "Success") return { _tag: "Completed", output: exit.value }
  const { reasons } = exit.cause
  for (const reason of reasons) {
    const outcome = Context.getOrUndefined(Cause.reasonAnnotations(reason), Attached)
    // Only runs attach outcomes, and only those of their own types to the exit of their own effect.
    if (outcome !== undefined) return outcome as Outcome<B, E>
  }
  const rest = { also: [], undone: [] }
  const die = reasons.find(Cause.isDieReason)
  if (die !== undefined) return { _tag: "Defect", cause: die.defect, at: "", ...rest }
  const fail = reasons.find(Cause.isFailReason)
  if (fail !== undefined) return { _tag: "Failed", error: fail.error, ...rest }
  return { _tag: "Cancelled", reason: exit.cause, ...rest }
}
