import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as RTE from "fp-ts/lib/ReaderTaskEither.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import * as t from "io-ts"
import { implement, MissingProvider, Saga, Signature, Step, Workflow } from "lawful"
import { toReaderTaskEither } from "lawful/fp-ts"
import { describe, expect, it } from "vitest"

const Declined = t.type({ _tag: t.literal("Declined"), amount: t.number })

const Bank = Signature.make("Bank", {
  charge: { input: t.number, output: t.string, error: Declined, effect: "undoable" },
  refund: { input: t.string, output: t.void, effect: "undo" }
})
const Mail = Signature.make("Mail", {
  send: { input: t.string, output: t.string, effect: "irreversible" }
})

const charge = Saga.undoable(Bank.charge, Bank.refund)
const buy = charge.pipe(Step.andThen(Saga.pivot(Mail.send)))

const limitedTo = (limit: number) => ({
  charge: (amount: number) =>
    amount > limit ? TE.left({ _tag: "Declined" as const, amount }) : TE.right(`r${amount}`),
  refund: () => TE.right(undefined)
})
const mailIn = (language: string) => implement(Mail, { send: (receipt) => `${language}: ${receipt}` })

const { interpret } = toReaderTaskEither([Bank, Mail])
const buying = interpret(buy)

describe("a workflow as a ReaderTaskEither", () => {
  it("takes its services from the environment, written with TaskEither or plainly", async () => {
    const environment = { Bank: limitedTo(10), Mail: mailIn("en") }

    expect(await buying(7)(environment)()).toEqual(E.right("en: r7"))
    expect(await buying(70)(environment)()).toEqual(E.left({ _tag: "Declined", amount: 70 }))
  })

  it("uses no service of another environment", async () => {
    const poor = { Bank: limitedTo(1), Mail: mailIn("en") }
    const rich = { Bank: limitedTo(100), Mail: mailIn("fr") }

    const ended = await Promise.all([poor, rich, poor, rich].map((environment) => buying(50)(environment)()))

    const declined = E.left({ _tag: "Declined", amount: 50 })
    expect(ended).toEqual([declined, E.right("fr: r50"), declined, E.right("fr: r50")])
  })

  it("shares its environment with other readers, and asks for what all of them ask for", async () => {
    const greeting: RTE.ReaderTaskEither<{ readonly name: string }, never, number> = RTE.asks(
      ({ name }) => name.length
    )
    const program = pipe(greeting, RTE.chainW(buying))

    expect(await program({ name: "Ada", Bank: limitedTo(10), Mail: mailIn("en") })()).toEqual(
      E.right("en: r3")
    )
  })

  it("can be given its environment in parts", async () => {
    const program = pipe(
      buying(7),
      RTE.local((Bank: ReturnType<typeof limitedTo>) => ({ Bank, Mail: mailIn("en") }))
    )

    expect(await program(limitedTo(10))()).toEqual(E.right("en: r7"))
  })

  it("calls the methods of a service that is an object", async () => {
    class Account {
      private readonly limit = 10
      charge(amount: number): TE.TaskEither<t.TypeOf<typeof Declined>, string> {
        return amount > this.limit ? TE.left({ _tag: "Declined", amount }) : TE.right(`r${amount}`)
      }
      refund(): TE.TaskEither<never, void> {
        return TE.right(undefined)
      }
    }

    expect(await interpret(charge)(7)({ Bank: new Account() })()).toEqual(E.right("r7"))
  })

  it("finds workflows that it calls in the environment, too", async () => {
    const shout = Workflow.make("shout", {
      version: 1,
      input: t.string,
      output: t.string,
      effect: "irreversible",
      body: Saga.pivot(Mail.send).pipe(Step.map((text: string) => text.toUpperCase()))
    })
    const step = Mail.send.pipe(Step.andThen(Step.call(shout)))

    const ended = await interpret(step)("hi")({ Mail: mailIn("en"), "workflow:shout": shout })()

    expect(ended).toEqual(E.right("EN: EN: HI"))
  })

  it("asks for nothing that was provided beforehand, and for what that needs", async () => {
    const shout = Workflow.make("shout", {
      version: 1,
      input: t.string,
      output: t.string,
      effect: "irreversible",
      body: Saga.pivot(Mail.send)
    })
    const known = toReaderTaskEither([Mail], [shout])

    expect(await known.interpret(Step.call(shout))("hi")({ Mail: mailIn("en") })()).toEqual(E.right("en: hi"))
  })

  it("compiles a step once for an environment", async () => {
    let asked = 0
    const counting = { ...limitedTo(10) }
    const environment = {
      get Bank() {
        asked++
        return counting
      },
      Mail: mailIn("en")
    }

    await buying(1)(environment)()
    const before = asked
    await buying(2)(environment)()

    expect(asked).toBe(before)
  })

  it("refuses an environment in which something is missing, when the compiler did not see it", () => {
    const hidden = { Bank: {}, Mail: mailIn("en") } as never

    expect(() => buying(7)(hidden)).toThrow(MissingProvider)
  })
})
