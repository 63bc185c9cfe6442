/**
 * Spans of runs and of the operations in them.
 * @module
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Tracer from "effect/Tracer"
import { Failure } from "../../core/implementation.ts"
import type { CallContext } from "../in-process/call-context.ts"
import type { AnyWorkflow } from "../in-process/environment.ts"
import type { Program } from "../in-process/program.ts"
import type { EffectRun } from "./effect-run.ts"
import { exitOf } from "./exit.ts"

/** Runs the effect of an operation in a span of its own. */
export const spanned = <A, E>(
  effect: Effect.Effect<A, E>,
  call: CallContext,
  name: string
): Effect.Effect<A, E> =>
  Effect.withSpan(effect, name, { attributes: attributesOf(call), captureStackTrace: false })

const attributesOf = (call: CallContext): Record<string, unknown> => ({
  "lawful.run": call.runId,
  "lawful.node": call.nodeId,
  "lawful.key": call.key,
  "lawful.attempt": call.attempt,
  "lawful.undoing": call.frame.undoing
})

/** What a span of a workflow says. */
export const attributesOfRun = (workflow: AnyWorkflow): Record<string, unknown> => ({
  "lawful.workflow": workflow.name,
  "lawful.version": workflow.version
})

/** Calls a plain implementation in a span of its own. */
export const spannedCall = (
  perform: (input: unknown, call: CallContext) => unknown,
  input: unknown,
  call: CallContext,
  name: string
): unknown => {
  const { context } = call.frame.run as EffectRun
  const span = started(context, name, attributesOf(call))
  const ended = (answer: unknown): unknown => {
    span.end(answer instanceof Failure ? Exit.fail(answer.error) : Exit.succeed(answer))
    return answer
  }
  const threw = (cause: unknown): never => {
    span.end(Exit.die(cause))
    throw cause
  }
  try {
    const answer = perform(input, call)
    return answer instanceof Promise ? answer.then(ended, threw) : ended(answer)
  } catch (cause) {
    return threw(cause)
  }
}

/** Runs a called workflow in a span of its own. */
export const spannedProgram = (
  program: Program,
  workflow: AnyWorkflow,
  context: Context.Context<never>
): Program => ({
  start: (input, call) => {
    const span = started(context, workflow.name, attributesOfRun(workflow))
    const host = Context.add(context, Tracer.ParentSpan, span.span)
    const { frame, outcome } = program.start(input, { ...call, host })
    if (outcome instanceof Promise) void outcome.then((ended) => span.end(exitOf(ended)))
    else span.end(exitOf(outcome))
    return { frame, outcome }
  }
})

/** A span that has begun, and how to end it. */
interface Started {
  readonly span: Tracer.Span
  readonly end: (exit: Exit.Exit<unknown, unknown>) => void
}

const started = (
  context: Context.Context<never>,
  name: string,
  attributes: Record<string, unknown>
): Started => {
  const run = Effect.runSyncWith(context)
  const span = run(Effect.makeSpan(name, { attributes }))
  return { span, end: (exit) => span.end(run(nanoseconds), exit) }
}

const nanoseconds: Effect.Effect<bigint> = Effect.clockWith((clock) => clock.currentTimeNanos)
