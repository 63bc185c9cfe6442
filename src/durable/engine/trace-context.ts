/**
 * Trace contexts as the W3C defines them (https://www.w3.org/TR/trace-context/).
 *
 * The engine carries them and looks at nothing in them; it refuses those that nobody downstream would accept, since they
 * would be lost without a word.
 * @module
 */
import type { TraceContext } from "./run-info.ts"

/** A trace context that is none. */
export class InvalidTrace extends Error {
  override readonly name = "InvalidTrace"
  readonly code = "durable/invalid-trace"
  constructor(problem: string) {
    super(
      `The trace context ${problem}. Give the headers of the W3C as they came: traceparent "00-<32 hex>-<16 hex>-<2 hex>", ids not all zero, tracestate at most 512 printable characters. (durable/invalid-trace)`
    )
  }
}

/** Gives a trace context of nothing but its two headers. Errors: throws {@link InvalidTrace}. */
export const checkedTrace = (trace: TraceContext): TraceContext => {
  const given: unknown = trace
  if (typeof given !== "object" || given === null) throw new InvalidTrace("is no object")
  const { traceparent, tracestate } = trace
  if (typeof traceparent !== "string" || !isParent(traceparent))
    throw new InvalidTrace(`has the traceparent ${shown(traceparent)}`)
  if (tracestate === undefined) return { traceparent }
  if (typeof tracestate !== "string" || !STATE.test(tracestate))
    throw new InvalidTrace(`has the tracestate ${shown(tracestate)}`)
  return { traceparent, tracestate }
}

/** Later versions may have more fields behind the first four; version ff is forbidden. */
const PARENT = /^(?!ff)([0-9a-f]{2})-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-[!-~]{1,200})?$/

const STATE = /^[\t -~]{0,512}$/

const isParent = (text: string): boolean => {
  const [, version, more] = PARENT.exec(text) ?? []
  return version !== undefined && (version !== "00" || more === undefined)
}

const shown = (value: unknown): string =>
  typeof value === "string" ? JSON.stringify(value.slice(0, 120)) : `of type ${typeof value}`
