/**
 * Programs: staged workflows, ready to be run any number of times.
 * @module
 */
import type { Outcome } from "../../core/outcome.ts"
import { type Code, exec, settled } from "./code.ts"
import { FailureScope } from "./failure-scope.ts"
import { Frame, type Run } from "./frame.ts"
import { Halt } from "./halt.ts"
import { type Leftover, rollback } from "./ledger.ts"
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
  readonly outcome: Outcome<unknown, unknown> | Promise<Outcome<unknown, unknown>>
}

/** A staged workflow. */
export interface Program {
  readonly start: (input: unknown, call: Call) => Started
}

/** The codecs at the border of a workflow; a bare step has none. */
export interface ProgramBorder {
  readonly name: string
  readonly input: (value: unknown) => unknown
  readonly output: (value: unknown) => unknown
}

/** Makes a program of compiled code: the root is a saga, and the outcome is one tagged union. */
export const programOf = (
  code: Code,
  newRun: (call: Call) => Run,
  border: ProgramBorder | undefined
): Program => {
  const execute = (input: unknown, frame: Frame): OutcomeNowOrLater => {
    const entered = border === undefined ? input : cross(border.input, input, border.name, frame.scope)
    if (entered instanceof Halt) return ended(entered, frame, border)
    const result = exec(code, entered, frame)
    // The test is made here and not left to `settled`, because a closure for each run can be measured.
    return result instanceof Promise
      ? settled(result, code, frame, (later) => ended(later, frame, border))
      : ended(result, frame, border)
  }
  return {
    start: (input, call) => {
      const run = newRun(call)
      const frame = new Frame(run, new FailureScope(undefined), [])
      const outcome =
        call.signal === undefined ? execute(input, frame) : cancellable(call.signal, execute, input, frame)
      return { run, outcome }
    }
  }
}

type OutcomeNowOrLater = Outcome<unknown, unknown> | Promise<Outcome<unknown, unknown>>

const cancellable = (
  signal: AbortSignal,
  execute: (input: unknown, frame: Frame) => OutcomeNowOrLater,
  input: unknown,
  frame: Frame
): OutcomeNowOrLater => {
  const cancel = (): Halt =>
    frame.scope.stop(new Halt("interrupt", [{ kind: "cancelled", reason: signal.reason as unknown }]))
  if (signal.aborted) return ended(cancel(), frame, undefined)
  signal.addEventListener("abort", cancel, { once: true })
  const outcome = execute(input, frame)
  const forget = (): void => signal.removeEventListener("abort", cancel)
  if (outcome instanceof Promise) return outcome.finally(forget)
  forget()
  return outcome
}

/** Everything is quiet: pays what a run that halted still owes, and tells its outcome. */
const ended = (result: unknown, frame: Frame, border: ProgramBorder | undefined): OutcomeNowOrLater => {
  const { scope, ledger, run } = frame
  const output =
    result instanceof Halt || border === undefined ? result : cross(border.output, result, border.name, scope)
  if (!(output instanceof Halt)) return { _tag: "Completed", output }
  const left = rollback(ledger, run)
  return left instanceof Promise
    ? left.then((leftover) => outcomeOf(scope, leftover, run))
    : outcomeOf(scope, left, run)
}

const cross = (
  border: (value: unknown) => unknown,
  value: unknown,
  at: string,
  scope: FailureScope
): unknown => {
  try {
    return border(value)
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
