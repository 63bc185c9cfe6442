/**
 * An order is vetted alike one question after the other and all at once.
 */
import { run, Workflow } from "lawful"
import { explain } from "lawful/optimise"
import { describe, expect, it } from "vitest"
import { openBureaus } from "../../../examples/vet-order/open-bureaus.ts"
import { quickVetOrder, vetOrder } from "../../../examples/vet-order/vet-order.ts"

const order = { customer: "Ada", sku: "tea", quantity: 2, street: "1 Canal Street", city: "Leeds" }

describe.each([
  ["one after the other", vetOrder, 1],
  ["all at once", quickVetOrder, 3]
] as const)("the services, asked %s", (_, workflow, together) => {
  it("accept an order", async () => {
    const { bureaus, busiest, close } = await openBureaus(20)

    const outcome = await run(workflow, [bureaus])(order)
    close()

    expect(outcome).toEqual({ _tag: "Completed", output: { accepted: true, score: 700 } })
    expect(busiest()).toBe(together)
  })

  it("do not know everybody", async () => {
    const { bureaus, close } = await openBureaus(1)

    const outcome = await run(workflow, [bureaus])({ ...order, customer: "" })
    close()

    expect(outcome).toMatchObject({ _tag: "Failed", error: { _tag: "Unknown", customer: "" } })
  })
})

describe("the optimised workflow", () => {
  it("is well-formed, and was made by the law of independent steps", () => {
    const { rewrites } = explain(vetOrder, { version: 2, level: "effects" })

    expect(Workflow.check(quickVetOrder.body)).toEqual([])
    expect(rewrites.map(({ rule }) => rule)).toEqual(["parallel-fallible"])
  })
})
