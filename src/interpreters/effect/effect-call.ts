/**
 * Calls of operations whose implementations give effects.
 *
 * Each call is a fiber in the context of the run. An effect that is there at once costs no promise, and one that is an exit
 * no fiber either.
 * @module
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Fiber from "effect/Fiber"
import * as Scope from "effect/Scope"
import type { FailureScope } from "../in-process/failure-scope.ts"
import { read } from "./answer.ts"

/** Runs the effect of a call; gives its answer, or a promise when it is not there yet. */
export const answerIn = (
  effect: Effect.Effect<unknown, unknown>,
  services: Context.Context<never>,
  stopping: FailureScope,
  interruptible: boolean
): unknown => {
  if (Exit.isExit(effect)) return read(effect)
  const scope = Scope.makeUnsafe()
  const context = Context.add(services, Scope.Scope, scope)
  const fiber = Effect.runForkWith(context)(effect, interruptible ? undefined : masked)
  const exit = fiber.pollUnsafe()
  if (exit === undefined)
    return new Promise((resolve, reject) => {
      const forget = interruptible ? interruptedBy(stopping, fiber) : undefined
      fiber.addObserver((ended) => {
        forget?.()
        try {
          resolve(closed(scope, ended, context))
        } catch (cause) {
          reject(cause)
        }
      })
    })
  return closed(scope, exit, context)
}

const masked = { uninterruptible: true }

/** Interrupts the fiber when the scope of failure that it runs in is stopped; the run waits until its finalizers have run. */
const interruptedBy = (stopping: FailureScope, fiber: Fiber.Fiber<unknown, unknown>): (() => void) => {
  const listener = { stop: (): void => fiber.interruptUnsafe() }
  if (stopping.stopped) listener.stop()
  stopping.onStop(listener)
  return () => stopping.forget(listener)
}

/** Closes the scope of a call that has ended, if anything is in it, and gives the answer of the call. */
const closed = (
  scope: Scope.Closeable,
  exit: Exit.Exit<unknown, unknown>,
  context: Context.Context<never>
): unknown => {
  if (scope.state._tag === "Empty") return read(exit)
  const closing = Effect.onExit(exit, () => Scope.close(scope, exit))
  const fiber = Effect.runForkWith(context)(closing, masked)
  const ended = fiber.pollUnsafe()
  if (ended !== undefined) return read(ended)
  return new Promise<Exit.Exit<unknown, unknown>>((resolve) => void fiber.addObserver(resolve)).then(read)
}
