/**
 * Operations that are performed by a service on the other side of the network.
 * @module
 */
import { isLeft } from "fp-ts/lib/Either.js"
import { type AnyCodec, Codec, Failure, type Handler, type Operation } from "lawful"
import { FAULT_HEADER, type Fault, faultAt, unavailable } from "../domain/fault.ts"
import { type Remote, send, Unanswered } from "./remote.ts"

/** A service, the shop in it that is meant, and what is to go wrong, if anything. */
export interface Line {
  readonly remote: Remote
  readonly shop: string
  readonly fault: Fault | undefined
}

/**
 * Makes a handler of an operation: it calls the service, under the key of the call. No answer is a typed failure where the
 * operation declares it; otherwise, as for undos, it is thrown, and the run ends with what it still owes.
 */
export const calling =
  ({ remote, shop, fault }: Line) =>
  <A, B, E, R, X>({ request: { operation } }: Operation<A, B, E, R, X>): Handler<A, B, E> =>
  async (input, { key, attempt }) => {
    const name = `${operation.service}.${operation.name}`
    const when = faultAt(fault, name, attempt)
    try {
      const { status, body } = await send(remote, {
        method: "POST",
        path: `/shops/${shop}/${operation.name}`,
        headers: { "idempotency-key": key, ...(when === undefined ? {} : { [FAULT_HEADER]: when }) },
        body: operation.input.encode(input as never)
      })
      // The codecs of the operation decode to its types.
      if (status === 200) return decoded(operation.output, body, `${name} gave`) as B
      if (status === 422 && operation.error !== undefined)
        return new Failure(decoded(operation.error, body, `${name} failed with`) as E)
      throw new Error(`${name} was answered with ${status}: ${JSON.stringify(body)}`)
    } catch (cause) {
      const failure = unavailable(operation.service)
      if (!(cause instanceof Unanswered) || operation.error === undefined) throw cause
      if (isLeft(operation.error.decode(failure))) throw cause
      return new Failure(failure as E)
    }
  }

const decoded = (codec: AnyCodec, value: unknown, what: string): unknown => {
  const result = codec.decode(value)
  if (isLeft(result))
    throw new Error(`${what} something else: ${result.left.map(Codec.describeIssue).join("; ")}`)
  return result.right
}
