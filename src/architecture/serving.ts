/**
 * Serving: a workflow as the handler of an operation.
 * @module
 */
import type { Handler, Provider } from "../core/implementation.ts"
import type { Cause, Debt, Outcome } from "../core/outcome.ts"
import type { Workflow } from "../core/workflow.ts"
import { type Options, run } from "../interpreters/in-process/run.ts"

/** How a service runs its workflows. */
export interface Serving extends Options {
  /**
   * What has been answered, by key: a map, or something that keeps less or longer. Left out, everything is kept in memory, as
   * long as the implementation lives.
   */
  readonly answers?: Answers
}

/** Where answers are kept. */
export interface Answers {
  readonly get: (key: string) => Answered | undefined
  readonly set: (key: string, answered: Answered) => unknown
}

/** What is known of a key. */
export interface Answered {
  /** How many runs under this key have failed or were cancelled, and have left nothing. */
  readonly runs: number
  /** The run that goes on, or has done something that stays. */
  readonly outcome: Promise<Outcome<unknown, unknown>> | undefined
}

/** Something was done by a service and could not be undone. What is owed is the service's, not the caller's. */
export class StuckService extends Error {
  override readonly name = "StuckService"
  readonly code = "service/stuck"
  readonly owed: ReadonlyArray<Debt>
  constructor(workflow: string, cause: Cause, owed: ReadonlyArray<Debt>) {
    super(
      `The workflow "${workflow}" behind a service could not undo what it has done: ${owed.map(({ of }) => of).join(", ")}. Repair it there; the caller owes nothing of it. (service/stuck)`,
      { cause }
    )
    this.owed = owed
  }
}

/**
 * Makes a handler of a workflow. The key of the call is the id of the run, so a delivery after a crash finds the calls of the
 * first one under their keys. What failed or was cancelled has left nothing, and is run again when it is asked for again,
 * under another id: its calls were undone, and are others now.
 *
 * Errors: throws {@link StuckService} (`service/stuck`); a defect of the workflow is one of the handler.
 */
export const serving = (
  workflow: Workflow<string, unknown, unknown, unknown>,
  providers: ReadonlyArray<Provider<string>>,
  { answers = new Map<string, Answered>(), ...options }: Serving
): Handler<unknown, unknown, unknown> => {
  const start = run(workflow, providers, options)
  const answer = (input: unknown, key: string, signal: AbortSignal): Promise<Outcome<unknown, unknown>> => {
    const { runs, outcome: known } = answers.get(key) ?? { runs: 0, outcome: undefined }
    if (known !== undefined) return known
    const id = runs === 0 ? key : `${key} again ${runs}`
    const outcome = start(input, { id, signal }).then((ended) => {
      if (ended._tag === "Failed" || ended._tag === "Cancelled")
        answers.set(key, { runs: runs + 1, outcome: undefined })
      return ended
    })
    answers.set(key, { runs, outcome })
    return outcome
  }
  return async (input, { key, signal, fail }) => {
    const outcome = await answer(input, key, signal)
    switch (outcome._tag) {
      case "Completed":
        return outcome.output
      case "Failed":
        return fail(outcome.error)
      case "Defect":
        throw outcome.cause
      case "Stuck":
        throw new StuckService(workflow.name, outcome.cause, outcome.owed)
      case "Cancelled":
        // This is what a handler says when nothing was done.
        throw Object.assign(new Error(`the workflow "${workflow.name}" was cancelled`), {
          name: "AbortError"
        })
    }
  }
}
