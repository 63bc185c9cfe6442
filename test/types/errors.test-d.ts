import type { Either } from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import { type Caught, Schedule, Step } from "lawful"
import { expectError, expectType } from "tsd"
import {
  type CardDeclined,
  charge,
  type Order,
  order,
  type OutOfStock,
  quote,
  reserve,
  track
} from "./messages/domain.ts"

const risky = pipe(
  order,
  Step.tap((o) => o, reserve),
  Step.andThen(charge)
)
expectType<Step<Order, string, CardDeclined | OutOfStock, "Payments" | "Inventory">>(risky)

// Failing
expectType<Step<unknown, never, { readonly _tag: "Closed" }>>(Step.fail({ _tag: "Closed" }))
expectType<Step<number, never, { readonly _tag: "Low"; readonly n: number }>>(
  Step.failWith((n: number) => ({ _tag: "Low", n }))
)

// The error union shrinks.
expectType<Step<Order, string, CardDeclined, "Payments" | "Inventory">>(
  pipe(risky, Step.catchTag("OutOfStock", Step.succeed("none")))
)
expectType<Step<Order, string, never, "Payments" | "Inventory">>(
  pipe(
    risky,
    Step.catchTag("OutOfStock", Step.succeed("none")),
    Step.catchTag("CardDeclined", Step.succeed("none"))
  )
)
expectType<Step<Order, string | number, never, "Payments" | "Inventory">>(
  risky.pipe(Step.catchTags({ OutOfStock: Step.succeed(0), CardDeclined: Step.succeed("none") }))
)
expectType<Step<Order, string | number, CardDeclined, "Payments" | "Inventory">>(
  pipe(risky, Step.catchTags({ OutOfStock: Step.succeed(0) }))
)
expectType<Step<Order, string | number, never, "Payments" | "Inventory">>(
  pipe(risky, Step.catchAll(Step.succeed(0)))
)
expectType<Step<Order, string | number, never, "Payments" | "Inventory">>(
  pipe(risky, Step.orElse(Step.succeed(0)))
)
expectType<Step<Order, string, "CardDeclined" | "OutOfStock", "Payments" | "Inventory">>(
  pipe(
    risky,
    Step.mapError((error) => error._tag)
  )
)
expectType<Step<Order, Either<CardDeclined | OutOfStock, string>, never, "Payments" | "Inventory">>(
  pipe(risky, Step.attempt)
)

// Handlers get the error and the input, and may fail in turn.
expectType<Step<Order, string, CardDeclined | { readonly _tag: "Gone" }, "Payments" | "Inventory">>(
  pipe(
    risky,
    Step.catchTag(
      "OutOfStock",
      Step.failWith(({ error: _ }: Caught<OutOfStock, Order>) => ({ _tag: "Gone" }) as const)
    )
  )
)
expectError(
  pipe(
    risky,
    Step.catchTag(
      "CardDeclined",
      Step.pure(({ error }: Caught<OutOfStock, Order>) => error.sku)
    )
  )
)
expectError(pipe(risky, Step.catchTag("Lost", Step.succeed(""))))
expectError(pipe(risky, Step.catchTags({ Lost: Step.succeed("") })))

// A handler may need more input than the step.
expectType<Step<Order & { readonly rush: boolean }, string | boolean, never, "Payments">>(
  pipe(charge, Step.orElse(Step.pure((o: { readonly rush: boolean }) => o.rush)))
)

// Retry keeps the errors, unless it never ends.
expectType<Step<Order, string, CardDeclined, "Payments">>(pipe(charge, Step.retry(3)))
expectType<Step<Order, string, CardDeclined, "Payments">>(
  pipe(charge, Step.retry(Schedule.exponential(100).pipe(Schedule.times(3))))
)
expectType<Step<Order, string, never, "Payments">>(pipe(charge, Step.retry(Schedule.exponential(100))))
expectType<Step<Order, string, CardDeclined, "Payments" | "Inventory">>(
  pipe(risky, Step.retry(Schedule.constant(5).pipe(Schedule.onlyFor("OutOfStock"))))
)
expectError(pipe(charge, Step.retry(Schedule.immediately(3).pipe(Schedule.onlyFor("OutOfStock")))))

// Finalizers
expectType<Step<Order, string, CardDeclined, "Payments">>(pipe(charge, Step.ensuring(Step.succeed("closed"))))
expectType<Step<string, number, never>>(
  Step.bracket(
    Step.pure((name: string) => ({ name })),
    Step.pure((file: { name: string }) => file.name.length),
    Step.succeed(undefined)
  )
)
expectError(pipe(charge, Step.ensuring(quote)))
expectError(Step.bracket(Step.identity<string>(), Step.identity<string>(), track))
