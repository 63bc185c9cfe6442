import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as RTE from "fp-ts/lib/ReaderTaskEither.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import * as t from "io-ts"
import { implement, run, runSync, Saga, Signature, start, Step } from "lawful"
import { type Call, fromEither, fromReaderTaskEither, fromTaskEither } from "lawful/fp-ts"
import { describe, expect, it } from "vitest"

const Declined = t.type({ _tag: t.literal("Declined"), amount: t.number })
type Declined = t.TypeOf<typeof Declined>

const Bank = Signature.make("Bank", {
  charge: { input: t.number, output: t.string, error: Declined, effect: "undoable" },
  refund: { input: t.string, output: t.void, effect: "undo" }
})

const charge = Saga.undoable(Bank.charge, Bank.refund)

const declined = (amount: number): Declined => ({ _tag: "Declined", amount })

/** Declines what is above the limit. */
const limited = (limit: number, amount: number): E.Either<Declined, string> =>
  amount > limit ? E.left(declined(amount)) : E.right(`r${amount}`)

const bankWith = (charging: (amount: number, call: Call) => TE.TaskEither<Declined, string>) =>
  implement(Bank, { charge: fromTaskEither(charging), refund: fromTaskEither(() => TE.right(undefined)) })

describe("an Either as an implementation", () => {
  const bank = implement(Bank, {
    charge: fromEither((amount) => limited(10, amount)),
    refund: fromEither(() => E.right(undefined))
  })

  it("gives its Right, synchronously", () => {
    expect(runSync(charge, [bank])(7)).toEqual({ _tag: "Completed", output: "r7" })
  })

  it("fails with its Left", () => {
    expect(runSync(charge, [bank])(70)).toMatchObject({ _tag: "Failed", error: declined(70) })
  })
})

describe("a TaskEither as an implementation", () => {
  it("gives its Right", async () => {
    const bank = bankWith((amount) => TE.right(`r${amount}`))

    expect(await run(charge, [bank])(7)).toEqual({ _tag: "Completed", output: "r7" })
  })

  it("fails with its Left", async () => {
    const bank = bankWith((amount) => TE.left(declined(amount)))

    expect(await run(charge, [bank])(7)).toMatchObject({ _tag: "Failed", error: declined(7) })
  })

  it("is a defect with its cause when its task rejects", async () => {
    const bug = new Error("bug")

    const outcome = await run(charge, [bankWith(() => () => Promise.reject(bug))])(7)

    expect(outcome).toMatchObject({ _tag: "Defect", at: "Bank.charge" })
    expect(outcome).toHaveProperty("cause", bug)
  })

  it("is started anew for every call", async () => {
    let calls = 0
    const counting = TE.fromIO<string, Declined>(() => `r${++calls}`)
    const program = run(charge, [bankWith(() => counting)])

    await program(7)

    expect(await program(7)).toEqual({ _tag: "Completed", output: "r2" })
  })

  it("is waited for when the run is cancelled, and undone", async () => {
    const bank = bankWith(
      (amount) => () => new Promise((resolve) => setTimeout(() => resolve(E.right(`r${amount}`)), 5))
    )
    const handle = start(pipe(charge, Step.andThen(Step.sleep(1_000))), [bank])(7)

    handle.cancel()

    expect(await handle.outcome).toMatchObject({ _tag: "Cancelled", undone: ["Bank.charge"] })
  })

  it("can end its work when the signal of its call is aborted", async () => {
    const bank = bankWith(
      (_, { signal }) =>
        () =>
          new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () => reject(signal.reason as Error))
          })
    )
    const handle = start(charge, [bank])(7)

    handle.cancel("enough")

    expect(await handle.outcome).toEqual({ _tag: "Cancelled", reason: "enough", also: [], undone: [] })
  })
})

describe("a ReaderTaskEither as an implementation", () => {
  const withLimit = fromReaderTaskEither({ limit: 10 })
  const bank = implement(Bank, {
    charge: withLimit((amount) =>
      pipe(
        RTE.ask<{ readonly limit: number }>(),
        RTE.flatMapEither(({ limit }) => limited(limit, amount))
      )
    ),
    refund: withLimit(() => RTE.right(undefined))
  })

  it("reads its environment", async () => {
    expect(await run(charge, [bank])(7)).toEqual({ _tag: "Completed", output: "r7" })
  })

  it("fails with its Left", async () => {
    expect(await run(charge, [bank])(70)).toMatchObject({ _tag: "Failed", error: declined(70) })
  })
})
