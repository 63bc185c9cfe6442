/**
 * Workflows as services and services as workflows: there and back again.
 *
 * What is the same is the outcome, what was done, in which order and when. What is not: ids, and keys with them; how far a
 * cancellation reaches, because whoever calls a write waits for its answer; and debts, because a service keeps its own: where
 * the workflow is stuck, the caller of the service meets a defect.
 * @module
 */
import * as fc from "fast-check"
import type { asService, asUndoableService } from "../src/architecture/as-service.ts"
import type { asWorkflow } from "../src/architecture/as-workflow.ts"
import { StuckService } from "../src/architecture/serving.ts"
import * as Saga from "../src/combinators/saga.ts"
import { unchecked } from "../src/core/codec.ts"
import type { Implementation } from "../src/core/implementation.ts"
import type { Operation } from "../src/core/operation.ts"
import type { Outcome } from "../src/core/outcome.ts"
import type { AnyStep } from "../src/core/step.ts"
import type { Workflow } from "../src/core/workflow.ts"
import { run } from "../src/interpreters/in-process/run.ts"
import * as Step from "../src/step.ts"
import { agreement, type Ran } from "./agreement.ts"
import { type Behaviours, observe } from "./behaviour.ts"
import { type Context, everywhere } from "./context.ts"
import { executes, undoes } from "./equation.ts"
import { type FaultOptions, faultless } from "./faults.ts"
import { inProcess, labIn } from "./in-process.ts"
import { bare, Lab, type Oops, undoOf, type Work, writeNames } from "./lab.ts"
import type { Law } from "./law.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import { plans } from "./plans.ts"
import { property } from "./property.ts"
import { showStep } from "./show-step.ts"
import type { Subject } from "./subject.ts"
import { work } from "./work.ts"
import type { World } from "./world.ts"

/** A way to make services of workflows, and workflows of operations. */
export interface Exposing {
  readonly name: string
  readonly asService: typeof asService
  readonly asUndoableService: typeof asUndoableService
  readonly asWorkflow: typeof asWorkflow
}

/**
 * The laws of workflows as services, in process.
 * @example
 * import { asService, asUndoableService, asWorkflow } from "lawful/architecture"
 * import { check, equivalenceLaws } from "lawful/laws"
 * const laws = equivalenceLaws({ name: "service", asService, asUndoableService, asWorkflow })
 * const report = await check(laws, { numRuns: 20, seed: 1 })
 * report.counts.failed // => 0
 */
export const equivalenceLaws = (exposing: Exposing): LawSet =>
  lawSet(
    `equivalence ${exposing.name}`,
    [],
    [there(exposing), back(exposing), undone(exposing), again(exposing), anew(exposing)]
  )

type LabWorkflow = Workflow<"it", number, number, Oops, "Lab"> & { readonly effect: "undoable" }

const number = unchecked<number>("number")

/** A workflow of any step: laws are about what these do, not about whether a user could write them. */
const workflowOf = (body: AnyStep): LabWorkflow =>
  ({
    kind: "workflow",
    name: "it",
    version: 1,
    effect: "undoable",
    input: number,
    output: unchecked("output"),
    error: unchecked("error"),
    body
  }) as unknown as LabWorkflow

const implementing = (
  service: { readonly implement: ReturnType<typeof asService>["implement"] },
  world: World
): Implementation<string> =>
  service.implement([labIn(world)] as never, { clock: world.clock, random: () => 0.5, newId: () => "run" })

/** Runs steps with one more implementation. */
const with_ = (implementation: (world: World) => Implementation<string>): Subject => ({
  ...inProcess,
  name: "in-process with a service",
  run: (step, input, world, workflows, signal) =>
    inProcess.run(step, input, world, [...workflows, implementation(world)], signal)
})

interface About {
  readonly id: string
  readonly name: string
  readonly equation: string
  readonly doc: string
  readonly faults?: Partial<FaultOptions>
  readonly contexts?: ReadonlyArray<Context>
  readonly relevant?: (left: Behaviours, right: Behaviours) => boolean
}

const level = { level: "timed", relation: "=" } as const

/** A law that compares two runs of what comes of an example. */
const compares = <P>(
  { name: subject }: Exposing,
  { contexts = ["alone"], faults = {}, relevant = executes, ...about }: About,
  examples: fc.Arbitrary<P>,
  sides: (example: P) => { readonly left: Ran; readonly right: Ran }
): Law =>
  property(
    { ...about, ...level, requires: [] },
    { name: subject, capabilities: inProcess.capabilities },
    fc.record({
      example: examples,
      input: fc.nat({ max: 9 }),
      plan: plans({ errors: true, defects: true, undos: false, synchronous: false, ...faults }),
      context: fc.constantFrom(...contexts)
    }),
    ({ example, ...at }, how) => agreement({ ...level, ...sides(example), given: [], relevant }, at, how)
  )

const any = work({ irreversible: true })

const there = (exposing: Exposing): Law =>
  compares(
    exposing,
    {
      id: "equivalence/workflow",
      name: "a workflow as a service as a workflow",
      equation: "asWorkflow(asService(w).run) = w, and a defect where w is stuck",
      doc: "outputs, errors and defects come through, and so does all that is done; debts stay with the service",
      faults: { undos: true }
    },
    any,
    (step) => ({ left: { subject: throughService(exposing), step }, right: { subject: byItself, step } })
  )

/** Runs a step as the workflow of the operation of the service of its workflow. */
const throughService = ({ asService: expose, asWorkflow: embed }: Exposing): Subject => ({
  ...inProcess,
  name: "through a service",
  run: (step, input, world, workflows) => {
    const service = expose(workflowOf(step))
    const runnable = embed("again", service.signature.run as unknown as Operation<number, number, Oops, "it">)
    return inProcess.run(runnable as unknown as AnyStep, input, world, [
      ...workflows,
      implementing(service, world)
    ])
  }
})

/** Runs a step as a workflow, and tells of what is stuck as a caller of its service would. */
const byItself: Subject = {
  ...inProcess,
  name: "in-process, stuck is a defect",
  run: async (step, ...rest) => {
    const outcome = await inProcess.run(workflowOf(step) as unknown as AnyStep, ...rest)
    if (outcome._tag !== "Stuck") return outcome
    const cause = new StuckService("it", outcome.cause, outcome.owed)
    return { _tag: "Defect", cause, at: "it", also: [], undone: [] }
  }
}

const back = (exposing: Exposing): Law =>
  compares(
    exposing,
    {
      id: "equivalence/operation",
      name: "an operation as a workflow as a service",
      equation: "asService(asWorkflow(o)).run = o",
      doc: "also where it is stopped, and where what was done is undone",
      contexts: everywhere
    },
    fc.constantFrom(...writeNames, "readA" as const, "sendB" as const),
    (name) => {
      const operation = Lab[name] as unknown as Operation<number, number, Oops, "Lab">
      const service = exposing.asService(exposing.asWorkflow("embedded", operation) as unknown as LabWorkflow)
      return {
        left: { subject: with_((world) => implementing(service, world)), step: service.signature.run },
        right: { subject: inProcess, step: bare(name) }
      }
    }
  )

const undone = (exposing: Exposing): Law =>
  compares(
    exposing,
    {
      id: "equivalence/undo",
      name: "a service with an undo",
      equation: "asUndoableService(w, u).undoable = undoable(the body of w, the body of u)",
      doc: "a completed run of the service is undone by its undo, which gets what the run gave",
      contexts: ["in a scope that then fails"],
      relevant: undoes
    },
    fc.record({ f: work({ size: 4 }), o: fc.constantFrom(...writeNames) }),
    ({ f, o }) => {
      const undo = workflowOf(undoOf(o)) as unknown as Workflow<string, number, unknown, never, "Lab">
      const service = exposing.asUndoableService(workflowOf(f), undo)
      return {
        left: { subject: with_((world) => implementing(service, world)), step: service.undoable },
        right: { subject: inProcess, step: Saga.undoable(f, undoOf(o)) }
      }
    }
  )

const again = (exposing: Exposing): Law =>
  compares(
    exposing,
    {
      id: "equivalence/delivery",
      name: "a service that is asked twice",
      equation: "run under a key, then again under it = run once, as long as it completes",
      doc: "what a service promises by `idempotent`: the answer is the same, and nothing is done again",
      faults: { errors: false, defects: false }
    },
    work({ infallible: true }),
    (step) => ({
      left: { subject: delivered(exposing, 2), step },
      right: { subject: delivered(exposing, 1), step }
    })
  )

/** Calls the operation of a service so many times under one key, one after the other; the last answer counts. */
const delivered = ({ asService: expose }: Exposing, times: number): Subject => ({
  ...inProcess,
  name: `delivered ${times} times`,
  run: async (step, input, world) => {
    const service = expose(workflowOf(step))
    const implementation = implementing(service, world)
    const deliver = (): Promise<Outcome<unknown, unknown>> =>
      run(service.signature.run as unknown as Work, [implementation as Implementation<"Lab">])(
        input as number,
        { id: "caller" }
      )
    let outcome = await deliver()
    for (let time = 1; time < times; time++) outcome = await deliver()
    return outcome
  }
})

const anew = (exposing: Exposing): Law =>
  property(
    {
      id: "equivalence/anew",
      name: "a failed service that is asked again",
      equation: "the keys of two runs under one key, the first of which has failed, differ",
      doc: "what was undone is done anew: a receiver that remembers must not answer for what is no more",
      level: "word",
      relation: "=",
      requires: []
    },
    { name: exposing.name, capabilities: inProcess.capabilities },
    fc.record({ f: work({ infallible: true, sequential: true, size: 3 }), input: fc.nat({ max: 9 }) }),
    async ({ f, input }) => {
      const step = f.pipe(Step.andThen(Step.fail<Oops>({ _tag: "Low", of: "the end" })))
      const { word } = (
        await observe(delivered(exposing, 2), { step, input, plan: faultless, workflows: [] }, [])
      ).behaviour
      const half = word.slice(0, word.length / 2)
      const later = new Set(word.slice(half.length).map(({ key }) => key))
      const same = half.find(({ key }) => later.has(key))
      if (same === undefined) return { kind: "holds", relevant: half.length > 0 && later.size > 0 }
      return {
        kind: "broken",
        counterexample: {
          given: [["input", `${input}`]],
          left: { term: showStep(step), trace: `${same.operation} under ${same.key}` },
          right: { term: "the same, asked again", trace: `${same.operation} under ${same.key}` },
          difference: "A call that was undone is made again under its old key."
        }
      }
    }
  )
