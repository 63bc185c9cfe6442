/**
 * Programs: staged workflows, ready to be run any number of times.
 * @module
 */
import type { Outcome } from "../../core/outcome.ts"
import { type Code, exec, settled } from "./code.ts"
import { FailureScope } from "./failure-scope.ts"
import { Frame, type Run } from "./frame.ts"
import { Halt } from "./halt.ts"
import { type Ledger, type Leftover, rollback } from "./ledger.ts"
import { stuckWith } from "./contest.ts"

/** What one run can be given. */
export interface Call {
  /** The id of the run; a random UUID when left out. Two runs with one id share their idempotency keys. */
  readonly id?: string | undefined
  /** Cancels the run when aborted. */
  readonly signal?: AbortSignal | undefined
  /** The run that calls this one. */
  readonly parent?: Run | undefined
}

/** A run that has been started. */
export interface Started {
  readonly run: Run
  readonly scope: FailureScope
  readonly outcome: Outcome<unknown, unknown> | Promise<Outcome<unknown, unknown>>
}

/** A staged workflow. */
export interface Program {
  readonly start: (input: unknown, call: Call) => Started
}

/** Takes a value across the border of the program. */
export type Cross = (value: unknown) => unknown

/** Makes a program of compiled code: the root is a saga, and the outcome is one tagged union. */
export const programOf = (
  code: Code,
  newRun: (call: Call) => Run,
  border: { readonly input: Cross; readonly output: Cross; readonly name: string }
): Program => ({
  start: (input, call) => {
    const run = newRun(call)
    const scope = new FailureScope(undefined)
    const ledger: Ledger = []
    const frame = new Frame(run, scope, ledger)
    const { signal } = call
    const cancel = (): void => {
      scope.stop(new Halt("interrupt", [{ kind: "cancelled", reason: signal?.reason }]))
    }
    if (signal?.aborted === true) cancel()
    else signal?.addEventListener("abort", cancel, { once: true })
    const end = (result: unknown): Outcome<unknown, unknown> | Promise<Outcome<unknown, unknown>> => {
      signal?.removeEventListener("abort", cancel)
      const output = result instanceof Halt ? result : crossing(border.output, result, border.name, scope)
      if (!(output instanceof Halt)) return { _tag: "Completed", output }
      const left = rollback(ledger, run)
      return left instanceof Promise
        ? left.then((leftover) => outcomeOf(scope, leftover, run))
        : outcomeOf(scope, left, run)
    }
    const entered = scope.stopped ? (scope.halt as Halt) : crossing(border.input, input, border.name, scope)
    return {
      run,
      scope,
      outcome: entered instanceof Halt ? end(entered) : settled(exec(code, entered, frame), code, frame, end)
    }
  }
})

const crossing = (cross: Cross, value: unknown, at: string, scope: FailureScope): unknown => {
  try {
    return cross(value)
  } catch (cause) {
    return scope.stop(new Halt("defect", [{ kind: "defect", cause, at }]))
  }
}

const outcomeOf = (scope: FailureScope, left: Leftover, { undone }: Run): Outcome<unknown, unknown> => {
  if (left.owed.length > 0) scope.stop(stuckWith(left.owed, left.causes))
  const halt = scope.halt as Halt
  const { kind, causes, owed } = halt
  const [primary] = causes
  if (kind === "stuck" && primary !== undefined)
    return { _tag: "Stuck", cause: primary, also: causes.slice(1), owed, undone }
  const decisive = kind === "defect" ? causes.find((cause) => cause.kind === "defect") : primary
  const also = causes.filter((cause) => cause !== decisive)
  switch (decisive?.kind) {
    case "error":
      return { _tag: "Failed", error: decisive.error, also, undone }
    case "defect":
      return { _tag: "Defect", cause: decisive.cause, at: decisive.at, also, undone }
    case "cancelled":
    case undefined:
      return { _tag: "Cancelled", reason: decisive?.reason, also, undone }
  }
}

/** The outcome of a called workflow as the result of the call. */
export const outcomeToResult = (
  outcome: Outcome<unknown, unknown>,
  at: string,
  { scope }: Frame
): unknown => {
  switch (outcome._tag) {
    case "Completed":
      return outcome.output
    case "Failed":
      return scope.stop(new Halt("error", [{ kind: "error", error: outcome.error, at }, ...outcome.also]))
    case "Defect":
      return scope.stop(
        new Halt("defect", [
          { kind: "defect", cause: outcome.cause, at: `${at}/${outcome.at}` },
          ...outcome.also
        ])
      )
    case "Stuck":
      return scope.stop(stuckWith(outcome.owed, [outcome.cause, ...outcome.also]))
    case "Cancelled":
      return scope.stop(new Halt("interrupt", [{ kind: "cancelled", reason: outcome.reason }]))
  }
}
