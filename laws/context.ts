/**
 * Contexts: where steps are put before they are compared.
 * @module
 */
import * as Saga from "../src/combinators/saga.ts"
import { stepOf } from "../src/core/node.ts"
import type { AnyStep } from "../src/core/step.ts"
import { Lab } from "./lab.ts"

/**
 * Where the sides of an equation are put before they are compared.
 *
 * - `alone`: nowhere.
 * - `in a scope that then fails`: what the step owes shows.
 * - `beside a branch that fails`: where the step can be stopped shows.
 */
export type Context = "alone" | "in a scope that then fails" | "beside a branch that fails"

/** The contexts of a law that says what happens when nobody stops the step from outside. */
export const sequentially: ReadonlyArray<Context> = ["alone", "in a scope that then fails"]

/**
 * The contexts of a law that leaves failure scopes where they are, and so holds everywhere. Where the border of a failure
 * scope is moved, branches in it notice: a failure stops what is in its scope at once, and what is outside when all in it is
 * quiet.
 */
export const everywhere: ReadonlyArray<Context> = [...sequentially, "beside a branch that fails"]

/** Puts a step into a context. */
export const inContext = (context: Context, step: AnyStep): AnyStep => {
  switch (context) {
    case "alone":
      return step
    case "in a scope that then fails":
      return stepOf({
        kind: "scope",
        step: stepOf({ kind: "sequence", first: step, second: boom }),
        commit: { kind: "keep" }
      })
    case "beside a branch that fails":
      return stepOf({
        kind: "parallel",
        branches: [
          { name: "0", step },
          { name: "1", step: stepOf({ kind: "sequence", first: ownWrite, second: boom }) }
        ],
        join: { kind: "tuple" }
      })
  }
}

/** A write of its own resource, so that it gets into nobody's way. */
const ownWrite: AnyStep = Saga.undoable(Lab.c1, Lab.undoC1)

const boom: AnyStep = stepOf({
  kind: "sequence",
  first: stepOf({ kind: "pure", apply: () => ({ _tag: "Boom" }) }),
  second: stepOf({ kind: "fail" })
})
