/**
 * What an exploration says does not exist does not exist: moments, orders and crashes that are easily left out.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Event, implement, Saga, Schedule, Signature, Step, Workflow } from "lawful"
import { explore, Fault, type Invariant, send as sent, simulate, world } from "lawful/simulator"
import { describe, expect, it } from "vitest"

const Oops = t.type({ _tag: t.literal("Oops") })
const oops = { _tag: "Oops" } as const
const action = { input: t.unknown, output: t.unknown } as const

const Lab = Signature.make("Lab", {
  v: { ...action, effect: "undoable" },
  w: { ...action, error: Oops, effect: "undoable" },
  undoV: { input: t.unknown, output: t.unknown, effect: "undo", delivery: "idempotent" },
  a: { ...action, effect: "irreversible" },
  b: { ...action, effect: "irreversible" },
  tx: { ...action, effect: "irreversible", delivery: "tx" },
  once: { ...action, effect: "irreversible", delivery: "atMostOnce" },
  breaks: { ...action, effect: "irreversible", delivery: "tx" },
  read: { ...action, effect: "readonly" }
})

interface Log {
  readonly lines: Array<string>
}

const lab = world<Log, "Lab">({ lines: [] }, ({ lines }) => {
  const takesDown = (name: string) => (): undefined => void lines.push(name)
  return [
    implement(Lab, {
      v: takesDown("v"),
      w: takesDown("w"),
      undoV: takesDown("undoV"),
      a: takesDown("a"),
      b: takesDown("b"),
      tx: takesDown("tx"),
      once: takesDown("once"),
      breaks: () => {
        lines.push("breaks")
        throw new Error("broken")
      },
      read: () => undefined
    })
  ]
})

const v = Saga.undoable(Lab.v, Lab.undoV)
const throwing = Step.pure((): unknown => {
  throw new Error("thrown in the workflow")
})

/** Takes down the worlds in which runs end, and how. */
const ends = (): { readonly found: Set<string>; readonly invariants: ReadonlyArray<Invariant<Log>> } => {
  const found = new Set<string>()
  return {
    found,
    invariants: [
      { name: "takes down", atEnd: ({ lines }, end) => void found.add([end._tag, ...lines].join(" ")) }
    ]
  }
}

const Queued = Event.make("Queued", { payload: t.unknown })
const Passing = Event.make("Passing", { payload: t.unknown, mode: "transient" })

/** What a called workflow takes and gives. */
const border = { version: 1, input: t.unknown, output: t.unknown } as const

describe("an exploration", () => {
  it("calls a workflow anew in each attempt", async () => {
    const child = Workflow.make("child", { ...border, error: Oops, body: Saga.undoable(Lab.w, Lab.undoV) })
    const parent = pipe(Step.call(child), Step.retry(Schedule.immediately(1)))
    const { found, invariants } = ends()

    await explore(parent, 1, {
      world: lab,
      workflows: [child],
      faults: [Fault.fails(Lab.w, oops)],
      invariants
    })

    expect([...found].sort()).toEqual(["Completed w"])
  })

  it("listens from the start", async () => {
    const waits = Step.waitFor(Passing)
    const options = { world: lab, events: [sent(Passing, 1)] }

    expect((await explore(waits, 1, options)).ends).toMatchObject({ Completed: 1, Waiting: 0 })
    expect((await simulate(waits, 1, options)).outcome._tag).toBe("Completed")
  })

  it("lets a called workflow listen from its start", async () => {
    const child = Workflow.make("child", { ...border, body: Step.waitFor(Passing) })

    const found = await explore(Step.call(child), 1, {
      world: lab,
      workflows: [child],
      events: [sent(Passing, 1, { at: 5 })]
    })

    expect(found.ends.Completed).toBeGreaterThan(0)
  })

  it("lets a timed event come at any moment that is not before its time", async () => {
    const impatient = (limit: number) =>
      pipe(
        Step.sleep(5),
        Step.andThen(Step.waitFor(Passing)),
        Step.timeout(limit),
        Step.map(() => "came"),
        Step.orElse(Step.succeed("late"))
      )
    const ways = async (limit: number): Promise<ReadonlyArray<string>> => {
      const seen = new Set<string>()
      await explore(impatient(limit), 1, {
        world: lab,
        events: [sent(Passing, 1, { at: 10 })],
        invariants: [{ name: "takes down", atEnd: (_, end) => void seen.add(JSON.stringify(end)) }]
      })
      return [...seen].map((end) => (JSON.parse(end) as { readonly output: string }).output).sort()
    }

    expect(await ways(20)).toEqual(["came", "late"])
    expect(await ways(8)).toEqual(["late"])
  })

  it("lets an answer take its time when a clock begins to run behind it", async () => {
    const wait = Step.race({ late: Step.sleep(50), came: Step.waitFor(Queued) })
    const x = pipe(Lab.a, Step.andThen(wait), Step.match({ late: Lab.read, came: Lab.tx }))
    // What it does, it does in time, or says that it was late.
    const y = pipe(v, Step.timeout(30), Step.orElse(Lab.once))
    const z = pipe(Step.sleep(60), Step.andThen(Step.emit(Queued)))
    const { found, invariants } = ends()

    await explore(Step.all({ x, y, z }), 1, { world: lab, invariants })

    expect(found).toContain("Completed a v")
    expect(found).toContain("Completed a v tx")
  })

  it("stops a called workflow after it has started something", async () => {
    const child = Workflow.make("child", { ...border, body: pipe(v, Step.andThen(Lab.read)) })
    const { found, invariants } = ends()

    await explore(Step.all({ x: Step.call(child), y: Lab.breaks }), 1, {
      world: lab,
      workflows: [child],
      invariants
    })

    expect(found).toContain("Defect breaks v undoV")
  })

  it("lets an event stop something that has been started", async () => {
    const stopped = Workflow.make("child", {
      ...border,
      body: Step.all({ x: v, y: pipe(Step.waitFor(Passing), Step.andThen(throwing)) })
    })
    const other = pipe(Step.emit(Passing), Step.andThen(Lab.b))
    const { found, invariants } = ends()

    await explore(Step.all({ called: Step.call(stopped), other }), 1, {
      world: lab,
      workflows: [stopped],
      invariants
    })

    expect(found).toContain("Defect b v undoV")
  })

  it("crashes after the intent to make a call that may not be repeated, and before the call", async () => {
    const { found, invariants } = ends()

    await explore(Lab.once, 1, { world: lab, crashes: 1, invariants })

    expect([...found].sort()).toEqual(["Completed once", "Defect", "Defect once"])
  })

  it("sends an event twice when a crash loses that it was sent", async () => {
    const twice = Step.all({
      sends: Step.emit(Queued),
      waits: pipe(Step.waitFor(Queued), Step.andThen(Step.waitFor(Queued)))
    })

    const sound = await explore(twice, 1, { world: lab })
    const found = await explore(twice, 1, { world: lab, crashes: 1 })

    expect(sound.ends).toMatchObject({ Completed: 0, Waiting: 1 })
    expect(found.ends.Completed).toBeGreaterThan(0)
  })

  it("tells apart what has been undone", async () => {
    const nothing = Step.pure(() => undefined)
    const first = pipe(
      Step.race({ x: Lab.read, y: Lab.read }),
      Step.match({ x: Step.fail(oops), y: Step.pure(same) })
    )
    const either = pipe(
      Saga.undoable(Lab.v, nothing),
      Step.andThen(first),
      Saga.scope,
      Step.attempt,
      Step.map(() => "either")
    )
    const seen = new Set<string>()

    await explore(either, 1, {
      world: lab,
      invariants: [{ name: "takes down", atEnd: (_, __, { undone }) => void seen.add(undone.join(" ")) }]
    })

    expect([...seen].sort()).toEqual(["", "Lab.v"])
  })

  it("sees that somebody waits for ever, also when a cancellation could come", async () => {
    const found = await explore(Step.waitFor(Queued), 1, { world: lab, cancellations: 1 })

    expect(found.ends).toMatchObject({ Waiting: 1, Cancelled: 1 })
  })

  it("lets neither side of a call change what the other one holds", async () => {
    const Box = t.type({ n: t.number })
    const Boxes = Signature.make("Boxes", {
      fill: { input: Box, output: Box, effect: "irreversible" },
      keep: { input: Box, output: t.void, effect: "irreversible" }
    })
    const shared = { n: 0 }
    const boxes = world({ seen: [] as Array<number> }, ({ seen }) => [
      implement(Boxes, {
        fill: (box) => {
          seen.push(box.n)
          box.n++
          return shared
        },
        keep: (box) => {
          seen.push(box.n)
          box.n++
        }
      })
    ])
    const seen = new Set<string>()

    await explore(
      pipe(Boxes.fill, Step.andThen(Boxes.keep)),
      { n: 5 },
      {
        world: boxes,
        crashes: 1,
        invariants: [{ name: "takes down", atEnd: (state) => void seen.add(state.seen.join(" ")) }]
      }
    )

    expect([...seen].sort()).toEqual(["5 0", "5 0 0", "5 5 0"])
  })

  it("waits for what a handler gives, whatever kind of promise it is", async () => {
    const Slow = Signature.make("Slow", { get: { input: t.void, output: t.number, effect: "readonly" } })
    // oxlint-disable-next-line unicorn/no-thenable
    const thenable = { then: (resolve: (value: number) => void) => resolve(7) }
    const slow = world({}, () => [implement(Slow, { get: () => thenable as Promise<number> })])

    expect((await explore(Slow.get, undefined, { world: slow })).ends).toMatchObject({ Completed: 1 })
  })

  it("puts an error that JSON cannot hold into words", async () => {
    const large = Step.fail({ _tag: "Large", n: 3n } as const)

    const { violation } = await explore(large, 1, {
      world: lab,
      invariants: [{ name: "never fails", atEnd: ({ lines }) => `${lines.length} lines` }]
    })

    expect(violation?.words).toContain('Failed with {"_tag":"Large","n":"3n"}')
  })

  it("does not cancel a workflow that was detached", async () => {
    const child = Workflow.make("child", {
      ...border,
      effect: "irreversible",
      body: pipe(Lab.a, Step.andThen(Lab.b))
    })
    const parent = pipe(v, Step.andThen(Step.all({ x: Step.detach(child), y: Lab.breaks })))
    const { found, invariants } = ends()

    await explore(parent, 1, { world: lab, workflows: [child], invariants })

    // Behind the start of the other workflow there is no way back, and it goes on.
    expect(found).toContain("Defect v breaks undoV")
    expect(found).toContain("Defect v breaks a b")
    expect(found).not.toContain("Defect v breaks")
  })
})

const same = (value: unknown): unknown => value

describe("what makes no sense is refused", () => {
  it.each([
    { crashes: 1.5 },
    { maxFaults: -1 },
    { cancellations: Number.NaN },
    { maxStates: 0 },
    { samples: Number.POSITIVE_INFINITY },
    { seed: Number.NaN },
    { invariants: [{ name: "says nothing" }] }
  ])("%j", async (options) => {
    await expect(
      explore(Step.identity<number>(), 1, { world: world({}, () => []), ...options })
    ).rejects.toThrow("(simulator/out-of-range)")
  })

  it("also when thirty writes are ready at once, a search stays within its bounds", async () => {
    const Many = Signature.make("Many", {
      put: { input: t.number, output: t.number, effect: "undoable", delivery: "idempotent" },
      take: { input: t.number, output: t.void, effect: "undo", delivery: "idempotent" }
    })
    const shelf = world({ n: 0 }, (state) => [
      implement(Many, { put: (n) => (state.n += n), take: (n) => void (state.n -= n) })
    ])
    const put = (index: number) => pipe(Saga.undoable(Many.put, Many.take), Step.label(`${index}`))
    const writes = Array.from({ length: 30 }, (_, index) => put(index))
    const all = Step.all(writes as unknown as readonly [ReturnType<typeof put>])

    const found = await explore(all, 1, {
      world: shelf,
      faults: Fault.every(all),
      maxStates: 50,
      samples: 1,
      onProgress: () => undefined
    })

    expect(found.coverage).toMatch(/^sampled: 1 run after 50 states of at least \d{4}$/)
  }, 30_000)

  it("shows what others have written without letting it make lines", async () => {
    const hostile = {
      name: "evil\nSAGA-4 holds",
      atEnd: () => "because\u001b[2J\nholds"
    }

    const { violation } = await explore(Step.identity<number>(), 1, {
      world: world({}, () => []),
      invariants: [hostile]
    })

    expect(violation?.words.split("\n")[0]).toBe(
      "evil\\u000aSAGA-4 holds does not hold: because\\u001b[2J\\u000aholds"
    )
  })
})
