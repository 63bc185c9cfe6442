/**
 * Whether a payment may be charged at all: the merchant, the rules and, in doubt, a person.
 * @module
 */
import { pipe } from "fp-ts/lib/function.js"
import { Step } from "lawful"
import type { Payment } from "../domain/payment.ts"
import { type Review, Reviewed } from "../events.ts"
import { Merchants } from "../signatures/merchants.ts"
import { type Assessment, Risk } from "../signatures/risk.ts"
import { advance, insistently } from "./own.ts"
import type { Patience } from "./patience.ts"

/** Gives the terms of the merchant, or fails with what speaks against the payment. */
export const vet = (patience: Patience) =>
  pipe(
    Step.begin<Payment>(),
    Step.bind("terms", ({ input }) => input, pipe(Merchants.validate, insistently(patience))),
    Step.tap(({ input }) => input.id, advance(patience, "validated")),
    Step.bind("assessment", ({ input }) => input, pipe(Risk.assess, insistently(patience))),
    Step.tap((assessed) => assessed, judge(patience)),
    Step.map(({ terms }) => terms)
  )

interface Assessed<A extends Assessment = Assessment> {
  readonly input: Payment
  readonly assessment: A
}

const judge = (patience: Patience) =>
  pipe(
    Step.identity<Assessed>(),
    Step.matchOn("assessment", {
      Clear: Step.succeed(undefined),
      Doubtful: pipe(
        review(patience),
        Step.mapInput(({ input }: Assessed) => input)
      ),
      Forbidden: Step.failWith(
        ({ assessment: { rule } }: Assessed<Extract<Assessment, { readonly _tag: "Forbidden" }>>) =>
          ({ _tag: "TooRisky", rule }) as const
      )
    })
  )

/** Holds a payment until a person has looked at it, but not for ever. */
const review = (patience: Patience) =>
  pipe(
    Step.identity<Payment>(),
    Step.tap(({ id }) => id, advance(patience, "held")),
    Step.andThen(
      pipe(
        Step.waitFor(Reviewed, ({ id }: Payment) => id),
        Step.timeout(patience.review),
        Step.catchTag("TimedOut", Step.fail({ _tag: "ReviewOverdue" }))
      )
    ),
    Step.andThen(
      Step.if(
        ({ approved }: Review) => approved,
        Step.succeed(undefined),
        Step.failWith(({ reviewer }: Review) => ({ _tag: "NotApproved", reviewer }) as const)
      )
    )
  )
