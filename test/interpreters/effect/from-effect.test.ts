import { Cause, Deferred, Effect, Exit } from "effect"
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { implement, run, runSync, Saga, Schedule, Signature, start, Step } from "lawful"
import { fromEffect, Interrupted } from "lawful/effect"
import { describe, expect, it } from "vitest"

const Declined = t.type({ _tag: t.literal("Declined"), amount: t.number })

const Bank = Signature.make("Bank", {
  charge: { input: t.number, output: t.string, error: Declined, effect: "undoable" },
  refund: { input: t.string, output: t.void, effect: "undo" },
  quote: { input: t.number, output: t.number, effect: "readonly" }
})

type Declined = t.TypeOf<typeof Declined>
type Charge = (amount: number) => Effect.Effect<string, Declined>

const declined = (amount: number): Declined => ({ _tag: "Declined", amount })

/** A bank that charges with the given effect and notes refunds. */
const bankWith = (charge: Charge, log: Array<string> = []) =>
  implement(Bank, {
    charge: fromEffect(charge, { uninterruptible: false }),
    refund: fromEffect((receipt) => Effect.sync(() => void log.push(`refund ${receipt}`))),
    quote: fromEffect((amount) => Effect.succeed(amount))
  })

const charge = Saga.undoable(Bank.charge, Bank.refund)

const fail = Step.fail({ _tag: "Boom" } as const)

/** Acquires, then waits for ever; its release takes a while. */
const holding = (log: Array<string>): Effect.Effect<never> =>
  Effect.acquireUseRelease(
    Effect.sync(() => log.push("acquired")),
    () => Effect.never,
    () => Effect.andThen(Effect.sleep(5), () => Effect.sync(() => log.push("released")))
  )

describe("an effect as an implementation", () => {
  it("gives its value", async () => {
    const outcome = await run(charge, [bankWith((amount) => Effect.delay(Effect.succeed(`r${amount}`), 1))])(
      7
    )

    expect(outcome).toEqual({ _tag: "Completed", output: "r7" })
  })

  it("is run at once, so that a workflow of synchronous effects runs synchronously", () => {
    const outcome = runSync(charge, [bankWith((amount) => Effect.succeed(`r${amount}`))])(7)

    expect(outcome).toEqual({ _tag: "Completed", output: "r7" })
  })

  it.each([
    ["at once", (error: Declined) => Effect.fail(error)],
    ["later", (error: Declined) => Effect.delay(Effect.fail(error), 1)]
  ])("fails with the typed error of its error channel, %s", async (_, failing) => {
    const outcome = await run(charge, [bankWith((amount) => failing(declined(amount)))])(7)

    expect(outcome).toMatchObject({ _tag: "Failed", error: { _tag: "Declined", amount: 7 } })
  })

  it.each([
    ["at once", (defect: Error) => Effect.die(defect)],
    ["later", (defect: Error) => Effect.delay(Effect.die(defect), 1)]
  ])("is a defect with its cause when it dies, %s", async (_, dying) => {
    const bug = new Error("bug")

    const outcome = await run(charge, [bankWith(() => dying(bug))])(7)

    expect(outcome).toMatchObject({ _tag: "Defect", at: "Bank.charge" })
    expect(outcome).toHaveProperty("cause", bug)
  })

  it("does not hide a defect behind an expected error", async () => {
    const bug = new Error("bug")
    const both = Cause.fromReasons([Cause.makeFailReason(declined(7)), Cause.makeDieReason(bug)])

    const outcome = await run(charge, [bankWith(() => Effect.failCause(both))])(7)

    expect(outcome).toHaveProperty("_tag", "Defect")
    expect(outcome).toHaveProperty("cause.errors", [declined(7), bug])
  })

  it("does not hide an expected error behind the interruption of its siblings", async () => {
    const both = Cause.fromReasons([Cause.makeInterruptReason(), Cause.makeFailReason(declined(7))])

    const outcome = await run(charge, [bankWith(() => Effect.failCause(both))])(7)

    expect(outcome).toMatchObject({ _tag: "Failed", error: declined(7) })
  })

  it("is told the idempotency key and the attempt of the call", async () => {
    const seen: Array<readonly [string, number]> = []
    const bank = implement(Bank, {
      charge: fromEffect((amount, { key, attempt }) => {
        seen.push([key, attempt])
        return attempt === 1 ? Effect.fail(declined(amount)) : Effect.succeed("r")
      }),
      refund: fromEffect(() => Effect.void),
      quote: fromEffect((amount) => Effect.succeed(amount))
    })

    await run(pipe(charge, Step.retry(Schedule.immediately(1))), [bank])(7, { id: "one" })

    expect(seen).toEqual([
      ["3:one:Bank.charge", 1],
      ["3:one:Bank.charge", 2]
    ])
  })
})

describe("an effect whose run stops", () => {
  it("is interrupted when the run is cancelled, and the run ends after its finalizers", async () => {
    const log: Array<string> = []
    const handle = start(charge, [bankWith(() => holding(log))])(7)

    handle.cancel("enough")
    const outcome = await handle.outcome

    expect(outcome).toMatchObject({ _tag: "Cancelled", reason: "enough", also: [] })
    expect(log).toEqual(["acquired", "released"])
  })

  it("is interrupted when a sibling fails, before anything is undone", async () => {
    const log: Array<string> = []
    const bank = bankWith((amount) => (amount === 1 ? Effect.succeed("r1") : holding(log)), log)
    const workflow = pipe(
      Step.begin<number>(),
      Step.bind("first", () => 1, charge),
      Step.bind(
        "both",
        () => 2,
        Step.all({
          held: pipe(charge, Step.label("held")),
          failing: pipe(Step.sleep(5), Step.andThen(fail))
        })
      )
    )

    const outcome = await run(workflow, [bank])(0)

    expect(outcome).toMatchObject({ _tag: "Failed", error: { _tag: "Boom" }, also: [] })
    expect(log).toEqual(["acquired", "released", "refund r1"])
  })

  it("runs to its end when it is a write, and is undone", async () => {
    const log: Array<string> = []
    const write = (amount: number) => Effect.delay(Effect.succeed(`r${amount}`), 10)
    const bank = implement(Bank, {
      charge: fromEffect(write),
      refund: fromEffect((receipt) => Effect.sync(() => void log.push(`refund ${receipt}`))),
      quote: fromEffect((amount) => Effect.succeed(amount))
    })
    const handle = start(pipe(charge, Step.andThen(Step.sleep(1_000))), [bank])(7)

    handle.cancel()
    const outcome = await handle.outcome

    expect(outcome).toMatchObject({ _tag: "Cancelled", undone: ["Bank.charge"] })
    expect(log).toEqual(["refund r7"])
  })

  it("tells of a finalizer that dies", async () => {
    const bug = new Error("cannot close")
    const held = Effect.onInterrupt(Effect.never, () => Effect.die(bug))
    const handle = start(charge, [bankWith(() => held)])(7)

    handle.cancel()

    expect(await handle.outcome).toMatchObject({ _tag: "Defect", cause: bug })
  })

  it("leaves no listener on the signal of its call when it has ended", async () => {
    const { signal } = new AbortController()
    const listeners: Array<string> = []
    signal.addEventListener = (type: string) => void listeners.push(`+${type}`)
    signal.removeEventListener = (type: string) => void listeners.push(`-${type}`)
    const handler = fromEffect((amount: number) => Effect.delay(Effect.succeed(amount), 1))

    await handler(7, { runId: "", nodeId: "", key: "", attempt: 1, effect: "readonly", signal })

    expect(listeners).toEqual(["+abort", "-abort"])
  })

  it("is not abandoned when it is asked to stop before it has begun to listen", async () => {
    const handler = fromEffect(() => Effect.never)
    const signal = AbortSignal.abort()

    const answer = handler(7, { runId: "", nodeId: "", key: "", attempt: 1, effect: "readonly", signal })

    await expect(answer).rejects.toBeInstanceOf(Interrupted)
  })

  it("is a defect when it interrupts itself in a run that goes on", async () => {
    const outcome = await run(charge, [bankWith(() => Effect.interrupt)])(7)

    expect(outcome).toHaveProperty("_tag", "Defect")
    expect(outcome).toHaveProperty("cause.code", "effect/interrupted")
  })
})

describe("an undo made of an effect", () => {
  it("is masked: cancelling the run again does not interrupt it", async () => {
    const refunding = await Effect.runPromise(Deferred.make<void>())
    const log: Array<string> = []
    const bank = implement(Bank, {
      charge: fromEffect((amount) => Effect.succeed(`r${amount}`)),
      refund: fromEffect((receipt) =>
        Effect.gen(function* () {
          yield* Deferred.done(refunding, Exit.void)
          yield* Effect.sleep(5)
          log.push(`refund ${receipt}`)
        })
      ),
      quote: fromEffect((amount) => Effect.succeed(amount))
    })
    const handle = start(pipe(charge, Step.andThen(fail)), [bank])(7)

    await Effect.runPromise(Deferred.await(refunding))
    handle.cancel()
    const outcome = await handle.outcome

    expect(outcome).toMatchObject({ _tag: "Failed", undone: ["Bank.charge"] })
    expect(log).toEqual(["refund r7"])
  })
})
