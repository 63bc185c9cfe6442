import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import * as t from "io-ts"
import { CancelledRun, implement, Saga, Signature, Step, StuckRun } from "lawful"
import { fromTaskEither, toTask, toTaskEither } from "lawful/fp-ts"
import { describe, expect, it } from "vitest"

const Declined = t.type({ _tag: t.literal("Declined"), amount: t.number })

const Bank = Signature.make("Bank", {
  charge: { input: t.number, output: t.string, error: Declined, effect: "undoable" },
  refund: { input: t.string, output: t.void, effect: "undo" }
})

const charge = Saga.undoable(Bank.charge, Bank.refund)

/** Declines amounts above 10; writes down what it is asked for. */
const bank = (log: Array<string>, refund: () => TE.TaskEither<never, void> = () => TE.right(undefined)) =>
  implement(Bank, {
    charge: fromTaskEither((amount, { runId }) => {
      log.push(`charge ${amount} for ${runId}`)
      return amount > 10 ? TE.left({ _tag: "Declined" as const, amount }) : TE.right(`r${amount}`)
    }),
    refund: fromTaskEither((receipt) => {
      log.push(`refund ${receipt}`)
      return refund()
    })
  })

const rejection = async (task: () => Promise<unknown>): Promise<unknown> => {
  try {
    await task()
  } catch (cause) {
    return cause
  }
  return undefined
}

const bug = new Error("bug")
const boom = Step.map((): never => {
  throw bug
})

describe("a workflow as a TaskEither", () => {
  it("gives its output as a Right", async () => {
    const charging = toTaskEither([bank([])]).interpret(charge)

    expect(await charging(7)()).toEqual(E.right("r7"))
  })

  it("gives its typed error as a Left", async () => {
    const charging = toTaskEither([bank([])]).interpret(charge)

    expect(await charging(70)()).toEqual(E.left({ _tag: "Declined", amount: 70 }))
  })

  it("does nothing before it is called", async () => {
    const log: Array<string> = []

    const task = toTaskEither([bank(log)]).interpret(charge)(7)

    expect(log).toEqual([])
    await task()
    expect(log).toHaveLength(1)
  })

  it("is a run of its own each time that it is called", async () => {
    const log: Array<string> = []
    let runs = 0
    const task = toTaskEither([bank(log)], { newId: () => `run${++runs}` }).interpret(charge)(7)

    await task()
    await task()

    expect(log).toEqual(["charge 7 for run1", "charge 7 for run2"])
  })

  it("is the same run each time when it is given an id", async () => {
    const log: Array<string> = []
    const task = toTaskEither([bank(log)]).interpret(charge)(7, { id: "order-17" })

    await task()
    await task()

    expect(log).toEqual(["charge 7 for order-17", "charge 7 for order-17"])
  })

  it("composes with other tasks, and its error goes where theirs go", async () => {
    const charging = toTaskEither([bank([])]).interpret(charge)
    const asked = (amount: number): TE.TaskEither<"too little", number> =>
      amount < 1 ? TE.left("too little") : TE.right(amount)
    const program = (amount: number) => pipe(asked(amount), TE.chainW(charging))

    expect(await program(0)()).toEqual(E.left("too little"))
    expect(await program(11)()).toEqual(E.left({ _tag: "Declined", amount: 11 }))
    expect(await program(10)()).toEqual(E.right("r10"))
  })

  it("rejects with what was thrown, after what was done has been undone", async () => {
    const log: Array<string> = []
    const task = toTaskEither([bank(log)]).interpret(charge.pipe(boom))(7, { id: "x" })

    expect(await rejection(task)).toBe(bug)
    expect(log).toEqual(["charge 7 for x", "refund r7"])
  })

  it("rejects with the debts when an undo failed", async () => {
    const failing = bank([], () => () => Promise.reject(new Error("no refunds today")))
    const task = toTaskEither([failing]).interpret(charge.pipe(boom))(7)

    const cause = await rejection(task)

    expect(cause).toBeInstanceOf(StuckRun)
    expect(cause).toMatchObject({
      code: "run/stuck",
      cause: bug,
      outcome: { _tag: "Stuck", owed: [{ of: "Bank.charge", input: "r7" }], undone: [] }
    })
  })

  it("is cancelled by a signal, and rejects when what was done has been undone", async () => {
    const log: Array<string> = []
    const controller = new AbortController()
    const waiting = charge.pipe(Step.pause(60_000))
    const task = toTaskEither([bank(log)]).interpret(waiting)(7, { id: "x", signal: controller.signal })

    const rejected = rejection(task)
    setTimeout(() => controller.abort("enough"), 1)

    expect(await rejected).toBeInstanceOf(CancelledRun)
    expect(await rejected).toMatchObject({
      code: "run/cancelled",
      name: "AbortError",
      cause: "enough",
      outcome: { _tag: "Cancelled", undone: ["Bank.charge"] }
    })
    expect(log).toEqual(["charge 7 for x", "refund r7"])
  })

  it("is an implementation again, whose cancellation is that of the run around it", async () => {
    const log: Array<string> = []
    const inner = toTaskEither([bank(log)]).interpret(charge.pipe(Step.pause(60_000)))
    const Outer = Signature.make("Outer", {
      pay: { input: t.number, output: t.string, error: Declined, effect: "readonly" }
    })
    const outer = implement(Outer, {
      pay: fromTaskEither((amount, { signal }) => inner(amount, { id: "x", signal }))
    })
    const controller = new AbortController()

    const ended = toTask([outer]).interpret(Outer.pay)(7, { signal: controller.signal })()
    setTimeout(() => controller.abort(), 1)

    expect(await ended).toMatchObject({ _tag: "Cancelled", also: [] })
  })
})

describe("a workflow as a task of its outcome", () => {
  it("never rejects", async () => {
    const task = toTask([bank([])]).interpret(charge.pipe(boom))(7)

    expect(await task()).toMatchObject({ _tag: "Defect", cause: bug, undone: ["Bank.charge"] })
  })
})
