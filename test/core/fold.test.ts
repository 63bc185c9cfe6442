/**
 * The order of a fold is that of the term, whatever the term is nested like.
 */
import { type AnyStep, fold, Step } from "lawful"
import { fingerprint } from "lawful/machine"
import { describe, expect, it } from "vitest"
import { Desk } from "../optimise/desk.ts"

const id = Step.identity<number>()
const wrapped = id.pipe(Step.andThen(Desk.stock))
const asked = (step: AnyStep): ReadonlyArray<string> => {
  const names: Array<string> = []
  fold<void>(step, (node) => {
    if (node.kind === "perform" && node.request.kind === "operation") names.push(node.request.operation.name)
  })
  return names
}

describe("a fold", () => {
  it.each([
    ["as they are", Step.all([wrapped, Desk.credit])],
    ["wrapped", Step.all([wrapped, id.pipe(Step.andThen(Desk.credit))])],
    ["in a sequence", Step.attempt(Desk.stock).pipe(Step.as(1), Step.andThen(Desk.credit))]
  ])("meets operations in their order: %s", (_, step) => {
    expect(asked(step)).toEqual(["stock", "credit"])
  })

  it("gives the same fingerprint to terms that are the same up to identities", () => {
    const [plain, more] = [Desk.credit, id.pipe(Step.andThen(Desk.credit))].map((step) =>
      fingerprint(Step.all([Step.attempt(wrapped), step]))
    )

    expect(more).toBe(plain)
  })
})
