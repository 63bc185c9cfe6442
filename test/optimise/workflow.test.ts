/**
 * Workflows: what may be rewritten while runs are in flight.
 */
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { Saga, Step, Workflow } from "lawful"
import { advance, begin, commandsOf, fingerprint, programOf } from "lawful/machine"
import { explain, optimise } from "lawful/optimise"
import { describe, expect, it } from "vitest"
import { Desk } from "./desk.ts"

const workflow = Workflow.make("look", {
  version: 3,
  input: t.number,
  output: t.number,
  body: pipe(
    Step.begin<number>(),
    Step.bindFrom("credit", ["input"], ({ input }) => input, Desk.credit),
    Step.bindFrom(
      "address",
      ["input"],
      ({ input }) => input,
      pipe(Desk.address, Step.andThen(Step.identity<number>()))
    ),
    Step.map(({ credit }) => credit),
    Step.map((credit) => credit + 1),
    Saga.scope
  )
})

describe("optimise of a workflow", () => {
  it("keeps the fingerprint, so that runs in flight go on", () => {
    const optimised = optimise(workflow, { level: "effects" })

    const running = begin(programOf(workflow), 1, 0)
    const event = {
      kind: "ended",
      at: { node: "Desk.credit", trail: [] },
      answer: { kind: "succeeded", output: 7 },
      time: 1
    } as const

    expect(fingerprint(optimised.body)).toBe(fingerprint(workflow.body))
    expect(optimised.version).toBe(3)
    expect(optimised.body).not.toBe(workflow.body)
    expect(commandsOf(programOf(optimised), running)).toEqual(commandsOf(programOf(workflow), running))
    expect(() => advance(programOf(optimised), running, event as never)).not.toThrow("(machine/other-term)")
  })

  it("says what it does not do for that reason", () => {
    const { refusals } = explain(workflow, { level: "effects" })

    expect(refusals.map(({ rule, nonLaw }) => `${rule} ${nonLaw}`)).toEqual([
      "parallel N15",
      "nested-scope N15",
      "empty-scope N15"
    ])
  })

  it("does more for a new version", () => {
    const { optimised, rewrites } = explain(workflow, { version: 4, level: "resources" })

    expect(optimised.version).toBe(4)
    expect(rewrites.map(({ rule }) => rule)).toContain("parallel")
    expect(Workflow.check(optimised.body)).toEqual([])
  })

  it.each([3, 2, 3.5])("refuses %d as a version that is new", (version) => {
    expect(() => optimise(workflow, { version })).toThrow("(optimise/version)")
  })

  it("does not hoist what would take a name that is taken", () => {
    const arm = (label: string) => pipe(Desk.credit, Step.andThen(Desk.address), Step.label(label))
    const body = pipe(
      Step.if((n: number) => n > 3, arm("big"), arm("small")),
      Step.andThen(pipe(Desk.anything, Step.label("small|big Desk.credit")))
    )
    const taken = Workflow.make("taken", { version: 1, input: t.number, output: t.number, body })

    const { optimised, rewrites } = explain(taken, { version: 2, keep: "nothing" })

    expect(rewrites.map(({ rule }) => rule)).not.toContain("hoist")
    expect(Workflow.check(optimised.body)).toEqual([])
  })
})
