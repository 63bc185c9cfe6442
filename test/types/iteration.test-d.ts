import type { Either } from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import { Step } from "lawful"
import { expectError, expectType } from "tsd"
import { type Bounced, dispatch, type Order, order, quote } from "./messages/domain.ts"

// iterate ends with what is right.
expectType<Step<number, string>>(
  Step.iterate(Step.pure((n: number): Either<number, string> => ({ _tag: "Left", left: n })))
)
expectType<Step<Order, number, Bounced, "Parcels">>(
  Step.iterate(
    pipe(
      quote,
      Step.map((price): Either<Order, number> => ({ _tag: "Right", right: price }))
    )
  )
)
expectError(Step.iterate(Step.pure((n: number): Either<string, string> => ({ _tag: "Left", left: `${n}` }))))

// Loops run a step on its own output; the condition is typed by it.
const checked = pipe(
  order,
  Step.tap((o) => o, quote)
)
expectType<Step<Order, Order, Bounced, "Parcels">>(
  pipe(
    checked,
    Step.repeatUntil((o) => o.amount > 5)
  )
)
expectType<Step<Order, Order, Bounced, "Parcels">>(checked.pipe(Step.repeatUntil(() => true)))
expectType<Step<Order, Order, Bounced, "Parcels">>(
  pipe(
    checked,
    Step.whilst((o) => o.amount > 5)
  )
)
expectError(
  pipe(
    quote,
    Step.repeatUntil(() => true)
  )
)
expectError(
  pipe(
    checked,
    Step.tap((o) => o, dispatch),
    Step.repeatUntil(() => true)
  )
)

// A machine ends in a final state.
type Draft = { readonly _tag: "Draft"; readonly text: string }
type Review = { readonly _tag: "Review"; readonly text: string }
type Published = { readonly _tag: "Published"; readonly text: string }
type Rejected = { readonly _tag: "Rejected" }
type Article = Draft | Review | Published | Rejected
const submit = Step.pure(({ text }: Draft): Review => ({ _tag: "Review", text }))
const judge = Step.pure(({ text }: Review): Draft | Published | Rejected => ({ _tag: "Published", text }))
const table = {
  Draft: ["Review"],
  Review: ["Draft", "Published", "Rejected"],
  Published: [],
  Rejected: []
} as const
expectType<Step<Article, Published | Rejected>>(
  Step.machine<Article>()(table, { Draft: submit, Review: judge })
)
expectError(Step.machine<Article>()(table, { Draft: judge, Review: judge }))
expectError(Step.machine<Article>()(table, { Draft: submit }))
expectError(Step.machine<Article>()(table, { Draft: submit, Review: judge, Published: submit }))
