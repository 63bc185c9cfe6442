import { pipe } from "fp-ts/lib/function.js"
import { Step } from "lawful"
import { expectError, expectType } from "tsd"
import {
  type Bounced,
  type CardDeclined,
  charge,
  dispatch,
  Order,
  order,
  type Order as OrderType,
  quote,
  track
} from "./messages/domain.ts"

// Steps and functions
expectType<Step<number, number>>(Step.identity<number>())
expectType<Step<number, string>>(Step.pure((n: number) => `${n}`))
expectType<Step<unknown, string>>(Step.succeed("hello"))
expectType<Step<unknown, 5 | 6>>(Step.succeed<5 | 6>(5))
expectType<Step<OrderType, string>>(
  pipe(
    order,
    Step.map((o) => o.id)
  )
)
expectType<Step<OrderType, string>>(order.pipe(Step.map((o) => o.id)))
expectType<Step<OrderType, "done">>(pipe(order, Step.as("done")))
expectType<Step<number, string>>(
  pipe(
    Step.pure((text: string) => text),
    Step.mapInput((n: number) => `${n}`)
  )
)
expectType<Step<number, OrderType, CardDeclined, "Payments">>(
  pipe(
    Step.pure((n: number): OrderType => ({ id: "", sku: "", amount: n })),
    Step.tap((o) => o, charge)
  )
)

// Composition joins errors, requirements and irreversible operations.
expectType<Step<OrderType, string, CardDeclined | Bounced, "Payments" | "Parcels">>(
  pipe(charge, Step.andThen(track))
)
expectType<Step<OrderType, string, Bounced, "Parcels", "Parcels.dispatch">>(
  pipe(
    order,
    Step.tap((o) => o, quote),
    Step.andThen(dispatch)
  )
)
expectType<Step<OrderType, string, Bounced, "Parcels", "Parcels.dispatch">>(
  order.pipe(
    Step.tap((o) => o, quote),
    Step.andThen(dispatch)
  )
)

// Data-last functions stand alone.
const length = Step.map((text: string) => text.length)
expectType<Step<OrderType, number, CardDeclined, "Payments">>(length(charge))
const thenTrack = Step.andThen(track)
expectType<Step<OrderType, string, CardDeclined | Bounced, "Payments" | "Parcels">>(thenTrack(charge))
expectError(thenTrack(dispatch))
expectError(length(quote))

// A name is kept by a label, the types too.
expectType<Step<OrderType, string, CardDeclined, "Payments">>(pipe(charge, Step.label("pay")))

// Twenty functions fit in one method call, as in fp-ts' pipe.
const plus = Step.map((n: number) => n + 1)
expectType<Step<number, number>>(
  Step.identity<number>().pipe(
    ...([plus, plus, plus, plus, plus, plus, plus, plus, plus, plus] as const),
    ...([plus, plus, plus, plus, plus, plus, plus, plus, plus, plus] as const)
  )
)

expectType<OrderType>(undefined as unknown as typeof Order._A)
