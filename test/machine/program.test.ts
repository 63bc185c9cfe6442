/**
 * Ids and fingerprints are made of names: how a term is put together does not show in them.
 */
import * as fc from "fast-check"
import { type AnyStep, nodeOf, Saga, Step } from "lawful"
import { work } from "lawful/laws"
import { describe, expect, it } from "vitest"
import { fold } from "../../src/core/fold.ts"
import { stepOf } from "../../src/core/node.ts"
import { programOf } from "../../src/machine/program.ts"
import { rewrite, sequence, pure } from "../laws/mutants/rewrite.ts"
import { A, any, B, inOrder, Stage } from "./stage.ts"

const steps = work({ size: 14, irreversible: true, all: true })
const idsOf = (step: AnyStep): ReadonlyArray<string> => [...programOf(step).sites.keys()].toSorted()
const parts = (step: AnyStep): ReadonlyArray<AnyStep> => {
  const node = nodeOf(step)
  return node.kind === "sequence" ? [...parts(node.first), ...parts(node.second)] : [step]
}

const nestedLeft = (step: AnyStep): AnyStep =>
  rewrite(step, (node, whole) =>
    node.kind === "sequence" ? parts(whole).reduce((first, second) => sequence(first, second)) : undefined
  )

const nestedRight = (step: AnyStep): AnyStep =>
  rewrite(step, (node, whole) =>
    node.kind === "sequence"
      ? parts(whole).reduceRight((second, first) => sequence(first, second))
      : undefined
  )

const withUnits = (step: AnyStep): AnyStep =>
  rewrite(step, (node, whole) =>
    // An operation with its undo has to stay recognisable as one.
    node.kind === "iterate" || node.kind === "attempt" || node.kind === "retry"
      ? sequence(sequence(Step.identity(), whole), Step.identity())
      : undefined
  )

const withPure = (step: AnyStep): AnyStep =>
  rewrite(step, (node, whole) =>
    node.kind === "pure"
      ? sequence(
          whole,
          pure((value: unknown) => value)
        )
      : undefined
  )

describe.each([
  ["nested to the left", nestedLeft],
  ["nested to the right", nestedRight],
  ["with units", withUnits],
  ["with pure functions split", withPure]
])("a term %s", (_, change) => {
  it("has the same ids", () => {
    fc.assert(
      fc.property(steps, (step) => {
        expect(idsOf(change(step))).toEqual(idsOf(step))
      })
    )
  })

  it("has the same fingerprint", () => {
    fc.assert(
      fc.property(steps, (step) => {
        expect(programOf(change(step)).fingerprint).toBe(programOf(step).fingerprint)
      })
    )
  })
})

describe("a program", () => {
  it("is laid out once", () => {
    const step = inOrder(A, B)

    expect(programOf(step)).toBe(programOf(step))
  })

  it("has an id for every node that can be active", () => {
    fc.assert(
      fc.property(steps, (step) => {
        const performed = fold<number>(step, (node, children) =>
          children.reduce((sum, one) => sum + one, node.kind === "perform" ? 1 : 0)
        )
        const sites = [...programOf(step).sites.values()]

        expect(sites.filter(({ node }) => node.kind === "perform")).toHaveLength(performed)
        expect(new Set(sites.map(({ id }) => id)).size).toBe(sites.length)
      })
    )
  })

  it.each([
    ["another operation", inOrder(A, Stage.look), inOrder(A, Stage.a)],
    ["another order", inOrder(A, B), inOrder(B, A)],
    ["a part more", inOrder(A, B), A],
    ["a label", A, any(A.pipe(Step.label("part")))],
    ["a scope", inOrder(A, B), any(Saga.scope(inOrder(A, B)))],
    ["another policy", any(Step.retry(1)(A)), any(Step.retry(2)(A))],
    ["another bound", any(Step.forEach()(A as never)), any(Step.forEach({ concurrency: 2 })(A as never))],
    ["grouping by a scope", any(Saga.scope(inOrder(A, B))), inOrder(A, Saga.scope(B))],
    ["another arm", any(Step.race({ a: A, b: B })), any(Step.race({ a: A, c: B }))],
    ["another join", any(Step.all({ a: A, b: B })), any(Step.race({ a: A, b: B }))],
    ["another time", any(Step.sleep(1)), any(Step.sleep(2))]
  ])("shows %s in its fingerprint", (_, one, other) => {
    expect(programOf(one).fingerprint).not.toBe(programOf(other).fingerprint)
  })

  it("does not depend on what pure functions do", () => {
    const one = sequence(stepOf({ kind: "pure", apply: () => 1 }), A)
    const other = sequence(stepOf({ kind: "pure", apply: () => 2 }), A)

    expect(programOf(one).fingerprint).toBe(programOf(other).fingerprint)
  })
})
