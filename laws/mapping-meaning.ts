/**
 * What mappings leave alone, and what they mean.
 * @module
 */
import * as fc from "fast-check"
import { unchecked } from "../src/core/codec.ts"
import * as Event from "../src/core/event.ts"
import { fold } from "../src/core/fold.ts"
import { nodeId } from "../src/core/place.ts"
import type { AnyStep } from "../src/core/step.ts"
import * as Workflow from "../src/core/workflow.ts"
import * as Step from "../src/step.ts"
import { agreement, type Circumstances } from "./agreement.ts"
import { type Context, everywhere, sequentially } from "./context.ts"
import { equation, executes, type LawFor } from "./equation.ts"
import { type Oops, type OperationName, undoable, type Work } from "./lab.ts"
import { plans } from "./plans.ts"
import { property } from "./property.ts"
import { showStep } from "./show-step.ts"
import {
  implementedByNames,
  implementedBySteps,
  renamed,
  renamings,
  type Substitution,
  substitutions
} from "./substitution.ts"
import { work, type WorkOptions } from "./work.ts"

/** Replaces the operations of a step. */
export type Replace = (images: Substitution, step: AnyStep) => Work

/** Events, timers and other workflows are no operations, and labels name them. */
export const untouched = (map: Replace): ReadonlyArray<LawFor> => [
  equation({
    id: "F4/events",
    name: "events stay",
    equation:
      "map(s, all([f >>> emit(e), waitFor(e) >>> g])) = all([map(s, f) >>> emit(e), waitFor(e) >>> map(s, g)])",
    doc: "what is sent and waited for is not replaced, and what follows it is",
    requires: ["events", "parallel"],
    contexts: everywhere,
    given: { s: substitutions(), f: handful, g: handful },
    sides: ({ s, f, g }) => ({
      left: map(s, told(f, g)),
      right: told(map(s, f), map(s, g))
    })
  }),
  equation({
    id: "F4/calls",
    name: "other workflows stay",
    equation: "map(s, call(w) >>> f) = call(w) >>> map(s, f)",
    doc: "another workflow is known by its name; a mapper does not look into it",
    requires: ["calls"],
    contexts: sequentially,
    workflows: [Inner],
    given: { s: substitutions(), f: handful },
    sides: ({ s, f }) => ({
      left: map(s, called.pipe(Step.andThen(f))),
      right: called.pipe(Step.andThen(map(s, f)))
    })
  }),
  (subject) =>
    property(
      {
        id: "F4/ids",
        name: "ids begin as they did",
        equation: "ids(map(s, f)) = ids(f), with id/ids(s(o)) for the id of o",
        doc: "labels, and the places of undos and releases, are kept; ids stay distinct, and do not depend on where an image comes from",
        level: "word",
        relation: "=",
        requires: []
      },
      subject,
      // The label that a timeout puts around its step is part of the term, and so it stays.
      fc.record({ s: substitutions(), f: work({ irreversible: true, raceless: true }) }),
      ({ s, f }) => {
        const mapped = map(s, f)
        const expected = idsOf(f).flatMap((id) => idsBelow(id, s))
        const found = idsOf(mapped)
        if (found.join(" ") === expected.join(" "))
          return Promise.resolve({ kind: "holds", relevant: found.length > 0 })
        return Promise.resolve({
          kind: "broken",
          counterexample: {
            given: [["s", s.name]],
            left: { term: showStep(mapped), trace: found.join(" ") },
            right: { term: showStep(f), trace: expected.join(" ") },
            difference: "The nodes of the mapped step have other ids, or there are more or fewer of them."
          }
        })
      }
    )
]

/** To replace operations is to implement them by what replaces them. */
export const meaning = (map: Replace): ReadonlyArray<LawFor> => [
  (subject) =>
    property(
      {
        id: "F4/renaming",
        name: "operations for operations",
        equation: "run(map(o -> o', f)) = run(f), where o is implemented as o' is",
        doc: "undos, handlers, releases, items, branches: wherever an operation stands, it is replaced",
        level: "word",
        relation: "=",
        requires: ["parallel", "race", "timers"]
      },
      subject,
      fc.record({
        names: renamings,
        f: work({ irreversible: true, size: 5 }),
        at: circumstances(true, everywhere)
      }),
      ({ names, f, at }, how) =>
        agreement(
          {
            level: "word",
            relation: "=",
            left: { subject, step: map(renamed(names), f) },
            right: { subject: implementedByNames(subject, names), step: f },
            given: [["s", renamed(names).name]],
            relevant: executes
          },
          at,
          how
        )
    ),
  (subject) =>
    property(
      {
        id: "F4",
        name: "steps for operations",
        equation: "run(map(s, f)) = run(f), where o is implemented by running s(o), if nothing runs beside f",
        doc: "the square of a mapping, if what owes an undo stands only for writes with an undo; beside a branch a step of several operations can be stopped between them, an operation cannot",
        level: "word",
        relation: "=",
        requires: []
      },
      subject,
      fc.oneof(alongside({ paired: true }, {}), alongside({}, { owesNothing: true })),
      ({ s, f, at }, how) =>
        agreement(
          {
            level: "word",
            relation: "=",
            left: { subject, step: map(s, f) },
            right: { subject: implementedBySteps(subject, s), step: f },
            given: [["s", s.name]],
            relevant: executes
          },
          at,
          how
        )
    )
]

/** Sequential steps and substitutions for them. */
const alongside = (steps: WorkOptions, images: WorkOptions) =>
  fc.record({
    s: substitutions({ sequential: true, raceless: true, ...images }),
    f: work({ irreversible: true, sequential: true, raceless: true, ...steps }),
    at: circumstances(false, sequentially)
  })

const circumstances = (synchronous: boolean, contexts: ReadonlyArray<Context>): fc.Arbitrary<Circumstances> =>
  fc.record({
    input: fc.nat({ max: 9 }),
    plan: plans({ errors: true, defects: true, undos: false, synchronous }),
    context: fc.constantFrom(...contexts)
  })

const handful = work({ size: 3, timeless: true, raceless: true })
const number = unchecked<number>("number")
const Told = Event.make("Told", { payload: number })
const Inner = Workflow.make("inner", {
  version: 1,
  input: number,
  output: number,
  error: unchecked<Oops>("Oops"),
  body: undoable("a1")
})

// That nothing that can fail may follow a call is not what this is about.
const called = Step.call(Inner) as unknown as Work

const told = (f: Work, g: Work): AnyStep =>
  Step.all([f.pipe(Step.andThen(Step.emit(Told))), Step.waitFor(Told).pipe(Step.andThen(g))])

/** The ids of what stands for the node with this id: those of the image below it. */
const idsBelow = (id: string, images: Substitution): ReadonlyArray<string> => {
  const name = /Lab\.(\w+)$/.exec(id)?.[1] as OperationName | undefined
  const image = name === undefined ? undefined : images(name)
  if (image === undefined || showStep(image) === name) return [id]
  return idsOf(image).map((below) => `${id}/${below}`)
}

/** The ids of all that a step asks for, in the order of the term. */
const idsOf = (step: AnyStep): ReadonlyArray<string> =>
  fold<ReadonlyArray<string>>(step, (node, children, place) =>
    node.kind === "perform" ? [nodeId(node.request, place)] : children.flat()
  )
