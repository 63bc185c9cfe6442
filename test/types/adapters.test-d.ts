import { Context, Effect, ManagedRuntime, Layer, Schema } from "effect"
import * as E from "fp-ts/lib/Either.js"
import * as RTE from "fp-ts/lib/ReaderTaskEither.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import * as t from "io-ts"
import { type Codec, implement, type OutputOf, Signature, type TypeOf } from "lawful"
import { fromEffect, fromEffectWith, fromSchema } from "lawful/effect"
import { fromEither, fromReaderTaskEither, fromTaskEither } from "lawful/fp-ts"
import { expectError, expectType } from "tsd"
import { z } from "zod"

// Codecs.

const Order = Schema.Struct({ pieces: Schema.FiniteFromString, note: Schema.optionalKey(Schema.String) })

const order = fromSchema(Order)

expectType<Codec<{ readonly pieces: number; readonly note?: string }>>(order)
declare const decoded: TypeOf<typeof order>
expectType<number>(decoded.pieces)

class Sold extends Schema.TaggedClass<Sold>()("Sold", { sku: Schema.String }) {}
const sold = fromSchema(Sold)
declare const event: TypeOf<typeof sold>
expectType<Sold>(event)

class Rates extends Context.Service<Rates, { rate: number }>()("Rates") {}
declare const needy: Schema.Codec<number, string, Rates>
// A schema that needs services cannot be decoded at a border.
expectError(fromSchema(needy))

// A bare schema has no method that decodes; it is wrapped with fromSchema.
expectError(Signature.make("Shop", { sell: { input: Schema.String, output: t.void, effect: "readonly" } }))

const Declined = t.type({ _tag: t.literal("Declined"), amount: t.number })
type Declined = t.TypeOf<typeof Declined>

const Bank = Signature.make("Bank", {
  charge: {
    input: order,
    output: z.object({ receipt: z.string() }),
    error: Declined,
    effect: "irreversible"
  },
  quote: { input: t.number, output: fromSchema(Schema.Finite), effect: "readonly" }
})

declare const receipt: OutputOf<typeof Bank.charge>
expectType<string>(receipt.receipt)

// Handlers: the input comes from the operation, and so do literal types of errors.

const quote = fromEffect((amount: number) => Effect.succeed(amount))

implement(Bank, {
  charge: fromEffect((input, call) => {
    expectType<number>(input.pieces)
    expectType<AbortSignal>(call.signal)
    return input.pieces > 9
      ? Effect.fail({ _tag: "Declined", amount: input.pieces })
      : Effect.succeed({ receipt: call.key })
  }),
  quote
})

implement(Bank, {
  charge: fromTaskEither((input) =>
    input.pieces > 9 ? TE.left({ _tag: "Declined", amount: input.pieces }) : TE.right({ receipt: "r" })
  ),
  quote: fromEither((amount) => E.right(amount))
})

const withRates = fromReaderTaskEither({ rate: 2 })

implement(Bank, {
  charge: withRates(() => RTE.right({ receipt: "r" })),
  quote: withRates((amount) => RTE.asks(({ rate }) => amount * rate))
})

// Undeclared errors, wrong outputs, missing services.

expectError(implement(Bank, { charge: fromEffect(() => Effect.fail({ _tag: "Closed" } as const)), quote }))
expectError(implement(Bank, { charge: fromEffect(() => Effect.succeed("r")), quote }))
expectError(implement(Bank, { charge: fromTaskEither(() => TE.left({ _tag: "Closed" } as const)), quote }))
expectError(
  implement(Bank, {
    charge: fromEffect(() => Effect.succeed({ receipt: "r" })),
    // The operation declares no error.
    quote: fromEffect(() => Effect.fail("closed"))
  })
)
expectError(fromEffect((amount: number) => Effect.map(Rates, ({ rate }) => amount * rate)))

const rated = fromEffectWith(Context.make(Rates, { rate: 2 }))
rated((amount: number) => Effect.map(Rates, ({ rate }) => amount * rate))

class Clerk extends Context.Service<Clerk, { name: string }>()("Clerk") {}
expectError(rated(() => Effect.map(Clerk, ({ name }) => name)))

// A runtime may offer more than is needed, and its layer may fail.
declare const layer: Layer.Layer<Rates | Clerk, Error>
const both = fromEffectWith(ManagedRuntime.make(layer))
implement(Bank, {
  charge: both(() => Effect.map(Clerk, ({ name }) => ({ receipt: name }))),
  quote: both((amount) => Effect.map(Rates, ({ rate }) => amount * rate))
})
