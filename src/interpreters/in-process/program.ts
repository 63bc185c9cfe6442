/**
 * Programs: staged workflows, ready to be run any number of times.
 * @module
 */
import type { Cause, Outcome } from "../../core/outcome.ts"
import { type Code, exec, rejected } from "./code.ts"
import { FailureScope } from "./failure-scope.ts"
import { Frame, type Run, showIndices } from "./frame.ts"
import { Halt, INTERRUPTED } from "./halt.ts"
import { type Leftover, nothingLeft, rollback } from "./ledger.ts"
import { stuckWith } from "./contest.ts"

/** What one run can be given. */
export interface Call {
  /** The id of the run; a random UUID when left out. Two runs with one id share their idempotency keys. */
  readonly id?: string | undefined
  /** Cancels the run when aborted. */
  readonly signal?: AbortSignal | undefined
  /** Makes the id of a called run; one call has one id, however often it is tried. */
  readonly newId?: () => string
  /** The run that calls this one. */
  readonly parent?: Run | undefined
  /** What surrounds the run, for interpreters that are made of this one. */
  readonly host?: unknown
}

/** A run that has been started. */
export interface Started {
  readonly frame: Frame
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
  /** Left out when the workflow declares no errors. */
  readonly error: ((value: unknown) => unknown) | undefined
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
    if (!(result instanceof Promise)) return ended(result, frame, border)
    // Not through `settled`: two closures over one context take less memory in a run that waits.
    return result.then(
      (later) => ended(later, frame, border),
      (cause: unknown) => ended(rejected(cause, code, frame), frame, border)
    )
  }
  return {
    start: (input, call) => {
      const frame = new Frame(newRun(call), new FailureScope(undefined), [])
      const outcome =
        call.signal === undefined ? execute(input, frame) : cancellable(call.signal, execute, input, frame)
      return { frame, outcome }
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
  const stop = (): void => cancel(frame, signal.reason)
  if (signal.aborted) {
    stop()
    return ended(INTERRUPTED, frame, undefined)
  }
  signal.addEventListener("abort", stop, { once: true })
  const outcome = execute(input, frame)
  const forget = (): void => signal.removeEventListener("abort", stop)
  if (outcome instanceof Promise) return outcome.finally(forget)
  forget()
  return outcome
}

/** Cancels a run. One that has ended, is being undone, or has passed a pivot is left in peace. */
export const cancel = ({ scope, run }: Frame, reason: unknown): void => {
  const isOver = (): boolean => scope.closed || scope.committed
  const act = (): void => {
    if (!isOver()) scope.stop(new Halt("interrupt", [{ kind: "cancelled", reason }]))
  }
  // The runs that it has called are left in peace, too.
  if (!isOver()) run.pivots.afterwards({ reason, act, isOver })
}

/** Everything is quiet: pays what a run that halted still owes, and tells its outcome. */
const ended = (result: unknown, frame: Frame, border: ProgramBorder | undefined): OutcomeNowOrLater => {
  const { scope, ledger, run } = frame
  scope.close()
  const output =
    result instanceof Halt || border === undefined ? result : cross(border.output, result, border.name, scope)
  if (!(output instanceof Halt)) return { _tag: "Completed", output }
  if (border?.error !== undefined) crossError(border.error, border.name, scope)
  const left = scope.committed ? nothingLeft : rollback(ledger, run, scope.halt?.blocked)
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

/** Takes the typed error that a run ends with across the border. */
const crossError = (border: (value: unknown) => unknown, at: string, scope: FailureScope): void => {
  const { kind, causes } = scope.halt as Halt
  const [primary] = causes
  if (kind !== "error" || primary?.kind !== "error") return
  const error = cross(border, primary.error, at, scope)
  if (!(error instanceof Halt)) causes[0] = { ...primary, error }
}

const outcomeOf = (scope: FailureScope, left: Leftover, { undone }: Run): Outcome<unknown, unknown> => {
  if (left.owed.length > 0) scope.stop(stuckWith(left))
  const halt = scope.halt as Halt
  const { kind, causes, owed } = halt
  const [primary] = causes
  if (kind === "stuck")
    return { _tag: "Stuck", cause: primary ?? unknown, also: causes.slice(1), owed, undone }
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

const unknown: Cause = { kind: "cancelled", reason: undefined }

/** The outcome of a called workflow as the result of the call. */
export const outcomeToResult = (
  outcome: Outcome<unknown, unknown>,
  node: string,
  { scope, indices }: Frame
): unknown => {
  const at = `${node}${showIndices(indices)}`
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
    case "Stuck": {
      const owed = outcome.owed.map((debt) => ({ ...debt, of: `${at}/${debt.of}` }))
      return scope.stop(stuckWith({ owed, causes: [outcome.cause, ...outcome.also], stopped: true }))
    }
    case "Cancelled": {
      const cause: Cause = { kind: "cancelled", reason: outcome.reason }
      // When the caller is being stopped, this is its own cancellation coming back.
      return scope.stop(new Halt("interrupt", [...(scope.stopped ? [] : [cause]), ...outcome.also]))
    }
  }
}
