/**
 * What the machine makes of events: legal ones, late ones, and those that cannot have happened.
 */
import * as fc from "fast-check"
import { Event, Saga, Step } from "lawful"
import { describe, expect, it } from "vitest"
import * as t from "io-ts"
import { work } from "lawful/laws"
import { faultPlans } from "../../laws/faults.ts"
import { led } from "../../laws/led.ts"
import { calledWith } from "../../laws/outside.ts"
import { recorded } from "../../laws/recorded.ts"
import { advance } from "../../src/machine/advance.ts"
import { commandsOf } from "../../src/machine/commands.ts"
import type { Command } from "../../src/machine/command.ts"
import type { Answer, MachineEvent } from "../../src/machine/event.ts"
import { IllegalEvent } from "../../src/machine/illegal-event.ts"
import { programOf } from "../../src/machine/program.ts"
import { A, any, B, C, inOrder, Stage, Told } from "./stage.ts"

const recordings = fc.record({
  step: work({ size: 9, irreversible: true, all: true }),
  input: fc.nat({ max: 9 }),
  plan: faultPlans({ errors: true, defects: true, undos: true, synchronous: false }),
  choices: fc.array(fc.nat({ max: 3 }), { maxLength: 8 })
})
const identity = Step.identity<number>()

const runsOf = ({
  step,
  input,
  plan,
  choices
}: typeof recordings extends fc.Arbitrary<infer R> ? R : never) =>
  recorded({ step: led(step), input, plan, workflows: calledWith([identity, identity]) }, choices, {
    advance
  })

const codeOf = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof IllegalEvent) return error.code
    throw error
  }
  return "legal"
}

/** Everything that a command may be answered with. */
const answersTo = (command: Command): ReadonlyArray<Answer> => {
  switch (command.kind) {
    case "operation":
      return command.started
        ? [
            { kind: "succeeded", output: 1 },
            { kind: "failed", error: { _tag: "Low", of: "test" } },
            { kind: "threw", cause: { kind: "value", value: 1 } }
          ]
        : [{ kind: "started" }]
    case "call":
      return command.started
        ? [{ kind: "ended", outcome: { _tag: "Completed", output: 1 }, committed: false }]
        : [{ kind: "started" }]
    case "timer":
      return command.due === null ? [] : [{ kind: "fired" }]
    case "receive":
      return [{ kind: "received", payload: 1 }]
    case "emit":
      return [{ kind: "succeeded", output: undefined }]
  }
}

describe("a legal event", () => {
  it("can always be told, and always changes something", async () => {
    await fc.assert(
      fc.asyncProperty(recordings, async (recording) => {
        for (const { program, residuals } of await runsOf(recording))
          for (const residual of residuals)
            for (const command of commandsOf(program, residual))
              for (const answer of answersTo(command)) {
                const time = command.kind === "timer" ? (command.due ?? 0) : 0
                expect(advance(program, residual, { ...answer, at: command.at, time })).not.toBe(residual)
              }
      }),
      { numRuns: 60 }
    )
  })

  it("leaves the residual before it as it was", async () => {
    await fc.assert(
      fc.asyncProperty(recordings, async (recording) => {
        for (const { program, residuals, events } of await runsOf(recording))
          for (const [index, event] of events.entries()) {
            const residual = residuals[index]
            if (residual === undefined) continue
            const text = JSON.stringify(residual)
            advance(program, residual, event)
            expect(JSON.stringify(residual)).toBe(text)
          }
      }),
      { numRuns: 60 }
    )
  })
})

describe("a cancellation", () => {
  it("that is repeated changes nothing", () => {
    const told = new Told(inOrder(A, B)).start("Stage.a").cancel()
    const { residual } = told

    expect(told.cancel("again").residual).toBe(residual)
  })

  it("waits for a pivot that has been started, and then leaves the run in peace", () => {
    const told = new Told(inOrder(A, Stage.send, B)).done("Stage.a").start("Stage.send").cancel()

    expect(told.ids).toEqual(["Stage.send"])
    told.done("Stage.send").done("Stage.b", 7)
    expect(told.ended).toEqual({ _tag: "Completed", output: 7 })
  })

  it("that waited comes before the failure of the pivot", () => {
    const told = new Told(inOrder(A, Saga.scope(any(Stage.send))))
      .done("Stage.a", 1)
      .start("Stage.send")
      .cancel()

    told.fails("Stage.send").done("Stage.a/undo/Stage.undoA")

    expect(told.ended).toMatchObject({ _tag: "Cancelled", reason: "enough", undone: ["Stage.a"] })
  })

  it("does not wait for an undo: what is beside it is stopped at once", () => {
    const told = new Told(Step.all([Saga.scope(inOrder(A, B)), Step.sleep(5)]))
    told.done("Stage.a").fails("Stage.b").start("Stage.a/undo/Stage.undoA").cancel()

    expect(told.ids).toEqual(["Stage.a/undo/Stage.undoA"])
    told.done("Stage.a/undo/Stage.undoA")
    expect(told.ended).toMatchObject({ _tag: "Cancelled", also: [{ error: "no Stage.b" }] })
  })

  it("does not wait for a release", () => {
    const told = new Told(
      Step.all([Step.bracket(any(Stage.look), Step.identity(), any(Stage.undoA)), Step.sleep(5)])
    )
    told.done("Stage.look").start("release/Stage.undoA").cancel()

    expect(told.ids).toEqual(["release/Stage.undoA"])
    expect(told.done("release/Stage.undoA").ended._tag).toBe("Cancelled")
  })
})

describe("items of which one has failed", () => {
  it("are heard when they fail, too", () => {
    const items = Step.forEach<number, unknown, { readonly until: (all: ReadonlyArray<unknown>) => boolean }>(
      {
        until: ({ length }) => length > 1
      }
    )
    const told = new Told(items(any(Stage.a)), [1, 2]).start("Stage.a[0]").start("Stage.a[1]")

    told.fails("Stage.a[0]", "first").fails("Stage.a[1]", "second")

    expect(told.ended).toMatchObject({
      _tag: "Failed",
      error: "first",
      also: [{ error: "second", at: "Stage.a[1]" }]
    })
  })
})

describe("an event that cannot have happened", () => {
  const Go = Event.make("Go", { payload: t.number })
  const at = (node: string) => ({ at: { node, trail: [] }, time: 0 })
  const cases: ReadonlyArray<readonly [string, string, unknown, MachineEvent]> = [
    ["for a node that does not exist", "machine/unknown-node", A, { kind: "fired", ...at("Stage.z") }],
    ["that fires an operation", "machine/wrong-event", Stage.look, { kind: "fired", ...at("Stage.look") }],
    [
      "that ends an operation",
      "machine/wrong-event",
      Stage.look,
      { kind: "ended", outcome: { _tag: "Completed", output: 1 }, committed: false, ...at("Stage.look") }
    ],
    [
      "that answers a timer",
      "machine/wrong-event",
      Step.sleep(5),
      { kind: "succeeded", output: 1, ...at("sleep") }
    ],
    ["that fires a wait", "machine/wrong-event", Step.waitFor(Go), { kind: "fired", ...at("wait:Go") }],
    [
      "that loses what may be repeated",
      "machine/wrong-event",
      Stage.look,
      { kind: "lost", ...at("Stage.look") }
    ],
    [
      "with an answer to what was never started",
      "machine/not-started",
      A,
      { kind: "succeeded", output: 1, ...at("Stage.a") }
    ],
    [
      "with a loss of what was never started",
      "machine/not-started",
      Stage.fax,
      { kind: "lost", ...at("Stage.fax") }
    ],
    [
      "with a timer before its time",
      "machine/too-early",
      Step.sleep(5),
      { kind: "fired", at: { node: "sleep", trail: [] }, time: 4 }
    ],
    [
      "with a timer that is never due",
      "machine/too-early",
      Step.sleep(Infinity),
      { kind: "fired", ...at("sleep") }
    ],
    ["that resumes what is not stuck", "machine/not-stuck", A, { kind: "resumed", time: 0 }]
  ]

  it.each(cases)("%s is refused with %s", (_, code, step, event) => {
    const { program, residual } = new Told(step)
    const text = JSON.stringify(residual)

    expect(codeOf(() => advance(program, residual, event))).toBe(code)
    expect(JSON.stringify(residual)).toBe(text)
  })

  it("for a term of another structure is refused with machine/other-term", () => {
    const { residual } = new Told(A)

    expect(codeOf(() => advance(programOf(B), residual, { kind: "cancelled", reason: 1, time: 0 }))).toBe(
      "machine/other-term"
    )
  })

  it("has the code as the last word of its message", () => {
    const { program, residual } = new Told(A)

    expect(() => advance(program, residual, { kind: "resumed", time: 0 })).toThrow(/ \(machine\/not-stuck\)$/)
  })
})

describe("an operation that may not be repeated", () => {
  it("ends as a defect when its answer is lost", () => {
    const told = new Told(inOrder(A, Stage.fax)).done("Stage.a", 1).start("Stage.fax")

    told.answer("Stage.fax", { kind: "lost" }).done("Stage.a/undo/Stage.undoA")

    expect(told.ended).toMatchObject({
      _tag: "Defect",
      at: "Stage.fax",
      cause: { code: "operation/outcome-unknown" },
      undone: ["Stage.a"]
    })
  })
})

describe("what there is to do", () => {
  it("since an earlier residual is what there is to do now, less what is unchanged", async () => {
    const keyOf = ({ at: { node, trail } }: Command): string => `${node} ${trail.join(",")}`
    const textOf = (command: Command): string =>
      JSON.stringify(command, (key, value: unknown) =>
        key === "request" || key === "event" ? undefined : value
      )
    await fc.assert(
      fc.asyncProperty(recordings, async (recording) => {
        for (const { program, residuals } of await runsOf(recording))
          for (const [index, residual] of residuals.entries()) {
            const before = residuals[index - 1]
            if (before === undefined) continue
            const now = new Map(commandsOf(program, residual).map((one) => [keyOf(one), textOf(one)]))
            const then = new Map(commandsOf(program, before).map((one) => [keyOf(one), textOf(one)]))
            const fresh = commandsOf(program, residual, before)
            // All that is told is so, and all that is new or different is told.
            for (const one of fresh) expect(textOf(one)).toBe(now.get(keyOf(one)))
            const told = new Set(fresh.map(keyOf))
            for (const [key, text] of now) if (then.get(key) !== text) expect(told).toContain(key)
          }
      }),
      { numRuns: 80 }
    )
  })

  it("beside ten thousand branches is only what is new", () => {
    const told = new Told(
      Step.forEach()(inOrder(A, B) as never),
      Array.from({ length: 10_000 }, (_, index) => index)
    )
    const before = told.start("Stage.a[5000]").residual

    told.answer("Stage.a[5000]", { kind: "succeeded", output: 1 })

    expect(commandsOf(told.program, told.residual, before).map(({ id }) => id)).toEqual(["Stage.b[5000]"])
  })

  it("is nothing when the run has ended", () => {
    expect(new Told(C).done("Stage.c").commands).toEqual([])
  })
})

describe("a bracket", () => {
  const passed = inOrder(any(Stage.send), any(Stage.b))

  it("that breaks after a pivot in its acquisition leaves what was done before", () => {
    const told = new Told(inOrder(A, any(Step.bracket(passed, Step.identity<unknown>(), Stage.undoB))))
      .done("Stage.a")
      .done("Stage.send")
      .throws("Stage.b")

    expect(told.ended).toMatchObject({ _tag: "Defect", undone: [] })
  })

  it("passes no pivot while it releases, wherever in the release", () => {
    const release = any(Step.retry(2)(any(Stage.undoA)))
    const told = new Told(any(Step.bracket(any(Stage.look), Step.identity<unknown>(), release)))
      .done("Stage.look")
      .start("Stage.undoA".replace("Stage", "release/Stage"))

    expect(told.residual.pivots).toBe(0)
  })
})
