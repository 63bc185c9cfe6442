/**
 * Other workflows as steps.
 * @module
 */
import * as fc from "fast-check"
import { unchecked } from "../src/core/codec.ts"
import type { Step as StepOf } from "../src/core/step.ts"
import * as Workflow from "../src/core/workflow.ts"
import * as Step from "../src/step.ts"
import { equation } from "./equation.ts"
import { errorLaws } from "./errors.ts"
import { type Oops, undoable, type Work } from "./lab.ts"
import { type LawSetFor, lawSetFor } from "./law-set-for.ts"
import { work } from "./work.ts"

const number = unchecked<number>("number")
const border = { version: 1, input: number, output: number, error: unchecked<Oops>("Oops") } as const
const inner: Work = undoable("a1").pipe(Step.andThen(undoable("b1")))
const Inner = Workflow.make("inner", { ...border, body: inner })
const Failing = Workflow.make("failing", { ...border, body: Step.fail({ _tag: "Low", of: "detached" }) })
const Endless = Workflow.make("endless", { ...border, body: Step.sleep(Infinity).pipe(Step.as(0)) })

/** The laws of called workflows. */
export const callLaws: LawSetFor = lawSetFor(
  "calls",
  [errorLaws],
  [
    equation({
      id: "call",
      name: "calling a workflow",
      equation: "call(w) = the body of w",
      doc: "a called workflow gives the output or the error of its body; what it owed when it completed is not the caller's",
      requires: ["calls"],
      contexts: ["alone"],
      given: {},
      workflows: [Inner],
      sides: () => ({ left: Step.call(Inner), right: inner })
    }),
    equation({
      id: "detach",
      name: "detaching a workflow",
      equation: "detach(w) >>> as(k) >>> f = as(k) >>> f",
      doc: "a detached workflow is not waited for, and its failure does not reach the caller",
      requires: ["calls"],
      given: { which: fc.boolean(), f: work() },
      workflows: [Failing, Endless],
      sides: ({ which, f }) => ({
        left: Step.detach(which ? Failing : Endless).pipe(
          Step.as(1),
          Step.andThen(f as StepOf<number, number>)
        ),
        right: Step.succeed(1).pipe(Step.andThen(f))
      })
    })
  ]
)
