import { sequenceS } from "fp-ts/lib/Apply.js"
import { split as splitChoice } from "fp-ts/lib/Choice.js"
import type { Either } from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as RTE from "fp-ts/lib/ReaderTaskEither.js"
import { split } from "fp-ts/lib/Strong.js"
import type { Task } from "fp-ts/lib/Task.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import * as t from "io-ts"
import {
  type Implementation,
  implement,
  type Interpreter,
  type Kleisli,
  type Outcome,
  Saga,
  Signature,
  Step,
  Workflow
} from "lawful"
import {
  Alt,
  Applicative,
  Category,
  Choice,
  Functor,
  Profunctor,
  Strong,
  type TaskEithers,
  toReaderTaskEither,
  toTask,
  toTaskEither
} from "lawful/fp-ts"
import { expectError, expectType } from "tsd"

const Declined = t.type({ _tag: t.literal("Declined"), amount: t.number })
type Declined = t.TypeOf<typeof Declined>

const Bank = Signature.make("Bank", {
  charge: { input: t.number, output: t.string, error: Declined, effect: "undoable" },
  refund: { input: t.string, output: t.void, effect: "undo" }
})
const Mail = Signature.make("Mail", { send: { input: t.string, output: t.boolean, effect: "irreversible" } })
const charge = Saga.undoable(Bank.charge, Bank.refund)
const send = Saga.pivot(Mail.send)
const buy = charge.pipe(Step.andThen(send))

const bank = implement(Bank, { charge: (amount) => `r${amount}`, refund: () => undefined })
declare const mail: Implementation<"Mail">

// TaskEither: errors are those of the step, what is missing is found where the step is interpreted.

expectType<TE.TaskEither<Declined, boolean>>(toTaskEither([bank, mail]).interpret(buy)(7))
expectType<Task<Outcome<boolean, Declined>>>(toTask([bank, mail]).interpret(buy)(7))
expectType<TE.TaskEither<never, number>>(toTaskEither().interpret(Step.pure((n: number) => n))(7))
expectError(toTaskEither([bank]).interpret(buy))
expectError(toTask([bank]).interpret(buy))
expectError(toTaskEither([bank, mail]).interpret(buy)("7"))

const general: Interpreter<Kleisli<TaskEithers>, "Bank" | "Mail"> = toTaskEither([bank, mail])
expectType<TE.TaskEither<Declined, boolean>>(general.interpret(buy)(7))

const shout = Workflow.make("shout", {
  version: 1,
  input: t.string,
  output: t.boolean,
  effect: "irreversible",
  body: send
})
// What a workflow among the providers requires has to be provided as well.
expectError(toTaskEither([shout]))
expectError(toTask([shout]))
toTaskEither([shout, mail]).interpret(Step.call(shout))

// ReaderTaskEither: requirements are an environment, by name.

const buying = toReaderTaskEither([Bank]).interpret(buy)
const accounts = {
  charge: (amount: number) =>
    amount > 9 ? TE.left<Declined, string>({ _tag: "Declined", amount }) : TE.right("r"),
  refund: () => TE.right(undefined)
}

expectType<TE.TaskEither<Declined, boolean>>(buying(7)({ Bank: accounts, Mail: mail }))
expectType<TE.TaskEither<Declined, boolean>>(buying(7)({ Bank: bank, Mail: mail }))
// The functions of a service get the types of their operations.
buying(7)({
  Bank: {
    charge: (amount, call) => {
      expectType<number>(amount)
      expectType<string>(call.runId)
      return TE.right("r")
    },
    refund: () => TE.right(undefined)
  },
  Mail: mail
})
expectError(buying(7)({ Bank: accounts }))
expectError(buying(7)({ Bank: accounts, Mail: bank }))
expectError(buying(7)({ Bank: { charge: accounts.charge }, Mail: mail }))
expectError(buying(7)({ Bank: { ...accounts, charge: () => TE.left("no") }, Mail: mail }))
// A signature that is not listed has to be implemented.
expectError(buying(7)({ Bank: accounts, Mail: { send: () => TE.right(true) } }))

// Readers that are chained ask for what both ask for.
const chained = pipe(
  buying(7),
  RTE.chainW(() => RTE.asks(({ currency }: { readonly currency: string }) => currency))
)
expectType<TE.TaskEither<Declined, string>>(chained({ Bank: bank, Mail: mail, currency: "EUR" }))
expectError(chained({ Bank: bank, Mail: mail }))

// A workflow is required by its name; what it requires must be there, too.
const calling = toReaderTaskEither().interpret(Step.call(shout))
expectError(calling("hi")({}))
expectError(calling("hi")({ "workflow:shout": shout }))
expectType<TE.TaskEither<never, boolean>>(
  toReaderTaskEither([], [shout]).interpret(Step.call(shout))("hi")({ Mail: mail })
)
expectError(toReaderTaskEither([], [shout]).interpret(Step.call(shout))("hi")({}))

// Instances: for steps that can be undone.

const size = Step.pure((text: string) => text.length)
expectType<Step<number, string, Declined, "Bank">>(
  Category.compose(Category.id<"Bank", Declined, string>(), charge)
)
expectError(Category.compose(send, charge))
expectError(Functor.map(send, (sent) => !sent))
expectType<Step<number, number, Declined, "Bank">>(Functor.map(charge, (receipt) => receipt.length))
expectType<Step<string, number, Declined, "Bank">>(
  Profunctor.promap(
    charge,
    (text: string) => text.length,
    (receipt) => receipt.length
  )
)
expectType<Step<[number, boolean], [string, boolean], Declined, "Bank">>(
  Strong.first<"Bank", Declined, number, string, boolean>(charge)
)
expectType<Step<Either<boolean, number>, Either<boolean, string>, Declined, "Bank">>(
  Choice.right<"Bank", Declined, boolean, number, string>(charge)
)
expectType<Step<[string, string], [number, number]>>(split(Strong, Category)(size, size))
expectType<Step<Either<string, string>, Either<number, number>>>(splitChoice(Choice, Category)(size, size))
expectType<Step<string, { one: number; two: number }>>(sequenceS(Applicative)({ one: size, two: size }))
expectType<Step<string, number>>(Alt.alt(size, () => size))
