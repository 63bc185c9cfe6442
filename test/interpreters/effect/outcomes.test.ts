/** How effects of runs end, and what can be told from their exits. */
import { Cause, Effect, Exit } from "effect"
import * as fc from "fast-check"
import { Codec, implement, type Outcome, run, Step, StuckRun, Workflow } from "lawful"
import { inEffect, layer, layerOf, outcomeOf } from "lawful/effect"
import { describe, expect, expectTypeOf, it } from "vitest"
// The inverse of `outcomeOf` is not public: only runs make exits of outcomes.
import { exitOf } from "../../../src/interpreters/effect/exit.ts"
import { Desk, fail, Story, type Torn, write } from "./desk.ts"

const failing = write("one").pipe(Step.andThen(fail))

describe("an effect of a run", () => {
  it("does nothing before it is executed, and everything again when it is executed again", async () => {
    const story = new Story()
    const effect = inEffect.interpret(write("one"))("").pipe(Effect.provide(story.desk))
    const before = [...story.log]

    await Effect.runPromise(effect)
    await Effect.runPromise(effect)

    expect(before).toEqual([])
    expect(story.log).toEqual(["write one", "write one"])
  })

  it("is synchronous when its operations are", () => {
    const story = new Story()

    const output = Effect.runSync(inEffect.interpret(write("one"))("").pipe(Effect.provide(story.desk)))

    expect(output).toBe("one")
  })

  it("fails with the typed error when everything has been undone", async () => {
    const story = new Story()
    const effect = inEffect.interpret(failing)("")
    expectTypeOf(effect).toExtend<Effect.Effect<unknown, Torn, unknown>>()

    const caught = await effect.pipe(
      Effect.catchTag("Torn", ({ _tag }) => Effect.as(story.say("caught"), _tag)),
      Effect.provide(story.desk),
      Effect.runPromise
    )

    expect(caught).toBe("Torn")
    expect(story.log).toEqual(["write one", "erase one", "caught"])
  })

  it("dies with the cause of a defect", async () => {
    const bug = new Error("bug")
    const step = Step.pure((): string => {
      throw bug
    })

    const exit = await Effect.runPromiseExit(inEffect.interpret(step)(""))

    expect(exit._tag === "Failure" && Cause.squash(exit.cause)).toBe(bug)
  })

  it("dies with what is owed when an undo fails for good, for those who catch it by its code", async () => {
    const story = new Story()
    const broken = layer(Desk, {
      read: story.act("read"),
      write: story.act("write"),
      erase: () => Effect.die("no rubber"),
      send: story.act("send")
    })

    const owed = await inEffect
      .interpret(failing)("")
      .pipe(
        Effect.catchDefect((defect) =>
          defect instanceof StuckRun ? Effect.succeed(defect.owed) : Effect.die(defect)
        ),
        Effect.provide(broken),
        Effect.runPromise
      )

    expect(owed).toEqual([{ of: "one/Desk.write", input: "one" }])
  })

  it("gives every way to end as a value, if asked to", async () => {
    const story = new Story()

    const outcome = await inEffect.outcome(failing)("").pipe(Effect.provide(story.desk), Effect.runPromise)

    expect(outcome).toEqual({
      _tag: "Failed",
      error: { _tag: "Torn" },
      also: [],
      undone: ["one/Desk.write"]
    })
  })

  it("takes the id of its run, and makes one otherwise", async () => {
    const keys: Array<string> = []
    const story = new Story()
    const listening = layer(Desk, {
      read: (what, { key }) => Effect.sync(() => (keys.push(key), what)),
      write: story.act("write"),
      erase: () => Effect.void,
      send: story.act("send")
    })
    const read = inEffect.interpret(Desk.read)

    await Effect.all([read("a", { id: "run-1" }), read("a", { id: "run-1" }), read("a")]).pipe(
      Effect.provide(listening),
      Effect.runPromise
    )

    expect(keys.slice(0, 2)).toEqual(["5:run-1:Desk.read", "5:run-1:Desk.read"])
    expect(keys[2]).toMatch(/^36:[0-9a-f-]{36}:Desk\.read$/)
  })

  it("tells in which layer to look when the compiler was silenced", async () => {
    const exit = await Effect.runPromiseExit(inEffect.interpret(Desk.read)("page") as Effect.Effect<string>)

    expect(outcomeOf(exit)).toMatchObject({ _tag: "Defect", cause: { code: "run/missing-provider" } })
    expect(exit._tag === "Failure" && String(Cause.squash(exit.cause))).toContain(
      "Provide layer(Desk, {...})"
    )
  })
})

describe("plain implementations and workflows as layers", () => {
  it("run as they do in process", async () => {
    const log: Array<string> = []
    const plain = implement(Desk, {
      read: (what) => what,
      write: async (what, { fail: no }) => (what === "bad" ? no({ _tag: "Torn" }) : (log.push(what), what)),
      erase: (what) => void log.push(`not ${what}`),
      send: (what) => what
    })
    const step = write("one").pipe(Step.andThen(write("bad")))

    const outcome = await inEffect
      .outcome(step)("", { id: "run" })
      .pipe(Effect.provide(layerOf(plain)), Effect.runPromise)
    const other = await run(step, [plain])("", { id: "run" })

    expect(outcome).toEqual(other)
    expect(log).toEqual(["one", "not one", "one", "not one"])
  })

  it("leave a plain readonly call behind, since nothing can end it", async () => {
    const plain = implement(Desk, {
      read: () => new Promise<string>(() => undefined),
      write: (what) => what,
      erase: () => undefined,
      send: (what) => what
    })

    const ended = await inEffect
      .interpret(Desk.read)("page")
      .pipe(Effect.timeoutOption("1 millis"), Effect.provide(layerOf(plain)), Effect.runPromise)

    expect(ended._tag).toBe("None")
  })

  it("can call themselves", async () => {
    const number = Codec.unchecked<number>("number")
    const self = Workflow.reference("countdown", {
      version: 1,
      input: number,
      output: number,
      effect: "readonly"
    })
    const countdown = Workflow.make("countdown", {
      version: 1,
      input: number,
      output: number,
      effect: "readonly",
      body: Step.if(
        (left: number) => left === 0,
        Step.identity<number>(),
        Step.call(self).pipe(Step.mapInput((left: number) => left - 1))
      )
    })

    const output = await inEffect
      .interpret(countdown)(1000)
      .pipe(Effect.provide(layerOf(countdown)), Effect.runPromise)

    expect(output).toBe(0)
  })

  it("are refused when two different ones are given for one thing", () => {
    const plain = () =>
      implement(Desk, { read: (a) => a, write: (a) => a, erase: () => undefined, send: (a) => a })

    expect(() => layerOf(plain(), plain())).toThrow("run/duplicate-provider")
  })

  it("are those of the nearest layer, whatever has been run before", async () => {
    const reading = (prefix: string) =>
      layerOf(
        implement(Desk, {
          read: (a) => `${prefix} ${a}`,
          write: (a) => a,
          erase: () => undefined,
          send: (a) => a
        })
      )
    const read = inEffect.interpret(Desk.read)("page")

    const seen = await Effect.all([
      Effect.provide(read, reading("first")),
      Effect.provide(read, reading("second")),
      Effect.provide(Effect.provide(read, reading("inner")), reading("outer"))
    ]).pipe(Effect.runPromise)

    expect(seen).toEqual(["first page", "second page", "inner page"])
  })
})

describe("outcomeOf", () => {
  const causes = fc.constantFrom(
    { kind: "error" as const, error: { _tag: "No" }, at: "a" },
    { kind: "defect" as const, cause: "boom", at: "b" },
    { kind: "cancelled" as const, reason: "enough" }
  )
  const rest = { also: fc.array(causes), undone: fc.array(fc.string()) }
  const outcomes: fc.Arbitrary<Outcome<unknown, unknown>> = fc.oneof(
    fc.record({ _tag: fc.constant("Completed" as const), output: fc.anything() }),
    fc.record({ _tag: fc.constant("Failed" as const), error: fc.anything(), ...rest }),
    fc.record({ _tag: fc.constant("Defect" as const), cause: fc.anything(), at: fc.string(), ...rest }),
    fc.record({ _tag: fc.constant("Cancelled" as const), reason: fc.anything(), ...rest }),
    fc.record({
      _tag: fc.constant("Stuck" as const),
      cause: causes,
      owed: fc.array(fc.record({ of: fc.string(), input: fc.anything() })),
      ...rest
    })
  )

  it("outcomeOf(exitOf(outcome)) = outcome", () => {
    fc.assert(
      fc.property(outcomes, (outcome) => {
        expect(outcomeOf(exitOf(outcome))).toEqual(outcome)
      })
    )
  })

  it.each([
    [Exit.succeed(1), "Completed"],
    [Exit.fail("no"), "Failed"],
    [Exit.die("boom"), "Defect"],
    [Exit.interrupt(1), "Cancelled"],
    [Exit.failCause(Cause.fromReasons([Cause.makeFailReason("no"), Cause.makeDieReason("boom")])), "Defect"]
  ])("reads the exits of other effects as well: %o", (exit: Exit.Exit<unknown, unknown>, tag) => {
    const outcome = outcomeOf(exit)

    expect(outcome._tag).toBe(tag)
  })

  it("knows the outcome of the run, not that of one which was run by an operation", async () => {
    const story = new Story()
    const nested = layer(Desk, {
      read: () => inEffect.interpret(failing)("").pipe(Effect.provide(story.desk), Effect.orDie),
      write: story.act("write"),
      erase: () => Effect.void,
      send: story.act("send")
    })
    const step = write("outer").pipe(Step.andThen(Desk.read))

    const exit = await inEffect.interpret(step)("").pipe(Effect.provide(nested), Effect.runPromiseExit)

    expect(outcomeOf(exit)).toMatchObject({ _tag: "Defect", at: "Desk.read", undone: ["outer/Desk.write"] })
  })
})
