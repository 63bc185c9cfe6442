/**
 * Stuck runs: exactly what is owed is paid after the repair, in reversed order.
 */
import { Saga, Schedule, Step } from "lawful"
import { describe, expect, it } from "vitest"
import { A, any, B, C, D, inOrder, Stage, Told } from "./stage.ts"

const undoing = (name: string): string => `Stage.${name.toLowerCase()}/undo/Stage.undo${name}`
const failing = any(Step.fail("boom"))
const withPolicy = (policy: Saga.UndoPolicy): unknown => Saga.undoable(Stage.b, Stage.undoB, policy)

const owed = (told: Told): ReadonlyArray<string> => {
  const { ended } = told
  return ended._tag === "Stuck" ? ended.owed.map(({ of }) => of) : [ended._tag]
}

/** Undoes whatever there is to undo, the first one first. */
const repaired = (told: Told): ReadonlyArray<string> => {
  const order: Array<string> = []
  told.resume()
  for (let next = told.ids[0]; next !== undefined; next = told.ids[0]) {
    order.push(next)
    told.done(next)
  }
  return order
}

describe("a run that is stuck", () => {
  const stuck = (): Told =>
    new Told(inOrder(A, B, C, failing))
      .done("Stage.a")
      .done("Stage.b")
      .done("Stage.c")
      .done(undoing("C"))
      .throws(undoing("B"))

  it("owes what failed and what had to come after it", () => {
    expect(owed(stuck())).toEqual(["Stage.b", "Stage.a"])
  })

  it("pays exactly that when it is resumed, in reversed order, and then ends as it would have", () => {
    const told = stuck()

    expect(repaired(told)).toEqual([undoing("B"), undoing("A")])
    expect(told.ended).toEqual({
      _tag: "Failed",
      error: "boom",
      also: [],
      undone: ["Stage.c", "Stage.b", "Stage.a"]
    })
  })

  it("can be stuck again, and be resumed again", () => {
    const told = stuck().resume().done(undoing("B")).throws(undoing("A"))

    expect(owed(told)).toEqual(["Stage.a"])
    expect(repaired(told)).toEqual([undoing("A")])
    expect(told.ended).toMatchObject({ _tag: "Failed", undone: ["Stage.c", "Stage.b", "Stage.a"] })
  })

  it("cannot be cancelled, and pays no debt twice when it is told the same again", () => {
    const told = stuck()
    const { residual } = told
    const events = told.events.slice()

    told.cancel()
    for (const event of events) told.tell(event)

    expect(told.residual).toBe(residual)
  })

  it("can be resumed no more when everything is paid", () => {
    const told = stuck()
    repaired(told)

    expect(() => told.resume()).toThrow("machine/not-stuck")
  })

  it("numbers the attempts of an undo that is resumed from 1, as the world has been repaired", () => {
    const told = stuck().resume()

    expect(told.command(undoing("B"))).toMatchObject({ attempt: 1, undoing: true })
  })
})

describe("debts of branches", () => {
  const branches = (): Told =>
    new Told(inOrder(D, Step.all([inOrder(A, B), C]), failing))
      .done("Stage.d")
      .done("Stage.a")
      .done("Stage.c")
      .done("Stage.b")

  it("stay owed side by side, and what was before them waits", () => {
    const told = branches().throws(undoing("B")).throws(undoing("C"))

    expect(owed(told).toSorted()).toEqual(["Stage.a", "Stage.b", "Stage.c", "Stage.d"])
    expect(owed(told).at(-1)).toBe("Stage.d")
  })

  it("are paid side by side after the repair, and what was before them last", () => {
    const told = branches().throws(undoing("B")).done(undoing("C")).resume()

    expect(told.ids).toEqual([undoing("B")])
    expect(told.done(undoing("B")).done(undoing("A")).ids).toEqual([undoing("D")])
    expect(told.done(undoing("D")).ended).toMatchObject({
      _tag: "Failed",
      undone: ["Stage.c", "Stage.b", "Stage.a", "Stage.d"]
    })
  })

  it("of which none could be paid are all paid once", () => {
    const told = branches().throws(undoing("B")).throws(undoing("C"))

    expect(repaired(told).toSorted()).toEqual(["A", "B", "C", "D"].map(undoing))
    expect(told.ended._tag).toBe("Failed")
  })
})

describe("an undo that may be left behind", () => {
  it("does not hold up the others, and is the only one that is owed", () => {
    const told = new Told(inOrder(A, withPolicy({ otherwise: "continue" }), failing))
      .done("Stage.a")
      .done("Stage.b")

    told.throws(undoing("B")).done(undoing("A"))

    expect(owed(told)).toEqual(["Stage.b"])
    expect(repaired(told)).toEqual([undoing("B")])
    expect(told.ended).toMatchObject({ _tag: "Failed", undone: ["Stage.a", "Stage.b"] })
  })

  it("is tried again as its policy says", () => {
    const retry = Schedule.times(1)(Schedule.constant(10))
    const told = new Told(inOrder(withPolicy({ retry }), failing)).done("Stage.b").throws(undoing("B"))
    const [wait] = told.commands

    expect(wait).toMatchObject({ kind: "timer", due: 10 })
    told.time = 10
    if (wait !== undefined) told.tell({ kind: "fired", at: wait.at, time: 10 })

    expect(told.command(undoing("B"))).toMatchObject({ attempt: 2 })
    expect(told.done(undoing("B")).ended._tag).toBe("Failed")
  })
})

describe("a scope in a scope", () => {
  it("that is stuck blocks what the one around it owes", () => {
    const told = new Told(inOrder(A, Saga.scope(inOrder(B, failing)))).done("Stage.a").done("Stage.b")

    told.throws(undoing("B"))

    expect(owed(told)).toEqual(["Stage.b", "Stage.a"])
    expect(repaired(told)).toEqual([undoing("B"), undoing("A")])
    expect(told.ended).toMatchObject({ _tag: "Failed", error: "boom" })
  })

  it("that may be left behind does not", () => {
    const inner = Saga.scope(inOrder(withPolicy({ otherwise: "continue" }), failing))
    const told = new Told(inOrder(A, inner)).done("Stage.a").done("Stage.b")

    told.throws(undoing("B")).done(undoing("A"))

    expect(owed(told)).toEqual(["Stage.b"])
  })

  it("is not caught when it is stuck", () => {
    const told = new Told(inOrder(A, Step.attempt(Saga.scope(inOrder(B, failing))), C))
      .done("Stage.a")
      .done("Stage.b")

    told.throws(undoing("B"))

    expect(owed(told)).toEqual(["Stage.b", "Stage.a"])
  })
})

describe("an undo", () => {
  const broken = (): never => {
    throw new Error("nobody knows")
  }

  it("whose input nobody knows is not tried again and again", () => {
    const policy = { retry: Schedule.constant(0) }
    const told = new Told(Saga.undoableUsing(Stage.a, broken, Stage.undoA, policy)).done("Stage.a")

    expect(owed(told)).toEqual(["Stage.a"])
  })

  it("that fails for ever without waiting gives its driver a turn", () => {
    const undo = Step.pure(broken)
    const endless = any(Saga.undoable(Stage.a, undo, { retry: Schedule.constant(0) }))
    const told = new Told(inOrder(endless, failing)).done("Stage.a")

    expect(told.commands.map(({ kind }) => kind)).toEqual(["timer"])
  })
})

describe("a run that was stopped for several reasons and got stuck", () => {
  it("ends for all of them when it has been resumed", () => {
    const told = new Told(Step.all([A, any(Stage.look), any(Stage.c)]))
      .done("Stage.a")
      .start("Stage.c")
      .fails("Stage.look", "no")
      .throws("Stage.c")
      .throws(undoing("A"))

    expect(owed(told)).toEqual(["Stage.a"])
    repaired(told)
    expect(told.ended).toMatchObject({
      _tag: "Defect",
      at: "Stage.c",
      also: [{ kind: "error", error: "no" }],
      undone: ["Stage.a"]
    })
  })
})
