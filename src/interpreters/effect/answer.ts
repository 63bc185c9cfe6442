/**
 * Exits of effects as answers of plain implementations.
 *
 * Success is a value, the error channel is a typed failure, and what dies is thrown. When an effect ended for several
 * reasons at once, a defect may not hide behind an expected error, nor an expected error behind an interruption.
 * @module
 */
import * as Cause from "effect/Cause"
import type * as Exit from "effect/Exit"
import type * as Fiber from "effect/Fiber"
import { Failure } from "../../core/implementation.ts"
import { Interrupted } from "./interrupted.ts"

/** Gives the answer of a started effect, at once when it has ended already; interrupts the effect when `call` is stopped. */
export const answerOf = <B, E, B1, E1>(
  fiber: Fiber.Fiber<B1, E1>,
  call: { readonly signal: AbortSignal },
  exitOf: (exit: Exit.Exit<B1, E1>) => Exit.Exit<B, E>
): B | Failure<E> | Promise<B | Failure<E>> => {
  const exit = fiber.pollUnsafe()
  return exit === undefined ? laterAnswer(fiber, call.signal, exitOf) : read(exitOf(exit))
}

const laterAnswer = <B, E, B1, E1>(
  fiber: Fiber.Fiber<B1, E1>,
  signal: AbortSignal,
  exitOf: (exit: Exit.Exit<B1, E1>) => Exit.Exit<B, E>
): Promise<B | Failure<E>> =>
  new Promise<Exit.Exit<B, E>>((resolve) => {
    const interrupt = (): void => fiber.interruptUnsafe()
    if (signal.aborted) interrupt()
    else signal.addEventListener("abort", interrupt, { once: true })
    fiber.addObserver((exit) => {
      signal.removeEventListener("abort", interrupt)
      resolve(exitOf(exit))
    })
  }).then(read)

/** The answer that an exit stands for: what dies is thrown, and so is an interruption. */
export const read = <B, E>(exit: Exit.Exit<B, E>): B | Failure<E> => {
  if (exit._tag === "Success") return exit.value
  const { reasons } = exit.cause
  const defects = reasons.filter(Cause.isDieReason)
  const [fail] = reasons.filter(Cause.isFailReason)
  if (defects.length > 0) throw thrown(exit.cause)
  if (fail !== undefined) return new Failure(fail.error)
  throw new Interrupted(exit.cause)
}

/** The defect itself when nothing else went wrong; otherwise all that went wrong. */
const thrown = (cause: Cause.Cause<unknown>): unknown => {
  const facts = cause.reasons.flatMap((reason) =>
    Cause.isDieReason(reason) ? [reason.defect] : Cause.isFailReason(reason) ? [reason.error] : []
  )
  return facts.length === 1 ? facts[0] : new AggregateError(facts, Cause.pretty(cause), { cause })
}
