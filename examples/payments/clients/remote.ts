/**
 * Services on the other side of the network: HTTP requests with an idempotency key and a time limit.
 * @module
 */
import { isLeft } from "fp-ts/lib/Either.js"
import {
  type AnyCodec,
  Codec,
  type Context,
  Failure,
  type Implementation,
  type OperationDefinition
} from "lawful"
import type { Text } from "../../order-fulfilment/domain/order.ts"
import type { Unavailable } from "../domain/refusal.ts"
import { Channels } from "../signatures/channels.ts"
import { Merchants } from "../signatures/merchants.ts"
import { Notifications } from "../signatures/notifications.ts"
import { Risk } from "../signatures/risk.ts"
import { Transactions } from "../signatures/transactions.ts"
import type { ServiceName } from "../services/services.ts"

/** All services at `url`, each of which has to answer within `patience` milliseconds. */
export const remoteServices = (url: string, patience = 1_000): ReadonlyArray<Implementation<ServiceName>> =>
  [Merchants, Risk, Channels, Transactions, Notifications].map((signature) =>
    remote(signature["~signature"], url, patience)
  )

/** Every operation of a signature is a request; the codecs of the operation stand at both ends. */
const remote = <N extends string>(
  signature: Implementation<N>["signature"],
  url: string,
  patience: number
): Implementation<N> => ({
  kind: "implementation",
  signature,
  handlers: Object.fromEntries(
    [...signature.operations].map(([name, operation]) => [
      name,
      (input: never, context: Context<unknown>) =>
        ask(`${url}/${signature.name}/${name}`, patience, operation, input, context)
    ])
  )
})

/**
 * No answer is a typed failure where the operation declares it. An undo has none: it throws, and is tried again by its policy.
 */
const ask = async (
  url: string,
  patience: number,
  operation: OperationDefinition,
  input: never,
  { key, signal }: Context<unknown>
): Promise<unknown> => {
  const name = `${operation.service}.${operation.name}`
  // A write that has been asked for has to be known before it can be taken back: only a question may be broken off.
  const brokenOff = operation.effect === "readonly" ? signal : undefined
  const reply = await within(patience, brokenOff, (limit) =>
    answerTo(key, url, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": key },
      body: JSON.stringify(operation.input.encode(input)) ?? "",
      signal: limit
    })
  )
  if (reply === undefined || reply.status === 503) return unanswered(operation, name)
  if (reply.status === 200) return decoded(operation.output, reply.body ?? undefined, `${name} gave`)
  if (reply.status === 422 && operation.error !== undefined)
    return new Failure(decoded(operation.error, reply.body, `${name} failed with`))
  throw new Error(`${name} was answered with ${reply.status}: ${JSON.stringify(reply.body)}`)
}

/**
 * The answer to this request, or none. A service that answers twice leaves its second answer in the open connection, where the
 * next request finds it: so each answer says to which key it belongs, and what belongs to another one is none.
 */
const answerTo = async (key: string, url: string, request: RequestInit): Promise<Reply | undefined> => {
  try {
    const response = await fetch(url, request)
    const body: unknown = await response.json()
    return response.headers.get("answer-to") === key ? { status: response.status, body } : undefined
  } catch {
    return undefined
  }
}

/**
 * Gives a signal that is aborted after `patience` milliseconds, or with another one. Not by `AbortSignal.any`: in Node 20 the
 * garbage collector takes the time limits that nothing but such a signal refers to, and the request waits for ever.
 */
const within = async <A>(
  patience: number,
  other: AbortSignal | undefined,
  act: (limit: AbortSignal) => Promise<A>
): Promise<A> => {
  const controller = new AbortController()
  const abort = (): void => controller.abort()
  const timer = setTimeout(abort, patience)
  if (other?.aborted === true) abort()
  other?.addEventListener("abort", abort)
  try {
    return await act(controller.signal)
  } finally {
    clearTimeout(timer)
    other?.removeEventListener("abort", abort)
  }
}

interface Reply {
  readonly status: number
  readonly body: unknown
}

const unanswered = ({ service, error }: OperationDefinition, name: string): Failure<unknown> => {
  const failure: Unavailable = { _tag: "Unavailable", service: service as Text }
  if (error === undefined || isLeft(error.decode(failure))) throw new Error(`${name} was not answered.`)
  return new Failure(failure)
}

const decoded = (codec: AnyCodec, value: unknown, what: string): unknown => {
  const result = codec.decode(value)
  if (isLeft(result))
    throw new Error(`${what} something else: ${result.left.map(Codec.describeIssue).join("; ")}`)
  return result.right
}
