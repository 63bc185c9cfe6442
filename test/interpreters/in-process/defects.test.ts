import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Codec, Event, run, runSync, Saga, Signature, Step, implement, Workflow } from "lawful"
import { describe, expect, it } from "vitest"
import { type Any, failing, gate, stage, throwing } from "./stage.ts"
import { quiet } from "./virtual-clock.ts"

const chain = (...steps: ReadonlyArray<Any>): Any =>
  steps.reduce((before, next) => pipe(before, Step.andThen(next)))

const bug = (): never => {
  throw new Error("bug")
}

const { provider, does, op, plain } = stage({
  throws: throwing("bug"),
  rejects: () => Promise.reject(new Error("bug")),
  late: async () => {
    await quiet()
    throw new Error("bug")
  },
  boom: failing("Boom")
})

describe("a defect in", () => {
  const places: Readonly<Record<string, readonly [step: Any, at: string]>> = {
    "an operation that throws": [op("throws"), "Stage.throws"],
    "an operation that rejects": [op("rejects"), "Stage.rejects"],
    "an unchecked operation that rejects": [plain("rejects"), "Stage.plain-rejects"],
    "an unchecked operation in a tap": [
      pipe(
        Step.identity<unknown>(),
        Step.tap((x) => x, plain("rejects"))
      ),
      "Stage.plain-rejects"
    ],
    "an unchecked operation in an arm": [
      Step.if(() => true, plain("rejects"), plain("other")),
      "Stage.plain-rejects"
    ],
    "an unchecked operation in a branch": [Step.all([op("other"), plain("late")]), "Stage.plain-late"],
    "an unchecked operation under a label": [
      pipe(plain("rejects"), Step.label("here")),
      "here/Stage.plain-rejects"
    ],
    "a turn of a loop": [
      Step.iterate(
        pipe(
          plain("late"),
          Step.map(() => ({ _tag: "Right", right: 1 }) as const)
        )
      ),
      "Stage.plain-late[0]"
    ],
    "an item of a list": [
      pipe(
        Step.succeed(["x", "y"]),
        Step.andThen(pipe(op("throws"), Step.forEach<unknown, unknown, object>({ key: String })))
      ),
      "Stage.throws[x]"
    ],
    "a pure function": [pipe(Step.pure(bug), Step.label("here")), "here"],
    "a pure function after an operation": [pipe(op("other"), Step.map(bug)), "(root)"],
    "a selection": [pipe(Step.identity<unknown>(), Step.tap(bug, op("other"))), "(root)"],
    "a merge": [
      pipe(
        Step.identity<unknown>(),
        Step.bind("x", (x) => x, op("other")),
        Step.map(bug)
      ),
      "(root)"
    ],
    "the key of an item": [
      pipe(op("other"), Step.forEach<unknown, unknown, object>({ key: bug })) as Any,
      "(root)"
    ],
    "the time of a sleep": [Step.sleep(bug), "sleep"],
    "the key of a wait": [
      Step.waitFor(Event.make("Paid", { payload: Codec.unchecked() }), bug) as never,
      "wait:Paid"
    ],
    "the condition of a loop": [pipe(op("other"), Step.repeatUntil(bug)), "(root)[0]"],
    "a value that no arm is for": [
      pipe(Step.succeed({ _tag: "New" }), Step.match({ Old: op("other") } as never)),
      "(root)"
    ]
  }

  for (const [name, [step, at]] of Object.entries(places))
    it(`${name} names its place, and what was done is undone`, async () => {
      const outcome = await run(chain(does("before"), pipe(Step.succeed([1]), Step.andThen(step))), [
        provider
      ])(0)

      expect(outcome).toMatchObject({ _tag: "Defect", at, undone: ["Stage.before"] })
    })
})

describe("a defect", () => {
  it("is no typed error: attempt, catch and retry let it pass, and the body runs once", async () => {
    const once = stage({ throws: throwing("bug") })
    const step = pipe(once.op("throws"), Step.retry(5), Step.catchAll(Step.succeed("caught")), Step.attempt)

    expect(await run(step, [once.provider])(0)).toMatchObject({ _tag: "Defect", cause: new Error("bug") })
    expect(once.log).toEqual([">throws", "!throws"])
  })

  it("comes before a typed error that was first; the error is attached", async () => {
    const slow = gate()
    const both = stage({ boom: failing("Boom"), late: () => slow.promise })
    const pending = run(Step.all([both.op("late"), both.op("boom")]), [both.provider])(0)
    slow.reject(new Error("bug"))

    expect(await pending).toMatchObject({
      _tag: "Defect",
      cause: new Error("bug"),
      at: "Stage.late",
      also: [{ kind: "error", error: { _tag: "Boom" } }]
    })
  })

  it("of several is the first one; the others are attached", async () => {
    const gates = [gate(), gate(), gate()]
    const three = stage({ nth: (n: number) => gates[n]?.promise })
    const nth = (n: number) => pipe(Step.succeed(n), Step.andThen(three.plain("nth")), Step.label(`nth ${n}`))

    const pending = run(Step.all([nth(0), nth(1), nth(2)]), [three.provider])(0)
    for (const index of [1, 2, 0]) {
      gates[index]?.reject(new Error(`bug ${index}`))
      await quiet()
    }

    expect(await pending).toMatchObject({
      _tag: "Defect",
      at: "nth 1/Stage.plain-nth",
      cause: new Error("bug 1"),
      also: [{ cause: new Error("bug 0") }, { cause: new Error("bug 2") }]
    })
  })

  it("stops the branches beside it, which are waited for", async () => {
    const slow = gate()
    const two = stage({ rejects: () => Promise.reject(new Error("bug")), slow: () => slow.promise })

    const pending = run(Step.all([chain(two.does("slow"), two.op("never")), two.plain("rejects")]), [
      two.provider
    ])(0)
    await quiet()
    slow.open()

    expect(await pending).toMatchObject({ _tag: "Defect", undone: ["Stage.slow"] })
    expect(two.log).not.toContain(">never")
  })

  it("is what a pure function that gives a promise is", () => {
    const step = Step.pure((async () => 1) as unknown as () => number)

    expect(runSync(step)(0)).toMatchObject({ _tag: "Defect", cause: { code: "step/async-pure" } })
  })

  it("is what an invalid date to sleep until is", async () => {
    expect(await run(Step.sleepUntil(() => new Date(NaN)))(0)).toMatchObject({ _tag: "Defect", at: "sleep" })
  })

  it("is what two items with one key are, and a value that is no list", async () => {
    const each = pipe(op("other"), Step.forEach<unknown, unknown, object>({ key: () => "same" }))

    expect(await run(each, [provider])([1, 2])).toMatchObject({
      _tag: "Defect",
      cause: { code: "for-each/duplicate-key" }
    })
    expect(await run(each, [provider])("list" as never)).toMatchObject({
      cause: { code: "for-each/not-a-list" }
    })
  })

  it("is what a typed failure of an operation that declares none is", async () => {
    const Bare = Signature.make("Bare", {
      go: { input: Codec.unchecked<number>(), output: t.number, effect: "readonly" }
    })
    const go = ((_input: number, context: { fail: (error: unknown) => unknown }) =>
      context.fail("x")) as never

    expect(runSync(Bare.go, [implement(Bare, { go })])(0)).toMatchObject({
      _tag: "Defect",
      at: "Bare.go",
      cause: { code: "operation/undeclared-error" }
    })
  })

  it("in an undo leaves it owed", async () => {
    for (const undo of [throwing("no"), () => Promise.reject(new Error("no"))]) {
      const one = stage({ "~a": undo, boom: failing("Boom") })

      expect(await run(chain(one.does("a"), one.op("boom")), [one.provider])(0)).toMatchObject({
        _tag: "Stuck",
        also: [{ kind: "defect", cause: new Error("no"), at: "Stage.a/undo/Stage.undo-a" }],
        owed: [{ of: "Stage.a", input: "a" }]
      })
    }
  })

  it("in the codec of an operation is a defect of that operation", async () => {
    const broken: Codec<number> = { ...Codec.unchecked<number>("broken"), unchecked: false, decode: bug }
    const Odd = Signature.make("Odd", {
      go: { input: broken, output: Codec.unchecked<number>(), effect: "readonly" }
    })

    const outcome = await run(Odd.go, [implement(Odd, { go: (n) => n })])(1)

    expect(outcome).toMatchObject({ _tag: "Defect", cause: new Error("bug"), at: "Odd.go" })
  })

  it("at the output of a workflow undoes what was done", async () => {
    const { does: done, provider: provided } = stage()
    const strict: Codec<unknown> = { ...Codec.unchecked<unknown>("strict"), unchecked: false, decode: bug }
    const workflow = Workflow.make("strict", {
      version: 1,
      input: Codec.unchecked<unknown>(),
      output: strict,
      error: Codec.unchecked<unknown>(),
      body: Saga.scope(done("a"))
    })

    expect(await run(workflow, [provided])(0)).toMatchObject({
      _tag: "Defect",
      at: "strict",
      undone: ["Stage.a"]
    })
  })
})
