import type { Either } from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import { Step } from "lawful"
import { expectError, expectType } from "tsd"
import { type Bounced, charge, type CardDeclined, dispatch, type Order, quote } from "./messages/domain.ts"

type Verdict =
  | { readonly _tag: "Accepted"; readonly order: Order }
  | { readonly _tag: "Rejected"; readonly why: string }
const judged = Step.identity<Verdict>()
const accepted = pipe(
  Step.pure((verdict: { readonly order: Order }) => verdict.order),
  Step.andThen(charge)
)

// match joins what the arms give, fail with and require.
expectType<Step<Verdict, string | number, CardDeclined, "Payments">>(
  pipe(judged, Step.match({ Accepted: accepted, Rejected: Step.succeed(0) }))
)
expectType<Step<Verdict, string | number, CardDeclined, "Payments">>(
  judged.pipe(Step.match({ Accepted: accepted, Rejected: Step.succeed(0) }))
)

// Two members with one tag: the arm must take both; a member with two tags needs two arms.
type Odd = { readonly _tag: "A"; readonly n: number } | { readonly _tag: "A"; readonly text: string }
type Both = { readonly _tag: "A" | "B"; readonly n: number }
const takesNumber = Step.pure((odd: { readonly n: number }) => odd.n)
expectError(pipe(Step.identity<Odd>(), Step.match({ A: takesNumber })))
expectType<Step<Both, number>>(pipe(Step.identity<Both>(), Step.match({ A: takesNumber, B: takesNumber })))
expectError(pipe(Step.identity<Both>(), Step.match({ A: takesNumber })))
expectError(
  pipe(
    Step.identity<Both>(),
    Step.match({ A: takesNumber, B: Step.pure((s: { readonly text: string }) => s.text) })
  )
)

// matchEither
expectType<Step<Either<string, Order>, number, Bounced, "Parcels">>(
  pipe(
    Step.identity<Either<string, Order>>(),
    Step.matchEither({ left: Step.pure((text: string) => text.length), right: quote })
  )
)

// Conditions
expectType<Step<Order, string | number, Bounced, "Parcels", "Parcels.dispatch">>(
  Step.if((o: Order) => o.amount > 5, dispatch, quote)
)
expectType<Step<Order, Order | string, CardDeclined, "Payments">>(
  Step.when((o: Order) => o.amount > 5, charge)
)
expectError(Step.when((n: number) => n > 5, charge))

// Multi-choice
expectType<
  Step<
    Order & { readonly rush: boolean },
    { readonly price?: number; readonly note?: string },
    Bounced,
    "Parcels"
  >
>(
  Step.some({
    price: [(o: Order) => o.amount > 5, quote],
    note: [(o: { readonly rush: boolean }) => o.rush, Step.succeed("rush")]
  })
)

// matchOn hands each arm the whole record, with the field narrowed.
interface Judged {
  readonly input: string
  readonly verdict: { readonly _tag: "Good"; readonly score: number } | { readonly _tag: "Poor" }
}
const judgedRecord = Step.identity<Judged>()
const scored = Step.pure((s: { readonly verdict: { readonly score: number } }) => s.verdict.score)
expectType<Step<Judged, number | "poor">>(
  pipe(judgedRecord, Step.matchOn("verdict", { Good: scored, Poor: Step.pure((): "poor" => "poor") }))
)
expectError(pipe(judgedRecord, Step.matchOn("verdict", { Good: scored })))
expectError(pipe(judgedRecord, Step.matchOn("verdict", { Good: scored, Poor: scored })))
expectError(pipe(judgedRecord, Step.matchOn("input", { Good: scored, Poor: scored })))
