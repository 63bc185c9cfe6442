import { pipe } from "fp-ts/lib/function.js"
import { Codec, implement, run, Saga, Signature, Step, start, Workflow } from "lawful"
import { describe, expect, it } from "vitest"
import { VirtualClock } from "./virtual-clock.ts"

const text = Codec.unchecked<string>("text")

const Shop = Signature.make("Shop", {
  charge: { input: text, output: text, effect: "undoable" },
  refund: { input: text, output: text, effect: "undo" },
  ship: { input: text, output: text, error: text, effect: "irreversible" },
  note: { input: text, output: text, effect: "irreversible" },
  unlock: { input: text, output: text, effect: "irreversible" }
})

/** A shop that writes down what it does; `ship` answers when it is told to. */
const shopWith = (ship: (order: string) => Promise<string> | string = (order) => order) => {
  const log: Array<string> = []
  const noting = (name: string) => (order: string) => {
    log.push(name)
    return order
  }
  const shop = implement(Shop, {
    charge: noting("charge"),
    refund: noting("refund"),
    note: noting("note"),
    unlock: noting("unlock"),
    ship: async (order, { fail }) => {
      log.push("ship")
      const answer = await ship(order)
      return answer === "refused" ? fail("refused") : answer
    }
  })
  return { log, shop }
}

const charge = Saga.undoable(Shop.charge, Shop.refund)
const broken = Step.pure((): string => {
  throw new Error("a bug")
})

const eventually = <A>() => {
  let resolve: (value: A) => void = () => undefined
  const promise = new Promise<A>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

describe("a run that has passed its pivot", () => {
  it("is not cancelled any more, and goes on to its end", async () => {
    const { log, shop } = shopWith()
    const clock = new VirtualClock()
    const sale = pipe(charge, Step.andThen(Saga.pivot(Shop.ship)), Step.pause(1_000), Step.andThen(Shop.note))
    const handle = start(sale, [shop], { clock })("order")

    await clock.advance(500)
    handle.cancel("too late")
    await clock.advance(500)

    expect(await handle.outcome).toEqual({ _tag: "Completed", output: "order" })
    expect(log).toEqual(["charge", "ship", "note"])
  })

  it("undoes nothing of what came before the pivot when something after it throws", async () => {
    const { log, shop } = shopWith()
    const sale = pipe(charge, Step.andThen(Saga.pivot(Shop.ship)), Step.andThen(broken))

    const outcome = await run(sale, [shop])("order")

    expect(outcome).toMatchObject({ _tag: "Defect", undone: [] })
    expect(log).toEqual(["charge", "ship"])
  })

  it("undoes nothing either when the pivot stands in a scope within", async () => {
    const { log, shop } = shopWith()
    const inner = pipe(charge, Step.label("inner"), Step.andThen(Saga.pivot(Shop.ship)), Saga.scope)
    const sale = pipe(charge, Step.andThen(inner), Step.andThen(broken), Saga.scope)

    const outcome = await run(sale, [shop])("order")

    expect(outcome).toMatchObject({ _tag: "Defect", undone: [] })
    expect(log).toEqual(["charge", "charge", "ship"])
  })

  it("has passed it with a bare irreversible operation, with a sealed scope and in a bracket as well", async () => {
    const pivots = [
      Shop.note,
      pipe(charge, Step.label("sealed"), Saga.seal),
      Step.bracket(Shop.note, Step.identity<string>(), Step.identity<string>())
    ]
    for (const pivot of pivots) {
      const { log, shop } = shopWith()

      await run(pipe(charge, Step.andThen(pivot), Step.andThen(broken)), [shop])("order")

      expect(log).not.toContain("refund")
    }
  })
})

describe("a run whose pivot is on its way", () => {
  const sale = pipe(charge, Step.andThen(Saga.pivot(Shop.ship)), Step.andThen(Shop.note))

  it("is cancelled in vain when the pivot succeeds", async () => {
    const answer = eventually<string>()
    const { log, shop } = shopWith(() => answer.promise)
    const handle = start(pipe(charge, Step.andThen(Saga.pivot(Shop.ship)), Step.andThen(Shop.note)), [shop])(
      "order"
    )

    handle.cancel("too late")
    answer.resolve("shipped")

    expect(await handle.outcome).toEqual({ _tag: "Completed", output: "shipped" })
    expect(log).toEqual(["charge", "ship", "note"])
  })

  it("is undone when the pivot fails", async () => {
    const { log, shop } = shopWith(() => "refused")

    const outcome = await run(sale, [shop])("order")

    expect(outcome).toMatchObject({ _tag: "Failed", error: "refused", undone: ["Shop.charge"] })
    expect(log).toEqual(["charge", "ship", "refund"])
  })

  it("is undone when the pivot throws", async () => {
    const { log, shop } = shopWith(() => Promise.reject(new Error("a bug")))

    const outcome = await run(sale, [shop])("order")

    expect(outcome).toMatchObject({ _tag: "Defect", undone: ["Shop.charge"] })
    expect(log).toEqual(["charge", "ship", "refund"])
  })

  it("is cancelled after all when the pivot fails and the error is handled", async () => {
    const answer = eventually<string>()
    const { log, shop } = shopWith(() => answer.promise)
    const handled = pipe(
      charge,
      Step.andThen(pipe(Saga.pivot(Shop.ship), Step.catchAll(Step.succeed("stayed")))),
      Step.andThen(Shop.note)
    )
    const handle = start(handled, [shop])("order")

    handle.cancel("in time")
    answer.resolve("refused")

    expect(await handle.outcome).toMatchObject({
      _tag: "Cancelled",
      reason: "in time",
      undone: ["Shop.charge"]
    })
    expect(log).toEqual(["charge", "ship", "refund"])
  })
})

describe("what is released or undone", () => {
  it("is no pivot of the run, even when it is done by an irreversible operation", async () => {
    const { log, shop } = shopWith()
    const locked = Step.bracket(Step.identity<string>(), Step.identity<string>(), Shop.unlock)

    const outcome = await run(pipe(charge, Step.andThen(locked), Step.andThen(broken)), [shop])("order")

    expect(outcome).toMatchObject({ _tag: "Defect", undone: ["Shop.charge"] })
    expect(log).toEqual(["charge", "unlock", "refund"])
  })
})

describe("two called workflows that may pass a pivot, side by side", () => {
  const sending = (name: string) =>
    Workflow.make(name, {
      version: 1,
      input: text,
      output: text,
      effect: "irreversible",
      body: pipe(Step.identity<string>(), Step.pause(10), Step.andThen(Shop.note))
    })
  const [mail, parcel] = [sending("mail"), sending("parcel")]

  it("are not told of a cancellation as long as both are out", async () => {
    const { log, shop } = shopWith()
    const clock = new VirtualClock()
    const both = Step.all([Step.call(mail), pipe(Step.call(parcel), Step.pause(5))])
    const handle = start(both, [shop, mail, parcel], { clock })("order")

    await clock.advance(5)
    handle.cancel("too late")
    await clock.advance(20)

    expect(await handle.outcome).toEqual({ _tag: "Completed", output: ["order", "order"] })
    expect(log).toEqual(["note", "note"])
  })

  it("are told when one is left that has not passed it", async () => {
    const { shop } = shopWith()
    const clock = new VirtualClock()
    const handle = start(Step.call(mail), [shop, mail], { clock })("order")

    await clock.advance(5)
    handle.cancel("in time")
    await clock.advance(20)

    expect(await handle.outcome).toMatchObject({ _tag: "Cancelled", reason: "in time" })
  })
})

describe("a seal", () => {
  const Desk = Signature.make("Desk", {
    open: { input: text, output: text, effect: "undoable" },
    close: { input: text, output: text, effect: "undo" },
    look: { input: text, output: text, error: text, effect: "undoable" }
  })

  it.each(["gives an answer", "fails and is caught"])(
    "is not put on what was told to stop while its last operation, which %s, was out",
    async (how) => {
      const log: Array<string> = []
      const answer = eventually<string>()
      const desk = implement(Desk, {
        open: (order) => {
          log.push("open")
          return order
        },
        close: (order) => {
          log.push("close")
          return order
        },
        look: async (_, { fail }) =>
          (await answer.promise) === "fails and is caught" ? fail("no") : "looked"
      })
      const look = pipe(Saga.undoable(Desk.look, Desk.close), Step.catchAll(Step.pure(() => "unseen")))
      const decided = pipe(Saga.undoable(Desk.open, Desk.close), Step.andThen(look), Saga.seal)
      const handle = start(decided, [desk])("order")

      handle.cancel("enough")
      answer.resolve(how)

      const closes = how === "gives an answer" ? ["close", "close"] : ["close"]
      expect(await handle.outcome).toMatchObject({ _tag: "Cancelled", reason: "enough" })
      expect(log).toEqual(["open", ...closes])
    }
  )
})
