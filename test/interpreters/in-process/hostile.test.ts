import { left, right } from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Codec, implement, type Observe, run, Saga, Schedule, Signature, start, Step, Workflow } from "lawful"
import { describe, expect, it } from "vitest"
import { z } from "zod"

const Shop = Signature.make("Shop", {
  charge: { input: t.unknown, output: t.number, effect: "undoable" },
  refund: { input: t.number, output: t.void, effect: "undo" },
  ship: { input: t.unknown, output: t.string, effect: "irreversible" },
  look: { input: t.unknown, output: Codec.unchecked<unknown>(), effect: "readonly" }
})

const shopWith = (changes: { charge?: () => unknown; ship?: () => unknown; look?: () => unknown } = {}) => {
  const log: Array<string> = []
  const keys: Array<string> = []
  const shop = implement(Shop, {
    charge: (_, { key }) => {
      log.push("charge")
      keys.push(key)
      return (changes.charge?.() ?? 1) as number
    },
    refund: () => void log.push("refund"),
    ship: () => {
      log.push("ship")
      return (changes.ship?.() ?? "parcel") as string
    },
    look: () => changes.look?.()
  })
  return { log, keys, shop }
}

const charge = Saga.undoable(Shop.charge, Shop.refund)
const broken = Step.pure((): string => {
  throw new Error("a bug")
})

describe("an operation whose answer does not fit its codec", () => {
  it("has been done: its undo, which nobody can feed, stays owed", async () => {
    const { shop } = shopWith({ charge: () => "not a number" })

    expect(await run(charge, [shop])(1)).toMatchObject({
      _tag: "Stuck",
      cause: { kind: "defect", cause: { code: "codec/violation" } },
      owed: [{ of: "Shop.charge", input: undefined }]
    })
  })

  it("has passed the pivot when it is one", async () => {
    for (const pivot of [Shop.ship, Saga.pivot(Shop.ship)]) {
      const { log, shop } = shopWith({ ship: () => 7 })

      const outcome = await run(pipe(charge, Step.andThen(pivot)), [shop])(1)

      expect(outcome).toMatchObject({ _tag: "Defect", at: "Shop.ship", undone: [] })
      expect(log).toEqual(["charge", "ship"])
    }
  })
})

describe("an answer that does not fit", () => {
  const Desk = Signature.make("Desk", {
    book: { input: t.string, output: t.number, error: t.string, effect: "undoable" },
    free: { input: t.number, output: t.void, effect: "undo" }
  })

  it("puts no other call of the operation in debt", async () => {
    const desk = implement(Desk, {
      book: (name, { fail }) => {
        if (name === "odd") return "not a number" as never
        return Promise.resolve().then(() => fail("full"))
      },
      free: () => undefined
    })
    const each = pipe(Saga.undoable(Desk.book, Desk.free), Step.forEach({ key: (name) => name }))

    expect(await run(each, [desk])(["late", "odd"])).toMatchObject({
      _tag: "Stuck",
      owed: [{ of: "Desk.book[odd]" }]
    })
  })
})

describe("a called workflow with a pivot", () => {
  const shipping = (body: Step<unknown, string, never, "Shop", unknown>) =>
    Workflow.make("shipping", {
      version: 1,
      effect: "irreversible",
      input: t.unknown,
      output: t.string,
      body: body as Step<unknown, string, never, "Shop">
    })

  it("commits its caller, even when it breaks behind the pivot", async () => {
    const { log, shop } = shopWith()
    const child = shipping(pipe(Saga.pivot(Shop.ship), Step.andThen(broken)))

    const outcome = await run(pipe(charge, Step.andThen(Step.call(child))), [shop, child])(1)

    expect(outcome).toMatchObject({ _tag: "Defect", undone: [] })
    expect(log).toEqual(["charge", "ship"])
  })

  it("can be cancelled through its caller as long as it has not passed it", async () => {
    const { log, shop } = shopWith()
    const child = shipping(pipe(Step.sleep(60_000), Step.andThen(Saga.pivot(Shop.ship))))
    const handle = start(pipe(charge, Step.andThen(Step.call(child))), [shop, child])(1)

    handle.cancel("changed my mind")

    expect(await handle.outcome).toMatchObject({ _tag: "Cancelled", undone: ["Shop.charge"] })
    expect(log).toEqual(["charge", "refund"])
  })
})

describe("an observer that throws", () => {
  it("changes nothing", async () => {
    const { log, shop } = shopWith()
    const failing = pipe(charge, Step.andThen(Step.fail({ _tag: "No" })))
    const observers: ReadonlyArray<Observe> = [
      () => {
        throw new Error("the log is full")
      },
      () => Promise.reject(new Error("the log is full"))
    ]

    for (const observe of observers)
      expect(await run(failing, [shop], { observe })(1)).toMatchObject({
        _tag: "Failed",
        undone: ["Shop.charge"]
      })
    expect(log).toEqual(["charge", "refund", "charge", "refund"])
  })
})

describe("a workflow that calls itself", () => {
  it("may do so ten thousand levels deep", async () => {
    const border = { version: 1, effect: "readonly", input: t.number, output: t.number } as const
    const deep = Workflow.make("deep", {
      ...border,
      body: Step.if(
        (n: number) => n === 0,
        Step.identity<number>(),
        pipe(
          Step.call(Workflow.reference("deep", border)),
          Step.mapInput((n: number) => n - 1)
        )
      )
    })

    expect(await run(deep, [deep])(10_000)).toEqual({ _tag: "Completed", output: 0 })
  })
})

describe("a retry without delay and without end", () => {
  it("can be cancelled", async () => {
    const forever = pipe(Step.fail({ _tag: "Down" }), Step.retry(Schedule.constant(0)))

    const outcome = await run(forever)(undefined, { signal: AbortSignal.timeout(20) })

    expect(outcome).toHaveProperty("_tag", "Cancelled")
  })
})

describe("a bare step", () => {
  it("never gives two calls one key, although nobody checks its ids", async () => {
    const { keys, shop } = shopWith()

    await run(pipe(charge, Step.andThen(charge), Step.andThen(charge)), [shop])(1, { id: "r" })

    expect(new Set(keys).size).toBe(3)
  })
})

describe("names like __proto__", () => {
  it("are names like others", async () => {
    const evil = { polluted: true }
    const all = await run(Step.all({ ["__proto__"]: Step.succeed(evil), b: Step.succeed(2) }))(undefined)
    const some = await run(Step.some({ ["__proto__"]: [() => true, Step.succeed(evil)] }))(undefined)

    for (const outcome of [all, some]) {
      const output = outcome._tag === "Completed" ? outcome.output : {}
      expect(Object.hasOwn(output, "__proto__")).toBe(true)
      expect(output).not.toHaveProperty("polluted", true)
    }
  })
})

describe("a pivot that throws later", () => {
  it("is where the defect happened", async () => {
    const { shop } = shopWith({ ship: () => undefined })
    const late = { ...shop, handlers: { ...shop.handlers, ship: () => Promise.reject(new Error("a bug")) } }

    expect(await run(Saga.pivot(Shop.ship), [late])(1)).toMatchObject({ _tag: "Defect", at: "Shop.ship" })
  })
})

describe("a zod schema that throws in a check", () => {
  it("is a defect, and the promise that zod drops does not end the process", async () => {
    const odd = z.string().refine((): boolean => {
      throw new Error("a bug")
    })
    const Text = Signature.make("Text", { take: { input: odd, output: t.void, effect: "readonly" } })
    const text = implement(Text, { take: () => undefined })

    expect(await run(Text.take, [text])("x")).toHaveProperty("_tag", "Defect")
    await new Promise((resolve) => setTimeout(resolve, 5))
  })
})

describe("a list with an early exit", () => {
  it("may have fifty thousand items", async () => {
    const items = Array.from({ length: 50_000 }, (_, index) => index)
    const each = pipe(
      Step.identity<number>(),
      Step.forEach({ concurrency: 1, until: (outputs) => outputs.length === 49_999 })
    )

    expect(await run(each)(items)).toMatchObject({ _tag: "Completed", output: { length: 49_999 } })
  })
})

describe("a promise where a value should be", () => {
  it("is a defect, and its rejection does not end the process", async () => {
    const rejecting = Step.pure((): number => Promise.reject(new Error("late")) as never)

    expect(await run(rejecting)(undefined)).toMatchObject({
      _tag: "Defect",
      cause: { code: "step/async-pure" }
    })
    await new Promise((resolve) => setTimeout(resolve, 5))
  })
})

describe("a list of what is provided", () => {
  it("must not hold two implementations of one signature", () => {
    expect(() => run(Shop.look, [shopWith().shop, shopWith().shop])).toThrow("run/duplicate-provider")
    const { shop } = shopWith()
    expect(() => run(Shop.look, [shop, shop])).not.toThrow()
  })
})

describe("ids", () => {
  const retried = Saga.undoable(pipe(Shop.charge, Step.retry(2)), Shop.refund)

  it("of an undo refer to what is undone, whatever is wrapped around it", async () => {
    const { shop } = shopWith()
    const wrapped = [
      charge,
      retried,
      Saga.undoable(
        pipe(
          Shop.charge,
          Step.map((n) => n)
        ),
        Shop.refund
      ),
      Saga.undoable(Step.iterate(pipe(Shop.charge, Step.map(right))), Shop.refund)
    ]

    for (const step of wrapped)
      expect(await run(pipe(step, Step.andThen(Step.fail({ _tag: "No" }))), [shop])(1)).toMatchObject({
        undone: ["Shop.charge"]
      })
  })

  it("of two time limits in one scope differ", () => {
    const twice = pipe(
      Shop.look,
      Step.timeout(100),
      Step.andThen(pipe(Shop.look, Step.label("again"), Step.timeout(100))),
      Step.andThen(Step.sleep(1))
    )

    expect(Workflow.check(twice)).toEqual([])
  })
})

describe("an either from outside", () => {
  it("is still taken apart by its tag alone", async () => {
    const either = Step.matchEither({ left: Step.succeed("left"), right: Step.succeed("right") })

    expect(await run(pipe(Step.succeed(left(1)), either))(undefined)).toEqual({
      _tag: "Completed",
      output: "left"
    })
  })
})
