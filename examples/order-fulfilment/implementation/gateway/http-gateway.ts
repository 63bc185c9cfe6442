/**
 * The gateway as the shop sees it: HTTP requests with an idempotency key and a time limit.
 * @module
 */
import { type Implementation, implement } from "lawful"
import { CardDeclined } from "../../domain/rejection.ts"
import { type Bill, Payment, Refund } from "../../signatures/payments.ts"
import { Gateway } from "../signatures/gateway.ts"

/** Asks the gateway at `url`, which has to answer within `patience` milliseconds. */
export const httpGateway = (url: string, patience = 500): Implementation<"Gateway"> => {
  const ask = async (path: string, bill: Bill, key: string): Promise<Answer | undefined> => {
    try {
      const response = await fetch(`${url}/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": key },
        body: JSON.stringify(bill),
        // Not the signal of the call: a charge that was asked for has to be known before it can be taken back.
        signal: AbortSignal.timeout(patience)
      })
      return { status: response.status, body: await response.json() }
    } catch {
      return undefined
    }
  }
  return implement(Gateway, {
    charge: async (bill, { key, fail }) => {
      const answer = await ask("charges", bill, key)
      if (answer?.status === 200 && Payment.is(answer.body)) return answer.body
      if (answer?.status === 402 && CardDeclined.is(answer.body)) return fail(answer.body)
      // No answer, or one that says nothing: the card may have been charged.
      return fail({ _tag: "GatewayDown" })
    },
    refund: async (bill, { key }) => {
      const answer = await ask("refunds", bill, key)
      if (answer?.status === 200 && Refund.is(answer.body)) return answer.body
      throw new Error(`The gateway did not refund order ${bill.order} (status ${answer?.status ?? "none"}).`)
    }
  })
}

interface Answer {
  readonly status: number
  readonly body: unknown
}
