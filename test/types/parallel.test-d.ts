import { pipe } from "fp-ts/lib/function.js"
import { Step } from "lawful"
import { expectError, expectType } from "tsd"
import {
  type Bounced,
  type CardDeclined,
  charge,
  dispatch,
  type Order,
  type OutOfStock,
  quote,
  reserve
} from "./messages/domain.ts"

// all keeps the shape; the input is what all branches need.
expectType<
  Step<
    Order & { readonly rush: boolean },
    { readonly price: number; readonly rush: boolean },
    Bounced,
    "Parcels"
  >
>(Step.all({ price: quote, rush: Step.pure((o: { readonly rush: boolean }) => o.rush) }))
expectType<
  Step<
    Order,
    readonly [string, number, number],
    CardDeclined | OutOfStock | Bounced,
    "Payments" | "Inventory" | "Parcels"
  >
>(Step.all([charge, reserve, quote]))
expectType<
  Step<Order, { readonly parcel: string; readonly note: string }, never, "Parcels", "Parcels.dispatch">
>(Step.all({ parcel: dispatch, note: Step.succeed("fine") }))
expectError(Step.all({ parcel: dispatch, price: quote }))
expectError(Step.all([]))

// parallel works on the halves of a pair.
expectType<Step<readonly [Order, string], readonly [string, number], CardDeclined, "Payments">>(
  Step.parallel([charge, Step.pure((text: string) => text.length)])
)

// The winner of a race is tagged.
expectType<
  Step<
    Order,
    { readonly _tag: "price"; readonly value: number } | { readonly _tag: "late"; readonly value: void },
    Bounced,
    "Parcels"
  >
>(Step.race({ price: quote, late: Step.sleep(5) }))

// A quorum gives some of the outputs.
expectType<
  Step<Order, { readonly a?: number; readonly b?: string }, Bounced | CardDeclined, "Parcels" | "Payments">
>(Step.quorum(1, { a: quote, b: charge }))
expectType<Step<unknown, { readonly a?: number }>>(Step.quorum(1, { a: Step.succeed(1) }, { tolerate: 0 }))

// forEach lifts a step to lists; its options are typed by the step.
expectType<Step<ReadonlyArray<Order>, ReadonlyArray<string>, CardDeclined, "Payments">>(
  pipe(charge, Step.forEach())
)
expectType<Step<ReadonlyArray<Order>, ReadonlyArray<number>, Bounced, "Parcels">>(
  pipe(
    quote,
    Step.forEach({
      concurrency: 3,
      key: (o, index) => {
        expectType<number>(index)
        return o.id
      },
      until: (prices) => {
        expectType<ReadonlyArray<number>>(prices)
        return prices.length > 3
      }
    })
  )
)
expectType<Step<ReadonlyArray<Order>, ReadonlyArray<string>, never, "Parcels", "Parcels.dispatch">>(
  dispatch.pipe(Step.forEach({ concurrency: 1 }))
)
expectError(dispatch.pipe(Step.forEach({ until: () => true })))
