import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import {
  Codec,
  fold,
  implement,
  Mapping,
  type AnyStep,
  run,
  runSync,
  Saga,
  Signature,
  start,
  Step,
  Workflow
} from "lawful"
import { programOf } from "lawful/machine"
import { showStep } from "lawful/laws"
import { describe, expect, it } from "vitest"

const Refused = t.type({ _tag: t.literal("Refused") })
const Orders = Signature.make("Orders", {
  create: { input: t.string, output: t.number, error: Refused, effect: "undoable" },
  withdraw: { input: t.number, output: t.void, effect: "undo" },
  ship: { input: t.number, output: t.string, effect: "irreversible" },
  find: { input: t.number, output: t.string, effect: "readonly" }
})
const Db = Signature.make("Db", {
  insert: { input: t.string, output: t.number, effect: "undoable" },
  remove: { input: t.number, output: t.void, effect: "undo" },
  read: { input: t.number, output: t.string, effect: "readonly" }
})
const Broker = Signature.make("Broker", {
  publish: { input: t.string, output: t.void, error: Refused, effect: "undoable" },
  send: { input: t.number, output: t.string, effect: "irreversible" }
})

/** What implementations were asked, in order. */
const recording = (refuse = false) => {
  const log: Array<string> = []
  const db = implement(Db, {
    insert: (text, { nodeId }) => {
      log.push(`insert ${text} at ${nodeId}`)
      return text.length
    },
    remove: (row, { nodeId }) => void log.push(`remove ${row} at ${nodeId}`),
    read: (row) => `row ${row}`
  })
  const broker = implement(Broker, {
    publish: (text, { fail }) => {
      log.push(`publish ${text}`)
      return refuse ? fail({ _tag: "Refused" }) : undefined
    },
    send: (row) => {
      log.push(`send ${row}`)
      return `sent ${row}`
    }
  })
  return { log, providers: [db, broker] }
}

const inserting = pipe(
  Step.begin<string>(),
  Step.bind("row", (s) => s.input, Saga.undoable(Db.insert, Db.remove)),
  Step.tap((s) => `${s.row}`, Broker.publish),
  Step.map((s) => s.row)
)
const toServices = Mapping.make(Orders, {
  create: inserting,
  withdraw: Db.remove,
  ship: Broker.send,
  find: Db.read
})
const creating = Saga.undoable(Orders.create, Orders.withdraw)

describe("a mapped operation", () => {
  it("runs its image, under the name of the operation", async () => {
    const { log, providers } = recording()

    const outcome = await run(Mapping.step(toServices)(creating), providers)("pens")

    expect(outcome).toEqual({ _tag: "Completed", output: 4 })
    expect(log).toEqual(["insert pens at Orders.create/Db.insert", "publish 4"])
  })

  it("is undone by the image of its undo, once, and not by the undos in its image", async () => {
    const { log, providers } = recording()
    const failing = pipe(creating, Step.andThen(Step.fail({ _tag: "No" })), Mapping.step(toServices))

    const outcome = await run(failing, providers)("pens")

    expect(outcome).toMatchObject({ _tag: "Failed", undone: ["Orders.create"] })
    expect(log.slice(2)).toEqual(["remove 4 at Orders.create/undo/Orders.withdraw/Db.remove"])
  })

  it("has done nothing when it fails half-way, before a handler sees the failure", async () => {
    const { log, providers } = recording(true)
    const handled = pipe(
      creating,
      Step.catchTag(
        "Refused",
        Step.pure(() => log.push("handled"))
      )
    )

    const outcome = await run(Mapping.step(toServices)(handled), providers)("pens")

    expect(outcome._tag).toBe("Completed")
    expect(log).toEqual([
      "insert pens at Orders.create/Db.insert",
      "publish 4",
      "remove 4 at Orders.create/Db.insert/undo/Db.remove",
      "handled"
    ])
  })

  it("has undone what it owes from its start before a handler sees the failure", async () => {
    const { log, providers } = recording(true)
    const publishing = pipe(
      Broker.publish,
      Step.map(() => 1)
    )
    const image = Saga.undoableFromStart(
      publishing,
      pipe(
        Db.remove,
        Step.mapInput(() => 9)
      )
    )
    const mapping = Mapping.partial(Orders, { create: image })
    const handled = pipe(
      Orders.create,
      Step.catchTag(
        "Refused",
        Step.pure(() => log.push("handled"))
      )
    )

    await run(Mapping.step(mapping)(handled), [...providers, implement(Orders, never)])("pens")

    expect(log).toEqual([
      "publish pens",
      "remove 9 at Orders.create/Broker.publish/undo/Db.remove",
      "handled"
    ])
  })

  it("stays a pair with its undo when its image is one operation", () => {
    const toDb = Mapping.partial(Orders, {
      create: Db.insert,
      withdraw: pipe(Db.remove, Step.label("row"))
    })

    const mapped = Mapping.step(toDb)(creating)

    expect(showStep(mapped)).toBe(
      "label(Orders.create, undoable(Db.insert, label(Orders.withdraw, label(row, Db.remove))))"
    )
  })

  it("is a point of no return when it is declared irreversible, whatever its image is", async () => {
    const { log, providers } = recording()
    const quietly = Mapping.andThen(Mapping.partial(Broker, { send: Step.succeed("quiet") }))(toServices)
    const behind = pipe(
      creating,
      Step.andThen(Orders.ship),
      Step.map(() => {
        throw new Error("a bug")
      }),
      Mapping.step(quietly)
    )

    const outcome = await run(behind, providers)("pens")

    expect(outcome).toMatchObject({ _tag: "Defect", undone: [] })
    expect(log).toHaveLength(2)
  })

  it("makes a cancellation wait for its answer under Saga.pivot", async () => {
    const log: Array<string> = []
    const slow = implement(Db, {
      insert: async (text) => {
        await new Promise((resolve) => setTimeout(resolve, 5))
        log.push("inserted")
        return text.length
      },
      remove: () => undefined,
      read: () => ""
    })
    const reading = pipe(
      Step.identity<string>(),
      Step.tap(() => 1, Db.read),
      Step.andThen(Db.insert)
    )
    const mapping = Mapping.partial(Orders, { create: reading })

    const handle = start(Mapping.step(mapping)(Saga.pivot(Orders.create)), [slow, implement(Orders, never)])(
      "pens"
    )
    setTimeout(() => handle.cancel("enough"), 1)

    expect(await handle.outcome).toEqual({ _tag: "Completed", output: 4 })
    expect(log).toEqual(["inserted"])
  })

  it("owes nothing where it was declared to change nothing", () => {
    const mapped = Mapping.step(toServices)(Saga.readonly(Orders.create))

    expect(Workflow.check(mapped)).toEqual([])
    expect(effectsIn(mapped)).toEqual(["readonly", "readonly"])
  })
})

describe("a mapping", () => {
  it("reaches what stands in loops, branches, handlers, brackets and below labels", () => {
    const term = pipe(
      Step.all({ one: creating, two: pipe(creating, Step.label("two")) }),
      Step.andThen(Step.succeed([1, 2])),
      Step.andThen(pipe(Orders.find, Step.label("each"), Step.forEach())),
      Step.catchTag(
        "Refused",
        pipe(
          Orders.find,
          Step.mapInput(() => 1),
          Step.label("refused")
        )
      ),
      Step.tap(
        () => 1,
        Step.bracket(
          pipe(Orders.find, Step.label("open")),
          Step.succeed(1),
          pipe(
            Orders.find,
            Step.mapInput((text: string) => text.length)
          )
        )
      ),
      Mapping.step(toServices)
    )

    const services = [...programOf(term).sites.values()].flatMap(({ node }) =>
      node.kind === "perform" && node.request.kind === "operation" ? [node.request.operation.service] : []
    )

    expect(services).toHaveLength(12)
    expect(new Set(services)).toEqual(new Set(["Db", "Broker"]))
  })

  it("gives different ids to two uses of one operation under different labels", () => {
    const twice = pipe(
      creating,
      Step.map(String),
      Step.andThen(pipe(creating, Step.label("again"))),
      Mapping.step(toServices)
    )

    expect(Workflow.check(twice)).toEqual([])
  })

  it("leaves as it is what it has nothing to do with", () => {
    const other = pipe(
      Db.read,
      Step.map((text) => text.length),
      Step.retry(2)
    )

    expect(Mapping.step(toServices)(other)).toBe(other)
    expect(Mapping.step(Mapping.identity)(creating)).toBe(creating)
  })

  it("leaves an operation that stands for itself as it is", () => {
    const itself = Mapping.partial(Orders, { create: Orders.create, withdraw: Orders.withdraw })

    expect(Mapping.step(itself)(creating)).toBe(creating)
  })

  it("maps the images of a decorated operation once", async () => {
    const seen: Array<string> = []
    const orders = implement(Orders, {
      create: (text) => text.length,
      withdraw: () => undefined,
      ship: () => "",
      find: (row) => `order ${row}`
    })
    const traced = Mapping.partial(Orders, {
      find: pipe(
        Orders.find,
        Step.map((text) => (seen.push(text), text))
      )
    })

    const outcome = await run(Mapping.step(traced)(Orders.find), [orders])(7)

    expect(outcome).toEqual({ _tag: "Completed", output: "order 7" })
    expect(seen).toEqual(["order 7"])
  })

  it.each(["left", "right"])("survives a chain of 20,000 steps that is nested to the %s", (side) => {
    const steps = Array.from({ length: 20_000 }, () =>
      pipe(
        Orders.find,
        Step.map(() => 1)
      )
    )
    const chain =
      side === "left"
        ? steps.reduce((first, second) => pipe(first, Step.andThen(second)))
        : steps.reduceRight((second, first) => pipe(first, Step.andThen(second)))
    const constant = Mapping.partial(Orders, { find: Step.succeed("found") })

    const outcome = runSync(Mapping.step(constant)(chain), [implement(Orders, never)])(0)

    expect(outcome).toEqual({ _tag: "Completed", output: 1 })
  })

  it("survives 20,000 labels", () => {
    let deep: Step<number, string, never, "Orders"> = Orders.find
    for (let index = 0; index < 20_000; index++) deep = pipe(deep, Step.label(`${index}`))

    expect(fold<number>(Mapping.step(toServices)(deep), (_, [depth = 0]) => depth + 1)).toBe(20_002)
  })
})

describe("a mapped workflow", () => {
  const child = Workflow.make("child", {
    version: 3,
    input: t.string,
    output: t.number,
    error: Refused,
    body: creating
  })
  const parent = Workflow.make("parent", {
    version: 1,
    input: t.string,
    output: t.number,
    error: Refused,
    body: Saga.undoable(Step.call(child), Orders.withdraw)
  })

  it("keeps its name, its version, its effect and its codecs", () => {
    const mapped = Mapping.workflow(toServices)(child)

    expect({ ...mapped, body: undefined }).toEqual({ ...child, body: undefined })
    expect(showStep(mapped.body)).toContain("Db.insert")
  })

  it("calls what it called, mapped as well", async () => {
    const { log, providers } = recording()
    const map = Mapping.workflow(toServices)

    const outcome = await run(map(parent), [map(child), ...providers])("pens")

    expect(outcome).toEqual({ _tag: "Completed", output: 4 })
    expect(log).toHaveLength(2)
  })

  it("is refused when images bring along different definitions of one operation", () => {
    const Other = Signature.make("Db", {
      read: { input: t.number, output: Codec.unchecked<string>(), effect: "readonly" }
    })
    const mixed = Mapping.partial(Orders, { create: inserting, find: Other.read, ship: Other.read })
    const both = Workflow.make("both", {
      version: 1,
      input: t.number,
      output: t.string,
      body: pipe(
        Orders.find,
        Step.tap(() => 1, Db.read)
      )
    })

    expect(() => Mapping.workflow(mixed)(both)).toThrow(expect.objectContaining({ code: "workflow/invalid" }))
  })
})

const never = { create: () => 0, withdraw: () => undefined, ship: () => "", find: () => "" }

const effectsIn = (step: AnyStep): ReadonlyArray<string> =>
  fold<ReadonlyArray<string>>(step, (node, children) =>
    node.kind === "perform" && node.request.kind === "operation"
      ? [node.request.operation.effect]
      : children.flat()
  )
