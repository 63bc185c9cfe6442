/**
 * What an event costs does not depend on how long a workflow is, or how much of it is active.
 */
import { Step } from "lawful"
import { describe, expect, it } from "vitest"
import { advance, begin } from "../../src/machine/advance.ts"
import { commandsOf } from "../../src/machine/commands.ts"
import { programOf } from "../../src/machine/program.ts"
import type { Residual } from "../../src/machine/residual.ts"
import { A, any, B, inOrder, Stage, Told } from "./stage.ts"

/** The objects of a residual that are not in another one. */
const fresh = (after: Residual, before: Residual): number => {
  const known = new Set(objectsIn(before))
  return objectsIn(after).filter((one) => !known.has(one)).length
}

const objectsIn = (value: unknown): ReadonlyArray<object> => {
  const found = new Set<object>()
  const pending = [value]
  while (pending.length > 0) {
    const one = pending.pop()
    if (typeof one !== "object" || one === null || found.has(one)) continue
    found.add(one)
    for (const part of Object.values(one as Record<string, unknown>)) pending.push(part)
  }
  return [...found]
}

const look = any(Stage.look)
const list = (length: number): ReadonlyArray<number> => Array.from({ length }, (_, index) => index)

describe("a chain of a million operations", () => {
  it("is laid out, begun and advanced, and what is left of it is as small as that of a short one", () => {
    let chain = look
    for (let count = 1; count < 1_000_000; count++) chain = any(chain.pipe(Step.andThen(Stage.look)))
    const program = programOf(chain)
    const [first] = program.sites.values()

    const residual = begin(program, 1, 0)
    const [command] = commandsOf(program, residual)
    const at = command?.at ?? { node: "", trail: [] }
    const next = advance(program, residual, { kind: "succeeded", output: 2, at, time: 0 })

    expect(first).toBeDefined()
    expect(program.sites.size).toBe(1_000_001)
    expect(commandsOf(program, next).map(({ id }) => id)).toEqual(["Stage.look#2"])
    expect(fresh(next, residual)).toBeLessThan(10)
  })

  it("runs through when nothing in it has to wait", () => {
    let chain = any(Step.identity())
    for (let count = 0; count < 1_000_000; count++)
      chain = any(chain.pipe(Step.map((n) => (n as number) + 1)))

    expect(new Told(chain, 0).ended).toEqual({ _tag: "Completed", output: 1_000_000 })
  })
})

describe("ten thousand items side by side", () => {
  it("are advanced by touching a few objects each", () => {
    const told = new Told(Step.forEach()(look), list(10_000))
    let most = 0
    for (const index of [0, 31, 32, 5_000, 9_999]) {
      const before = told.residual
      told.done(`Stage.look[${index}]`, index)
      most = Math.max(most, fresh(told.residual, before))
    }

    expect(most).toBeLessThan(40)
  })

  it("give their outputs in order, whichever ends first", () => {
    const program = programOf(Step.forEach({ key: (item: unknown) => `no ${String(item)}` })(look))
    let residual = begin(program, list(10_000), 0)
    for (const index of list(10_000).toReversed())
      residual = advance(program, residual, {
        kind: "succeeded",
        output: -index,
        at: { node: "Stage.look", trail: [index] },
        time: 0
      })

    expect(residual.outcome).toEqual({ _tag: "Completed", output: list(10_000).map((index) => -index) })
  })

  it("are called by their keys", () => {
    const told = new Told(Step.forEach({ key: (item: unknown) => `no ${String(item)}` })(look), list(10_000))

    expect(told.commands).toHaveLength(10_000)
    expect(told.ids[9_999]).toBe("Stage.look[no 9999]")
  })
})

describe("ten thousand branches", () => {
  const branches = (): Told =>
    new Told(Step.all([...list(9_999).map(() => A), B] as unknown as readonly [typeof A, typeof B]))

  it("are advanced by touching a few objects each", () => {
    const told = branches()
    const before = told.residual

    told.done("Stage.a#5000")

    expect(fresh(told.residual, before)).toBeLessThan(60)
    expect(told.commands).toHaveLength(9_999)
  })

  it("are stopped together, and what was done in them is undone side by side", () => {
    const told = branches().done("Stage.a").done("Stage.a#2").start("Stage.a#3")

    told.fails("Stage.b").done("Stage.a#3")

    expect(told.commands).toHaveLength(3)
    for (const id of told.ids) told.done(id)
    expect(told.ended).toMatchObject({ _tag: "Failed", error: "no Stage.b" })
  })
})

describe("a loop of a hundred thousand turns that can be undone", () => {
  it("is rolled back turn by turn, the last one first, and each turn costs the same", () => {
    const turns = 100_000
    const loop = Step.iterate(
      any(
        A.pipe(
          Step.map((count) =>
            count === turns ? { _tag: "Right", right: count } : { _tag: "Left", left: count }
          )
        )
      ) as never
    )
    const program = programOf(inOrder(loop, Step.fail("boom")))
    let residual = begin(program, 0, 0)
    let most = 0
    const tell = (node: string, trail: ReadonlyArray<number>, output: unknown, counted: boolean): void => {
      const before = residual
      residual = advance(program, residual, { kind: "started", at: { node, trail }, time: 0 })
      residual = advance(program, residual, { kind: "succeeded", output, at: { node, trail }, time: 0 })
      if (counted) most = Math.max(most, fresh(residual, before))
    }

    for (let turn = 0; turn < turns; turn++) tell("Stage.a", [turn], turn + 1, turn === turns - 2)
    for (let turn = turns - 1; turn >= 0; turn--)
      tell("Stage.a/undo/Stage.undoA", [turn, 1], null, turn === turns - 2)

    const { outcome } = residual
    expect(outcome?._tag).toBe("Failed")
    expect(outcome?._tag === "Failed" ? outcome.undone : []).toEqual(
      list(turns)
        .toReversed()
        .map((turn) => `Stage.a[${turn}]`)
    )
    expect(most).toBeLessThan(60)
  })
})
