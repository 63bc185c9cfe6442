/**
 * Observing implementations: who is told of each call and of how it ended.
 *
 * What is told comes from beside the call: the answer that the run gets is the one that the implementation gave, the very
 * same promise, and what an observer throws is ignored.
 *
 * Laws: transparent at the strictest level; an observer is told of each call once at its start and once at its end.
 * @module
 */
import { Failure } from "../core/implementation.ts"
import { canonical } from "./canonical.ts"
import { around, isThenable, type Middleware, type OperationCall } from "./middleware.ts"

/** How a call ended: with an output, with a typed error, or by throwing. */
export type Ended =
  | { readonly kind: "succeeded"; readonly output: unknown }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "threw"; readonly cause: unknown }

/** What an observer is told. */
export type Told =
  | { readonly kind: "started"; readonly call: OperationCall }
  | (Ended & { readonly call: OperationCall })

/** Is told how a call ended, and whether it did so at once and not with a promise. */
export type End = (ended: Ended, atOnce: boolean) => unknown

/**
 * Traces each call: `start` is told of it and gives what is told of its end. Spans of a tracer are made of it.
 * @example
 * import { traced } from "lawful/transformations"
 * const Greeter = Signature.make("Greeter", { greet: { input: t.string, output: t.string, effect: "readonly" } })
 * const spans: Array<string> = []
 * const tracing = traced(({ name, context }) => ({ kind }) => spans.push(`${name} attempt ${context.attempt} ${kind}`))
 * await run(Greeter.greet, [tracing(implement(Greeter, { greet: (name) => `Good day, ${name}` }))])("Ada")
 * spans // => ["Greeter.greet attempt 1 succeeded"]
 */
export const traced = (start: (call: OperationCall) => End): Middleware =>
  around((call, perform) => {
    const end = quietly(() => start(call))
    const told = (ended: Ended, atOnce: boolean): void => quietly(() => void end?.(ended, atOnce))
    let answer: unknown
    try {
      answer = perform()
    } catch (cause) {
      told({ kind: "threw", cause }, true)
      throw cause
    }
    // A promise is listened to beside its way to the run, so that the run does not wait a moment longer.
    if (isThenable(answer))
      answer.then(
        (value) => told(endOf(value), false),
        (cause: unknown) => told({ kind: "threw", cause }, false)
      )
    else told(endOf(answer), true)
    return answer
  })

/** Tells of the start and of the end of each call. */
export const observed = (tell: (told: Told) => void): Middleware =>
  traced((call) => {
    quietly(() => tell({ kind: "started", call }))
    return (ended) => tell({ ...ended, call })
  })

/**
 * Logs a line for each start and end: the run, the node, what happened. Inputs and outputs are shown by `show`, which is the
 * place to leave out what is secret.
 * @example
 * import { logged } from "lawful/transformations"
 * const Greeter = Signature.make("Greeter", { greet: { input: t.string, output: t.string, effect: "readonly" } })
 * const lines: Array<string> = []
 * const polite = implement(Greeter, { greet: (name) => `Good day, ${name}` })
 * await run(Greeter.greet, [logged((line) => lines.push(line))(polite)], { newId: () => "r1" })("Ada")
 * lines // => ['r1 Greeter.greet started "Ada"', 'r1 Greeter.greet succeeded "Good day, Ada"']
 */
export const logged = (
  log: (line: string) => void,
  { show = canonical }: { readonly show?: (value: unknown, call: OperationCall) => string } = {}
): Middleware =>
  observed((told) => {
    const { runId, nodeId, attempt } = told.call.context
    const again = attempt > 1 ? ` (attempt ${attempt})` : ""
    log(`${runId} ${nodeId}${again} ${told.kind} ${show(shownOf(told), told.call)}`)
  })

const shownOf = (told: Told): unknown => {
  switch (told.kind) {
    case "started":
      return told.call.input
    case "succeeded":
      return told.output
    case "failed":
      return told.error
    case "threw":
      return told.cause
  }
}

const endOf = (answer: unknown): Ended =>
  answer instanceof Failure ? { kind: "failed", error: answer.error } : { kind: "succeeded", output: answer }

/** A broken observer must not change what a run does. */
const quietly = <T>(tell: () => T): T | undefined => {
  try {
    return tell()
  } catch {
    return undefined
  }
}
