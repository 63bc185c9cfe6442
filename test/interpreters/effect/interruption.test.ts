/** What interrupting the fiber of a run does. */
import { Cause, Deferred, Effect, Exit, Fiber } from "effect"
import { Saga, Step, StuckRun } from "lawful"
import { inEffect, layer, outcomeOf } from "lawful/effect"
import { describe, expect, it } from "vitest"
import { Desk, settle, Story, write } from "./desk.ts"

const read = (what: string) => Desk.read.pipe(Step.mapInput(() => what))
const send = (what: string) => Desk.send.pipe(Step.mapInput(() => what))

describe("interrupting the fiber of a run", () => {
  it("awaits a write that has been started, undoes everything, and starts nothing any more", async () => {
    const story = new Story()
    const step = write("one").pipe(Step.andThen(write("slow two")), Step.andThen(write("three")))

    const exit = await Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(inEffect.interpret(step)(""))
      yield* settle
      const interrupting = yield* Effect.forkChild(Fiber.interrupt(fiber))
      yield* settle
      story.log.push("interrupted")
      story.open("slow two")
      yield* Fiber.join(interrupting)
      story.log.push("ended")
      return yield* Fiber.await(fiber)
    }).pipe(Effect.provide(story.desk), Effect.runPromise)

    expect(story.log).toEqual([
      "write one",
      "write slow two",
      "interrupted",
      "did slow two",
      "erase slow two",
      "did slow two",
      "erase one",
      "ended"
    ])
    expect(Exit.hasInterrupts(exit)).toBe(true)
    expect(outcomeOf(exit)).toMatchObject({
      _tag: "Cancelled",
      undone: ["slow two/Desk.write", "one/Desk.write"]
    })
  })

  it("interrupts a readonly operation, and waits for its finalizers", async () => {
    const story = new Story()
    const lazily = layer(Desk, {
      read: (what) =>
        Effect.onInterrupt(Effect.never, () => Effect.andThen(settle, story.say(`stop ${what}`))),
      write: story.act("write"),
      erase: (what, call) => Effect.asVoid(story.act("erase")(what, call)),
      send: story.act("send")
    })
    const step = write("one").pipe(Step.andThen(read("news")))

    await Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(inEffect.interpret(step)(""))
      yield* settle
      yield* Fiber.interrupt(fiber)
    }).pipe(Effect.provide(lazily), Effect.runPromise)

    expect(story.log).toEqual(["write one", "stop news", "erase one"])
  })

  it("interrupts a write whose author says that interrupting leaves nothing done, and does not undo it", async () => {
    const story = new Story()
    const transactional = layer(
      Desk,
      {
        read: story.act("read"),
        write: story.act("write"),
        erase: (what, call) => Effect.asVoid(story.act("erase")(what, call)),
        send: story.act("send")
      },
      { interruptible: ["write"] }
    )
    const step = write("one").pipe(Step.andThen(write("slow two")))

    await Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(inEffect.interpret(step)(""))
      yield* settle
      yield* Fiber.interrupt(fiber)
    }).pipe(Effect.provide(transactional), Effect.runPromise)

    expect(story.log).toEqual(["write one", "write slow two", "stop slow two", "erase one"])
  })

  it("waits while the answer of a pivot is out, and has no effect on what follows it", async () => {
    const story = new Story()
    const step = write("one").pipe(Step.andThen(Saga.pivot(send("slow letter"))), Step.andThen(read("two")))

    const exit = await Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(inEffect.interpret(step)(""))
      yield* settle
      const interrupting = yield* Effect.forkChild(Fiber.interrupt(fiber))
      yield* settle
      story.open("slow letter")
      yield* Fiber.join(interrupting)
      return yield* Fiber.await(fiber)
    }).pipe(Effect.provide(story.desk), Effect.runPromise)

    expect(story.log).toEqual(["write one", "send slow letter", "did slow letter", "read two"])
    expect(Exit.hasInterrupts(exit)).toBe(true)
    expect(outcomeOf(exit)).toEqual({ _tag: "Completed", output: "two" })
  })

  it("undoes the loser of a race before the race is over", async () => {
    const story = new Story()
    const step = write("one").pipe(Step.andThen(read("slow news")))

    const winner = await Effect.race(
      inEffect.interpret(step)(""),
      Effect.andThen(settle, Effect.succeed("rival"))
    ).pipe(Effect.tap(story.say("over")), Effect.provide(story.desk), Effect.runPromise)

    expect(winner).toBe("rival")
    expect(story.log).toEqual(["write one", "read slow news", "stop slow news", "erase one", "over"])
  })

  it("by what the run itself does at its start cancels the run, too", async () => {
    const story = new Story()
    const done = Deferred.makeUnsafe<void>()
    const rash = layer(Desk, {
      read: story.act("read"),
      write: (what, call) =>
        Effect.tap(story.act("write")(what, call), () => Deferred.succeed(done, undefined)),
      erase: (what, call) => Effect.asVoid(story.act("erase")(what, call)),
      send: story.act("send")
    })
    const step = write("one").pipe(Step.andThen(Step.sleep(60_000)))

    await Effect.raceFirst(inEffect.interpret(step)(""), Deferred.await(done)).pipe(
      Effect.provide(rash),
      Effect.runPromise
    )

    expect(story.log).toEqual(["write one", "erase one"])
  })

  it("tells by the exit that its rollback is stuck", async () => {
    const story = new Story()
    const broken = layer(Desk, {
      read: story.act("read"),
      write: story.act("write"),
      erase: () => Effect.die("no rubber"),
      send: story.act("send")
    })
    const step = write("one").pipe(Step.andThen(read("slow news")))

    const exit = await Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(inEffect.interpret(step)(""))
      yield* settle
      yield* Fiber.interrupt(fiber)
      return yield* Fiber.await(fiber)
    }).pipe(Effect.provide(broken), Effect.runPromise)

    expect(Exit.hasInterrupts(exit)).toBe(true)
    expect(exit._tag === "Failure" && Cause.squash(exit.cause)).toBeInstanceOf(StuckRun)
    expect(outcomeOf(exit)).toMatchObject({ _tag: "Stuck", owed: [{ of: "one/Desk.write", input: "one" }] })
  })

  it("has no effect while it is masked", async () => {
    const story = new Story()
    const step = write("one").pipe(Step.andThen(write("slow two")))

    const exit = await Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(Effect.uninterruptible(Effect.exit(inEffect.interpret(step)(""))))
      yield* settle
      const interrupting = yield* Effect.forkChild(Fiber.interrupt(fiber))
      yield* settle
      story.open("slow two")
      yield* Fiber.join(interrupting)
      return story.log
    }).pipe(Effect.provide(story.desk), Effect.runPromise)

    expect(exit).toEqual(["write one", "write slow two", "did slow two"])
  })
})
