import { CancelledRun, implement, run, Saga, Signature, Step, StuckRun } from "lawful"
import { describe, expect, it } from "vitest"
import { errorOf } from "../../src/core/run-error.ts"
import * as t from "io-ts"

const Bank = Signature.make("Bank", {
  charge: { input: t.number, output: t.string, effect: "undoable" },
  refund: { input: t.string, output: t.void, effect: "undo" }
})
const closed = new Error("closed")
const bank = implement(Bank, {
  charge: (amount) => `r${amount}`,
  refund: () => {
    throw closed
  }
})
const charge = Saga.undoable(Bank.charge, Bank.refund)

describe("an outcome as an error", () => {
  it("is the defect itself", () => {
    const bug = new Error("bug")

    expect(errorOf({ _tag: "Defect", cause: bug, at: "Bank.charge", also: [], undone: [] })).toBe(bug)
  })

  it("says of a stuck run what is owed, in words and as data, and why it was being undone", async () => {
    const outcome = await run(charge.pipe(Step.andThen(Step.fail("no"))), [bank])(7)

    const error = outcome._tag === "Stuck" ? errorOf(outcome) : undefined

    expect(error).toBeInstanceOf(StuckRun)
    expect(error).toMatchObject({
      owed: [{ of: "Bank.charge", input: "r7" }],
      undone: [],
      cause: "no",
      outcome
    })
    expect(error).toHaveProperty(
      "message",
      expect.stringMatching(/undone: Bank\.charge\. .* \(run\/stuck\)$/)
    )
  })

  it("is an answer to the signal when the run was cancelled", () => {
    const outcome = { _tag: "Cancelled", reason: "enough", also: [], undone: ["Bank.charge"] } as const

    const error = errorOf(outcome)

    expect(error).toBeInstanceOf(CancelledRun)
    expect(error).toMatchObject({ name: "AbortError", code: "run/cancelled", cause: "enough", outcome })
  })
})
