import { Context, Effect, Layer, type Scope } from "effect"
import * as t from "io-ts"
import {
  Event,
  type Interpreter,
  implement,
  type Kleisli,
  type Morphism,
  type Outcome,
  Signature,
  Step,
  Workflow
} from "lawful"
import { type Effectful, inEffect, layer, layerOf, type Service, toSchedule } from "lawful/effect"
import { Schedule } from "lawful"
import { expectAssignable, expectError, expectType } from "tsd"

const Declined = t.type({ _tag: t.literal("Declined"), amount: t.number })
type Declined = t.TypeOf<typeof Declined>

const Bank = Signature.make("Bank", {
  charge: { input: t.number, output: t.string, error: Declined, effect: "undoable" },
  refund: { input: t.string, output: t.void, effect: "undo" },
  rate: { input: t.string, output: t.number, effect: "readonly" }
})
class Rates extends Context.Service<Rates, { readonly rate: number }>()("Rates") {}
class Book extends Context.Service<Book, { readonly note: string }>()("Book") {}

// The interpreter.

expectAssignable<Interpreter<Kleisli<Effectful>>>(inEffect)
declare const charging: Morphism<Kleisli<Effectful>, number, string, Declined, "Bank">
expectType<(input: number) => Effect.Effect<string, Declined, Service<"Bank">>>(charging)
expectType<Effect.Effect<string, Declined, Service<"Bank">>>(inEffect.interpret(Bank.charge)(1))
expectType<Effect.Effect<Outcome<string, Declined>, never, Service<"Bank">>>(inEffect.outcome(Bank.charge)(1))
expectType<Effect.Effect<number>>(inEffect.interpret(Step.pure((n: number) => n + 1))(1))

// Events need no service.
const Go = Event.make("Go", { payload: t.string })
expectType<Effect.Effect<string>>(inEffect.interpret(Step.waitFor(Go))(undefined))

// A workflow that is called is a service, too.
const priced = Workflow.make("priced", {
  version: 1,
  input: t.string,
  output: t.number,
  effect: "readonly",
  body: Bank.rate
})
expectType<Effect.Effect<number, never, Service<"workflow:priced">>>(
  inEffect.interpret(Step.call(priced))("mug")
)

// Layers.

const bank = layer(Bank, {
  charge: (amount) =>
    Effect.flatMap(Rates, ({ rate }) =>
      rate > 1 ? Effect.fail({ _tag: "Declined" as const, amount }) : Effect.succeed("receipt")
    ),
  refund: () => Effect.void,
  rate: () => Effect.map(Book, ({ note }) => note.length)
})
expectType<Layer.Layer<Service<"Bank">, never, Rates | Book>>(bank)

// Each call has a scope of its own, so a layer needs none.
declare const inScope: Effect.Effect<string, never, Rates | Scope.Scope>
const scoped = layer(Bank, {
  charge: () => inScope,
  refund: () => Effect.void,
  rate: () => Effect.succeed(1)
})
expectType<Layer.Layer<Service<"Bank">, never, Rates>>(scoped)

const plain = implement(Bank, { charge: () => "receipt", refund: () => undefined, rate: () => 1 })
expectType<Layer.Layer<Service<"Bank">>>(layerOf(plain))
expectType<Layer.Layer<Service<"workflow:priced">, never, Service<"Bank">>>(layerOf(priced))
expectType<Layer.Layer<Service<"workflow:priced"> | Service<"Bank">>>(layerOf(priced, plain))

// Every operation needs a handler that fails with nothing but the declared error, and there are no others.
expectError(layer(Bank, { charge: () => Effect.succeed("receipt"), refund: () => Effect.void }))
expectError(
  layer(Bank, { charge: () => Effect.fail("no"), refund: () => Effect.void, rate: () => Effect.succeed(1) })
)
expectError(
  layer(Bank, {
    charge: () => Effect.succeed("receipt"),
    refund: () => Effect.fail("no"),
    rate: () => Effect.succeed(1)
  })
)
expectError(
  layer(Bank, {
    charge: () => Effect.succeed("receipt"),
    refund: () => Effect.void,
    rate: () => Effect.succeed(1),
    steal: () => Effect.void
  })
)
expectError(
  layer(
    Bank,
    { charge: () => inScope, refund: () => Effect.void, rate: () => Effect.succeed(1) },
    { interruptible: ["steal"] }
  )
)

// What is not provided does not run.
expectError(Effect.runPromise(inEffect.interpret(Bank.charge)(1)))
expectType<Promise<string>>(
  Effect.runPromise(
    inEffect
      .interpret(Bank.charge)(1)
      .pipe(Effect.provide(layerOf(plain)))
  )
)

expectType<Effect.Effect<number, Declined, Service<"Bank">>>(
  Effect.retry(
    Effect.map(inEffect.interpret(Bank.charge)(1), (receipt) => receipt.length),
    toSchedule(Schedule.immediately(1))
  )
)
