/**
 * Calls of operations.
 * @module
 */
import type { AnyCodec } from "../../core/codec.ts"
import { type AnyHandler, type Context, Failure } from "../../core/implementation.ts"
import { isPivot, type OperationDefinition, operationName, UndeclaredError } from "../../core/operation.ts"
import type { Cause } from "../../core/outcome.ts"
import { crossBorder } from "../../core/violation.ts"
import { CallContext } from "./call-context.ts"
import { doneBy, outputOf } from "./done.ts"
import { type Instruction, isAbort } from "./code.ts"
import type { Part } from "./fragment.ts"
import type { Environment } from "./environment.ts"
import type { FailureScope } from "./failure-scope.ts"
import { type Frame, showIndices } from "./frame.ts"
import { Halt, INTERRUPTED } from "./halt.ts"
import type { Seen } from "./observation.ts"
import { pivotal } from "./pivot.ts"

/**
 * Compiles an operation into two instructions, the call and what is done with its answer, so that a promise in between is
 * awaited by the loop and not once more here. The second is left out when there is nothing to do.
 */
export const operation = (
  definition: OperationDefinition,
  id: string,
  environment: Environment
): ReadonlyArray<Part> => {
  const name = operationName(definition)
  const handler = environment.handler(definition)
  const start = called(definition, handler, name, id, environment.abandons)
  const finish = answered(definition, name, id)
  if (environment.observe !== undefined || isPivot(definition.effect)) {
    const whole =
      environment.observe === undefined ? both(start, finish) : observed(start, finish, name, id, environment)
    return [
      {
        kind: "run",
        place: id,
        run: isPivot(definition.effect)
          ? pivotal(whole, doneBy({ kind: "operation", operation: definition }, id))
          : whole
      }
    ]
  }
  const plain = definition.error === undefined && definition.output.unchecked
  const call: Part = { kind: "run", place: id, run: start }
  return plain ? [call] : [call, { kind: "run", place: id, run: finish }]
}

/** Both instructions as one. */
const both =
  (start: Instruction, finish: Instruction): Instruction =>
  (value, frame) => {
    const answer = start(value, frame)
    return answer instanceof Promise ? answer.then((later) => finish(later, frame)) : finish(answer, frame)
  }

const called = (
  definition: OperationDefinition,
  handler: AnyHandler,
  name: string,
  id: string,
  abandons: boolean
): Instruction => {
  const call = handler as unknown as (input: unknown, context: Context<unknown>) => unknown
  const site = { node: id, effect: definition.effect }
  const { unchecked } = definition.input
  const take = border(definition.input, `input of ${name}`)
  const leaves = abandons && definition.effect === "readonly"
  return (value, frame) => {
    if (frame.scope.stopped) return INTERRUPTED
    const answer = call(unchecked ? value : take(value), new CallContext(frame, site))
    return leaves ? abandonable(answer, frame.scope) : soon(answer)
  }
}

const answered = (definition: OperationDefinition, name: string, id: string): Instruction => {
  const give = border(definition.output, outputOf(definition))
  const giveError = definition.error === undefined ? undefined : border(definition.error, `error of ${name}`)
  return (value, frame) => {
    if (!(value instanceof Failure)) return give(value)
    const failure: Failure<unknown> = value
    if (giveError === undefined) throw new UndeclaredError(name)
    const at = `${id}${showIndices(frame.indices)}`
    if (isPivot(definition.effect) && frame.pivots) frame.run.pivots.fail()
    return frame.scope.stop(new Halt("error", [{ kind: "error", error: giveError(failure.error), at }]))
  }
}

const border = (codec: AnyCodec, name: string): ((value: unknown) => unknown) =>
  codec.unchecked ? (value) => value : (value) => crossBorder(codec, value, name)

/** A promise of any kind as one that the loop awaits. */
const soon = (answer: unknown): unknown =>
  answer instanceof Promise || !isThenable(answer) ? answer : Promise.resolve(answer)

/** A call that changes nothing need not be waited for when its result is no longer wanted. */
export const abandonable = (answer: unknown, scope: FailureScope): unknown => {
  const pending = soon(answer)
  return pending instanceof Promise ? unlessStopped(pending, scope) : pending
}

const unlessStopped = (pending: Promise<unknown>, scope: FailureScope): Promise<unknown> =>
  new Promise((resolve, reject) => {
    // The implementation may have stopped the run before it gave its promise.
    if (scope.stopped) resolve(INTERRUPTED)
    const listener = {
      stop: () => {
        // The scopes around, which may live long, must forget this call too.
        scope.forget(listener)
        resolve(INTERRUPTED)
      }
    }
    scope.onStop(listener)
    pending.then(
      (value) => {
        scope.forget(listener)
        resolve(value)
      },
      (cause: Error) => {
        scope.forget(listener)
        reject(cause)
      }
    )
  })

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as { readonly then?: unknown }).then === "function"

/** The same call with an observer told of its start and its end. */
const observed = (
  start: Instruction,
  finish: Instruction,
  name: string,
  id: string,
  { observe }: Environment
): Instruction => {
  const tell = (frame: Frame, seen: Seen): void =>
    observe?.({ ...seen, runId: frame.run.id, at: frame.run.clock.now() })
  return (value, frame) => {
    if (frame.scope.stopped) return INTERRUPTED
    const node = `${id}${showIndices(frame.indices)}`
    const { attempt, undoing } = frame
    const call = { node, operation: name, attempt, undoing, input: value }
    tell(frame, { kind: "started", ...call })
    const ended = (answer: unknown): unknown => {
      const result = answer instanceof Halt ? answer : finish(answer, frame)
      if (result instanceof Halt) tell(frame, { kind: "failed", ...call, cause: causeOf(result) })
      else tell(frame, { kind: "succeeded", ...call, output: result })
      return result
    }
    const threw = (cause: unknown): never => {
      const obeys = frame.scope.stopped && isAbort(cause)
      tell(frame, {
        kind: "failed",
        ...call,
        cause: obeys ? interrupted : { kind: "defect", cause, at: node }
      })
      throw cause
    }
    try {
      const answer = start(value, frame)
      return answer instanceof Promise ? answer.then(ended).catch(threw) : ended(answer)
    } catch (cause) {
      return threw(cause)
    }
  }
}

const interrupted: Cause = { kind: "cancelled", reason: undefined }

const causeOf = (halt: Halt): Cause => halt.causes.at(-1) ?? interrupted
