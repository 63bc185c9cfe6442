/**
 * A payment, from the merchant's wish to the merchant's money.
 *
 * Everything up to the settlement can be undone: the transaction is withdrawn, the charge is voided. The settlement is the
 * point of no return, and as late as it can be: it is the first thing that the merchant may rely on. It is itself booked back
 * when it is given up half-way, as a settlement whose answer was lost may have been booked.
 * What follows, the end of the transaction and the letter, is tried until it works.
 * @module
 */
import { pipe } from "fp-ts/lib/function.js"
import { type Caught, Saga, Step, Workflow } from "lawful"
import { showMoney } from "../../order-fulfilment/domain/money.ts"
import type { Text } from "../../order-fulfilment/domain/order.ts"
import { feeOn } from "../domain/money.ts"
import { Payment } from "../domain/payment.ts"
import { type Failure, type Refusal, why } from "../domain/refusal.ts"
import { type Failed, PaymentResult, type Rejected, type Settled } from "../domain/result.ts"
import { Channels } from "../signatures/channels.ts"
import type { Letter } from "../signatures/notifications.ts"
import { Transactions } from "../signatures/transactions.ts"
import { collect } from "./collect.ts"
import { advance, insistently, notify } from "./own.ts"
import { everyday, type Patience } from "./patience.ts"
import { vet } from "./vet.ts"

interface Ended<Tag extends string> {
  readonly _tag: Tag
  readonly payment: Payment
}

interface Paid extends Ended<"Settled"> {
  readonly settled: Settled
}

interface Refused extends Ended<"Refused"> {
  readonly reason: Refusal
}

interface Uncollected extends Ended<"Uncollected"> {
  readonly reason: Failure
}

const letter = ({ merchant, id, money }: Payment, news: string): Letter => ({
  merchant,
  payment: id,
  about: "payment" as Text,
  text: `Payment ${id} of ${showMoney(money.amount, money.currency)}: ${news}.` as Text
})

/** A payment that is called off is withdrawn, and the merchant is told. */
const open = (patience: Patience) =>
  pipe(
    Step.identity<Payment>(),
    Step.tap(
      (payment) => payment,
      Saga.undoableFromStart(
        pipe(Transactions.create, insistently(patience)),
        pipe(
          Step.identity<Payment>(),
          Step.tap((payment) => payment, Transactions.withdraw),
          Step.andThen(
            pipe(
              notify(patience, "called off"),
              Step.mapInput((payment: Payment) => letter(payment, "called off"))
            )
          )
        ),
        { retry: patience.undo }
      )
    )
  )

/** Charges and settles or, undone, neither. What speaks against a payment is an end like others. */
const pay = (patience: Patience) =>
  pipe(
    Step.begin<Payment>(),
    Step.bind("terms", ({ input }) => input, vet(patience)),
    Step.bind("channels", ({ input }) => input, pipe(Channels.select, insistently(patience))),
    Step.tap(({ input }) => input.id, advance(patience, "charging")),
    Step.bind("charge", ({ input, channels }) => ({ payment: input, channels }), collect(patience)),
    Step.tap(({ input }) => input.id, advance(patience, "charged")),
    Step.let("fee", ({ input, terms }) => feeOn(input.money, terms)),
    Step.tap(
      ({ input, charge, fee }) => ({ payment: input.id, channel: charge.channel, fee }),
      Saga.pivot(
        Saga.undoableFromStart(pipe(Transactions.settle, insistently(patience)), Transactions.unsettle, {
          retry: patience.undo
        })
      )
    ),
    Step.map(
      ({ input: payment, charge: { channel, money }, fee }): Paid => ({
        _tag: "Settled",
        payment,
        settled: { _tag: "Settled", payment: payment.id, channel, money, fee }
      })
    ),
    Saga.scope,
    Step.catchTags({
      MerchantRefused: refuse,
      TooRisky: refuse,
      NotApproved: refuse,
      ReviewOverdue: refuse,
      Declined: giveUp,
      NoChannel: giveUp
    })
  )

const refuse = Step.pure(
  ({ error, input }: Caught<Refusal, Payment>): Refused => ({
    _tag: "Refused",
    payment: input,
    reason: error
  })
)

const giveUp = Step.pure(
  ({ error, input }: Caught<Failure, Payment>): Uncollected => ({
    _tag: "Uncollected",
    payment: input,
    reason: error
  })
)

const confirm = (patience: Patience) =>
  pipe(
    Step.identity<Paid>(),
    Step.tap(
      ({ payment, settled: { fee } }) =>
        letter(payment, `settled, with a fee of ${showMoney(fee, payment.money.currency)}`),
      notify(patience, "settled")
    ),
    Step.map(({ settled }) => settled)
  )

const close = <A extends Refused | Uncollected, B>(
  patience: Patience,
  to: "rejected" | "failed",
  end: Step<A, B>
) =>
  pipe(
    Step.identity<A>(),
    Step.tap(
      ({ payment, reason }) => ({ payment: payment.id, to, reason: why(reason) as Text }),
      pipe(Transactions.close, insistently(patience))
    ),
    Step.tap(({ payment, reason }) => letter(payment, `${to}, ${why(reason)}`), notify(patience, "tell")),
    Step.andThen(end),
    Step.label(to)
  )

const refused = Step.pure(
  ({ payment, reason }: Refused): Rejected => ({ _tag: "Rejected", payment: payment.id, reason })
)
const uncollected = Step.pure(
  ({ payment, reason }: Uncollected): Failed => ({ _tag: "Failed", payment: payment.id, reason })
)

/** Processes payments, with this much patience. A payment ends settled, rejected or failed, and the merchant is told once. */
export const processPaymentWith = (patience: Patience) =>
  Workflow.make("process-payment", {
    version: 1,
    input: Payment,
    output: PaymentResult,
    body: pipe(
      open(patience),
      Step.andThen(pay(patience)),
      Saga.seal,
      Step.match({
        Settled: confirm(patience),
        Refused: close(patience, "rejected", refused),
        Uncollected: close(patience, "failed", uncollected)
      })
    )
  })

/** Processes payments of people. */
export const processPayment = processPaymentWith(everyday)
