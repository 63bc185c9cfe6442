/**
 * Ownership: parts that live as long as what owns them.
 * @module
 */
import * as fc from "fast-check"
import { type Parts, part } from "../src/architecture/owning.ts"
import * as Saga from "../src/combinators/saga.ts"
import type { AnyStep, Step as StepOf } from "../src/core/step.ts"
import * as Step from "../src/step.ts"
import { type Behaviour, explore, seenAt } from "./behaviour.ts"
import { cancelled, type Moment } from "./cancelled.ts"
import { sequentially } from "./context.ts"
import { equation, type LawFor } from "./equation.ts"
import { type FaultPlan, showPlan } from "./faults.ts"
import { mix } from "./functions.ts"
import { hash } from "./hash.ts"
import { Lab, type Oops, type Work } from "./lab.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import { plans } from "./plans.ts"
import { type Finding, property } from "./property.ts"
import { showStep } from "./show-step.ts"
import type { Subject } from "./subject.ts"
import { work } from "./work.ts"

/** A way to own parts. */
export interface Owners {
  readonly name: string
  readonly owning: (parts: Parts, use: StepOf<never, number, Oops, "Lab">) => AnyStep
}

/**
 * The laws of ownership, checked by running what `owners` makes on `subject`.
 * @example
 * import { owning } from "lawful/architecture"
 * import { inProcess, type Owners, ownershipLaws } from "lawful/laws"
 * const owners: Owners = { name: "owning", owning: (parts, use) => owning(parts, use as never) }
 * const [law] = ownershipLaws(inProcess, owners).only("owning/nothing").laws
 * const result = await law?.run({ numRuns: 20, seed: 1 })
 * result?.status // => "passed"
 */
export const ownershipLaws = (subject: Subject, owners: Owners): LawSet =>
  lawSet(
    `ownership ${owners.name}`,
    [],
    [...equations(owners), released(owners)].map((law) => law(subject))
  )

/** Parts of the resource C, which nothing else touches. */
const p = part(Lab.c1, Lab.undoC1)
const q = part(Lab.c1.pipe(Step.mapInput(mix(1))), Lab.undoC1)

/** What the owner has in these laws. */
interface Held {
  readonly input: number
}

const using = (f: Work): StepOf<Held, number, Oops, "Lab"> =>
  f.pipe(Step.mapInput(({ input }: Held) => input))

const equations = ({ owning }: Owners): ReadonlyArray<LawFor> => {
  const owned = (parts: Parts, use: StepOf<Held, number, Oops, "Lab">): Work => owning(parts, use) as Work
  return [
    equation({
      id: "owning/nothing",
      name: "owning nothing",
      equation: "attempt(owning({}, f)) = attempt(scope(f))",
      doc: "an owner adds nothing but its parts; what was done is undone when it fails",
      given: { f: work() },
      sides: ({ f }) => ({
        left: Step.attempt(owned({}, using(f))),
        right: Step.attempt(Saga.scope(f))
      })
    }),
    equation({
      id: "owning/nesting",
      name: "parts one after the other",
      equation: "owning({ p, q }, f) = owning({ p }, owning({ q }, f))",
      doc: "parts are acquired in the order in which they are written, and released in the other order",
      contexts: sequentially,
      given: { f: work({ size: 5 }) },
      sides: ({ f }) => ({
        left: owned({ p, q }, using(f)),
        right: owned({ p }, using(owned({ q }, using(f))))
      })
    })
  ]
}

/** What an owner uses in the law below: it is told apart from the parts by its resources. */
const uses: fc.Arbitrary<Work> = work({ size: 4, bracketless: true, irreversible: true })

const released = ({ owning }: Owners): LawFor => {
  const description = {
    id: "owning/released",
    name: "what is acquired is released",
    equation: "owning({ p, q }, f) does acquire p, acquire q, f with its undos, release q, release p",
    doc: "each acquired part is released exactly once, in reversed order, after all that was done with it, however it ends",
    level: "word",
    relation: "=",
    requires: []
  } as const
  const examples = fc.record({
    f: uses,
    input: fc.nat({ max: 9 }),
    plan: plans({ errors: true, defects: true, undos: false, synchronous: true }),
    broken: fc.constantFrom(undefined, "error" as const, "defect" as const),
    which: fc.nat({ max: 1 }),
    moment: fc.constantFrom<Moment>("never", "any point", "any point")
  })
  return (subject) =>
    property(description, subject, examples, async (example, { maxSchedules = 150 }): Promise<Finding> => {
      const { f, input, broken, which, moment } = example
      const plan: FaultPlan =
        broken === undefined
          ? example.plan
          : {
              ...example.plan,
              faults: [...example.plan.faults, { operation: "c1", occurrence: which, kind: broken }]
            }
      const step = owning({ p, q }, using(f))
      const experiment = { step, input, plan, workflows: [] }
      const { all, exhaustive } = await explore(cancelled(subject, moment), experiment, maxSchedules)
      if (!exhaustive) return { kind: "too many schedules" }
      const odd = all.find((behaviour) => complaintOf(behaviour, example) !== undefined)
      if (odd === undefined)
        return {
          kind: "holds",
          relevant: all.some(({ word }) => word.some(({ operation }) => operation === "undoC1"))
        }
      return {
        kind: "broken",
        counterexample: {
          given: [
            ["input", `${input}`],
            ["faults", showPlan(plan)],
            ["cancelled", `${moment}`]
          ],
          left: { term: showStep(step), trace: seenAt("word", odd) },
          right: { term: "an owner", trace: complaintOf(odd, example) ?? "" },
          choices: odd.choices,
          difference: "A part was not released as it should have been."
        }
      }
    })
}

/** What is wrong with what was done, if anything is. */
const complaintOf = (
  { word, outcome }: Behaviour,
  { input: given, moment }: { readonly input: number; readonly moment: Moment }
): string | undefined => {
  if (outcome.startsWith("waits") || outcome.startsWith("does not")) return `the owner ${outcome}`
  const acquired: Array<number> = []
  const released: Array<number> = []
  let state = 0
  for (const { operation, input, fault } of word) {
    if (fault !== undefined || (operation !== "c1" && operation !== "undoC1")) continue
    state = hash(`${operation}(${input})`, state)
    if (operation === "undoC1") released.push(input)
    else if (input !== [given, mix(1)(given)][acquired.length])
      return "the parts were acquired in another order"
    else acquired.push(state)
  }
  if ([...acquired].reverse().join(" ") !== released.join(" "))
    return `acquired ${acquired.join(" ")}, released ${released.join(" ")}`
  const first = word.findIndex(({ operation }) => operation === "undoC1")
  // Who cancels an owner that has done its work and is releasing has this work undone without the parts.
  const late = word
    .slice(first === -1 ? word.length : first)
    .find(
      ({ operation, resource }) => resource !== "C" && (moment === "never" || !operation.startsWith("undo"))
    )
  return late === undefined ? undefined : `${late.operation} came after a part had been released`
}
