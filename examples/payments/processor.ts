/**
 * The processor: the three workflows on a durable engine, whose journal is a file, and the door at which channels and reviewers
 * knock.
 *
 * A run that the end of the process has interrupted goes on when the processor is opened again on the same file.
 * @module
 */
import { Engine, recurring, sqlite } from "lawful/durable"
import { remoteServices } from "./clients/remote.ts"
import { openWebhook, type Told } from "./clients/webhook.ts"
import type { Day, PaymentId } from "./domain/identity.ts"
import type { Payment, Refund } from "./domain/payment.ts"
import { ChargeReported, Reviewed } from "./events.ts"
import type { Patience } from "./workflows/patience.ts"
import { processPaymentWith } from "./workflows/process-payment.ts"
import { reconcileDayWith } from "./workflows/reconcile-day.ts"
import { refundPaymentWith } from "./workflows/refund-payment.ts"

/** What it takes to open a processor. */
export interface ProcessorPlan {
  /** The file of the journal. */
  readonly journal: string
  /** Where the services are. */
  readonly services: string
  readonly patience: Patience
  /** When the payments of which day are reconciled: a pattern of cron, and the day for a time that it names. */
  readonly reconcile: { readonly cron: string; readonly day: (due: Date) => Day }
}

/** A processor that is open. Whatever is started has an id, and starting it again gives the run that is there. */
export type Processor = Awaited<ReturnType<typeof openProcessor>>

/** Opens the journal, goes on with everything that was under way, and listens for callbacks and reviews. */
export const openProcessor = async ({ journal, services, patience, reconcile }: ProcessorPlan) => {
  const processPayment = processPaymentWith(patience)
  const refundPayment = refundPaymentWith(patience)
  const reconcileDay = reconcileDayWith(patience)
  const engine = await Engine.open({
    journal: sqlite(journal),
    workflows: [processPayment, refundPayment, reconcileDay],
    implementations: remoteServices(services),
    schedules: [
      recurring({ id: "reconcile", cron: reconcile.cron, workflow: reconcileDay, input: reconcile.day })
    ]
  })
  // An event is sent to the run that it is about: once that has ended, it is not kept for anybody.
  const webhook = await openWebhook(services, async (told) => {
    const run = await engine.get(processPayment, paymentOf(told))
    const { id, key } = told
    return told.event === "Reviewed"
      ? run.signal(Reviewed, told.payload, { id, key })
      : run.signal(ChargeReported, told.payload, { id, key })
  })
  return {
    engine,
    pay: (payment: Payment) =>
      engine.start(processPayment, payment, {
        id: payment.id,
        attributes: { merchant: payment.merchant, day: payment.day }
      }),
    giveBack: (refund: Refund) =>
      engine.start(refundPayment, refund, { id: refund.id, attributes: { payment: refund.payment } }),
    reconcile: (day: Day, id: string) => engine.start(reconcileDay, day, { id }),
    close: async () => {
      await webhook.close()
      await engine.close()
    }
  }
}

const paymentOf = (told: Told): PaymentId =>
  told.event === "Reviewed" ? told.payload.payment : (told.payload.reference.split("/")[0] as PaymentId)
