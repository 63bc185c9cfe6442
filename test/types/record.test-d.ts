import { pipe } from "fp-ts/lib/function.js"
import { Step } from "lawful"
import { expectError, expectType } from "tsd"
import {
  type Bounced,
  charge,
  type CardDeclined,
  dispatch,
  type Order,
  order,
  quote
} from "./messages/domain.ts"

expectType<Step<Order, { readonly input: Order }>>(Step.begin<Order>())

// Earlier values stay in reach, under their names.
expectType<Step<Order, string, Bounced | CardDeclined, "Parcels" | "Payments">>(
  pipe(
    Step.begin<Order>(),
    Step.bind("price", (s) => s.input, quote),
    Step.let("total", (s) => s.price + s.input.amount),
    Step.bind("receipt", (s) => ({ ...s.input, amount: s.total }), charge),
    Step.map((s) => {
      expectType<Order>(s.input)
      expectType<number>(s.price)
      expectType<number>(s.total)
      expectType<string>(s.receipt)
      return s.receipt
    })
  )
)
expectType<
  Step<Order, { readonly input: Order } & { readonly parcel: string }, never, "Parcels", "Parcels.dispatch">
>(Step.begin<Order>().pipe(Step.bind("parcel", (s) => s.input, dispatch)))

// tap gives the value on unchanged; its selection is typed by the value.
expectType<Step<Order, Order, Bounced, "Parcels">>(
  pipe(
    order,
    Step.tap((o) => {
      expectType<Order>(o)
      return o
    }, quote)
  )
)

// first and second carry the other half.
const size = Step.pure((text: string) => text.length)
expectType<Step<readonly [string, Date], readonly [number, Date]>>(Step.first<Date>()(size))
expectType<Step<readonly [Date, string], readonly [Date, number]>>(Step.second<Date>()(size))
expectType<Step<readonly [Order, Date], readonly [string, Date], CardDeclined, "Payments">>(
  pipe(charge, Step.first<Date>())
)

expectError(
  pipe(
    Step.begin<Order>(),
    Step.let("total", (s) => s.nothing)
  )
)
