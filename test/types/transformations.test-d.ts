import * as t from "io-ts"
import { Effect } from "effect"
import {
  implement,
  inProcess,
  type Outcome,
  type Promised,
  Signature,
  Step,
  stoppable,
  Workflow
} from "lawful"
import { stoppableToEffect } from "lawful/effect"
import { delayedToTaskEither, taskEitherToPromise } from "lawful/fp-ts"
import {
  type Delayed,
  type LaxMigration,
  limited,
  Migration,
  shadow,
  shadowing,
  type System,
  systemOf,
  Transformation
} from "lawful/transformations"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import { expectError, expectType } from "tsd"

const Card = Signature.make("Card", {
  quote: { input: t.number, output: t.string, error: t.literal("no"), effect: "readonly" }
})
const Other = Signature.make("Other", { now: { input: t.void, output: t.number, effect: "readonly" } })
const card = implement(Card, { quote: String })
const other = implement(Other, { now: () => 0 })
const clock = { now: () => 0, after: () => () => undefined }

// What is given has the types of the step, in the other carrier.
const lazy = Transformation.through(delayedToTaskEither)(Transformation.delayed(inProcess([card])))
expectType<(input: number) => TaskEither<"no", string>>(lazy.interpret(Card.quote))
const effects = Transformation.through(stoppableToEffect)(stoppable([card]))
expectType<(input: number) => Effect.Effect<string, "no">>(effects.interpret(Card.quote))
const back = Transformation.through(taskEitherToPromise)(lazy)
expectType<(input: number) => Promise<Outcome<string, "no">>>(back.interpret(Card.quote))

// What is served stays served, and what is not does not compile.
expectError(lazy.interpret(Other.now))
expectError(
  effects.interpret(Card.quote.pipe(Step.andThen(Step.pure(() => undefined)), Step.andThen(Other.now)))
)

// Transformations compose where they meet.
expectType<Transformation<Delayed<Promised>, Promised>>(
  Transformation.andThen(taskEitherToPromise)(delayedToTaskEither)
)
expectError(Transformation.andThen(delayedToTaskEither)(delayedToTaskEither))

// Middleware and shadows keep the signature.
expectType<typeof card>(limited({ clock })(card))
expectType<typeof card>(shadowing(card, { clock, report: () => undefined })(card))
expectError(shadowing(other, { clock, report: () => undefined })(card))
expectType<(input: number) => Promise<string>>(
  shadow(
    (n: number) => Promise.resolve(String(n)),
    () => 1,
    { clock, report: () => undefined }
  )
)

// Migrations.
declare const from: System<"count", number, string>
declare const to: System<"count", { readonly n: number }, string>
declare const third: System<"stop", number, string>
expectType<Migration<"count", number, { readonly n: number }, string>>(
  Migration.make({ from, to, state: (n) => ({ n }) })
)
expectType<LaxMigration<"count", number, { readonly n: number }, string>>(
  Migration.make({
    from,
    to,
    state: { carry: (n: number) => ({ n }), related: (n: number, { n: m }) => n === m }
  })
)
expectError(Migration.make({ from, to, state: (n) => n }))
expectError(Migration.andThen(Migration.identity(third))(Migration.make({ from, to, state: (n) => ({ n }) })))

// Systems of workflows: everything that they require is served, and commands have the types of their inputs.
const quote = Workflow.make("quote", {
  version: 1,
  input: t.number,
  output: t.string,
  error: t.literal("no"),
  body: Card.quote
})
const parts = { name: "quotes", initial: 0, workflows: { quote } }
const quotes = systemOf({ ...parts, interpreter: () => inProcess([card]) })
void quotes.step(0, { call: "quote", input: 1 })
expectError(quotes.step(0, { call: "quote", input: "1" }))
expectError(quotes.step(0, { call: "order", input: 1 }))
expectError(systemOf({ ...parts, interpreter: () => inProcess([other]) }))
