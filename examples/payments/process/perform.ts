/**
 * Operations as the network sees them: their codecs at the border, their key in a header.
 * @module
 */
import { isLeft } from "fp-ts/lib/Either.js"
import { Codec, Failure, type Implementation } from "lawful"

/** What goes over the network: 200 for an output, 422 for a typed error, something else for a mistake. */
export interface Reply {
  readonly status: number
  readonly body: unknown
}

/** A request to perform an operation. */
export interface Asked {
  readonly service: string
  readonly operation: string
  readonly key: string
  readonly body: unknown
}

/** Performs an operation of one of these services, which answer at once. */
export const perform = (services: ReadonlyArray<Implementation<string>>, asked: Asked): Reply => {
  const service = services.find(({ signature }) => signature.name === asked.service)
  const operation = service?.signature.operations.get(asked.operation)
  const handler = service?.handlers[asked.operation]
  if (operation === undefined || handler === undefined)
    return mistake(404, `there is no ${asked.service}.${asked.operation}`)
  const input = operation.input.decode(asked.body)
  if (isLeft(input)) return mistake(400, input.left.map(Codec.describeIssue).join("; "))
  // The codec of the operation has decoded it.
  const given = handler(input.right as never, {
    runId: asked.key,
    nodeId: asked.operation,
    key: asked.key,
    attempt: 1,
    effect: operation.effect,
    signal: new AbortController().signal,
    fail: (error) => new Failure<unknown>(error)
  })
  return given instanceof Failure
    ? { status: 422, body: operation.error?.encode(given.error as never) }
    : { status: 200, body: operation.output.encode(given as never) }
}

/** A reply that says what is wrong. */
export const mistake = (status: number, message: string): Reply => ({ status, body: { message } })
