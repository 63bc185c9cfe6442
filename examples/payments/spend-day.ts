/**
 * A day at the processor: payments come in, some at a time, and some of them are given back.
 * @module
 */
import { setTimeout as pause } from "node:timers/promises"
import type { Outcome } from "lawful"
import type { Payment } from "./domain/payment.ts"
import { calledOffAfter, refundsFor } from "./load.ts"
import type { Processor } from "./processor.ts"

/** How many runs ended in which way. */
export type Ends = Readonly<Record<string, number>>

/** Starts everything, or finds it started, and waits for the ends. */
export const spendDay = async (
  { pay, giveBack }: Processor,
  payments: ReadonlyArray<Payment>,
  atOnce: number
): Promise<Ends> => {
  const ends: Record<string, number> = {}
  const count = (name: string): void => {
    ends[name] = (ends[name] ?? 0) + 1
  }
  const left = payments.values()
  const clerk = async (): Promise<void> => {
    // All clerks take from one pile.
    for (const payment of left) {
      const run = await pay(payment)
      const calledOff = calledOffAfter(payment)
      // Each time that the day is begun again; one that has ended or is settled is left as it is.
      if (calledOff !== undefined) {
        await pause(calledOff)
        await run.cancel("the merchant has thought better of it")
      }
      const outcome = await run.result()
      count(`payment ${endOf(outcome)}`)
      if (outcome._tag !== "Completed" || outcome.output._tag !== "Settled") continue
      for (const refund of refundsFor(payment))
        count(`refund ${endOf(await (await giveBack(refund)).result())}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, clerk))
  return ends
}

const endOf = (outcome: Outcome<{ readonly _tag: string }, { readonly _tag: string }>): string => {
  switch (outcome._tag) {
    case "Completed":
      return outcome.output._tag
    case "Failed":
      return outcome.error._tag
    case "Cancelled":
    case "Defect":
    case "Stuck":
      return outcome._tag
  }
}
