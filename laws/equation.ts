/**
 * Equations between steps: the most common kind of law.
 *
 * Both sides are run in worlds that start alike, under every schedule; what is compared is the set of behaviours. They are
 * also put into contexts, because what a step owes and where it can be stopped is part of what it means: an equation that
 * ignores these would not survive being put into a larger workflow.
 * @module
 */
import * as fc from "fast-check"
import type { Provider } from "../src/core/implementation.ts"
import { fold } from "../src/core/fold.ts"
import type { AnyStep } from "../src/core/step.ts"
import { agreement } from "./agreement.ts"
import type { Behaviour, Behaviours } from "./behaviour.ts"
import { type Context, everywhere } from "./context.ts"
import type { Sides } from "./counterexample.ts"
import type { FaultOptions, FaultPlan } from "./faults.ts"
import type { Law, LawOptions, Level, Relation } from "./law.ts"
import { plans } from "./plans.ts"
import { type Finding, property } from "./property.ts"
import { showStep } from "./show-step.ts"
import type { Capability, Subject } from "./subject.ts"
import type { Executed } from "./world.ts"

/** An equation, for any subject. */
export interface EquationOptions<P> {
  readonly id: string
  readonly name: string
  readonly equation: string
  readonly doc: string
  /** `word` when left out. */
  readonly level?: Level
  readonly relation?: Relation
  readonly requires?: ReadonlyArray<Capability>
  /** The generated parts, by name. */
  readonly given: { readonly [K in keyof P]: fc.Arbitrary<P[K]> }
  /** A small number when left out. */
  readonly input?: fc.Arbitrary<unknown>
  readonly faults?: Partial<FaultOptions>
  /** Where the sides are put; everywhere when left out, but beside a branch that fails only a step that stops at once. */
  readonly contexts?: ReadonlyArray<Context>
  readonly workflows?: ReadonlyArray<Provider<string, unknown>>
  readonly sides: (given: P) => Sides
  /** Tells which examples exercise the law; those that execute something when left out. */
  readonly relevant?: (left: Behaviours, right: Behaviours) => boolean
}

/** A law that waits for the interpreter it is checked on. */
export type LawFor = (subject: Subject) => Law

/** Makes a law of an equation. */
export const equation = <P>(options: EquationOptions<P>): LawFor => {
  const { id, name, doc, level = "word", relation = "=", requires = [] } = options
  const description = { id, name, equation: options.equation, level, relation, requires, doc }
  const examples: fc.Arbitrary<Example<P>> = fc.record({
    given: fc.record(options.given),
    input: options.input ?? fc.nat({ max: 9 }),
    plan: plans({ errors: true, defects: true, undos: false, synchronous: true, ...options.faults }),
    context: fc.constantFrom(...(options.contexts ?? everywhere))
  })
  return (subject) =>
    property(description, subject, examples, (example, how) => judge(options, subject, example, how))
}

/** Tells that something was executed. */
export const executes = (left: Behaviours): boolean =>
  left.all.some((behaviour) => wordOf(behaviour).length > 0)

/** For laws of pure steps: every example counts. */
export const always = (): boolean => true

/** Counts the examples in which an undo ran. */
export const undoes = (left: Behaviours, right: Behaviours): boolean =>
  wordsIn(left, right).some(({ operation }) => operation.startsWith("undo"))

/** Counts the examples in which an operation failed. */
export const fails = (left: Behaviours, right: Behaviours): boolean =>
  wordsIn(left, right).some(({ fault }) => fault !== undefined)

const wordsIn = (left: Behaviours, right: Behaviours): ReadonlyArray<Executed> =>
  [...left.all, ...right.all].flatMap(wordOf)

/** What was executed, without what the context did. */
const wordOf = ({ word }: Behaviour): ReadonlyArray<Executed> =>
  word.filter(({ resource }) => resource !== "C")

interface Example<P> {
  readonly given: P
  readonly input: unknown
  readonly plan: FaultPlan
  readonly context: Context
}

const judge = async <P>(
  options: EquationOptions<P>,
  subject: Subject,
  { given, input, plan, context }: Example<P>,
  how: LawOptions
): Promise<Finding> => {
  const { level = "word", relation = "=", workflows = [], relevant = executes } = options
  if (options.contexts === undefined && context === "beside a branch that fails" && lingers(given))
    return { kind: "beside the point" }
  const { left, right } = options.sides(given)
  return agreement(
    {
      level,
      relation,
      left: { subject, step: left },
      right: { subject, step: right },
      given: shownParts(given),
      relevant,
      workflows
    },
    { input, plan, context },
    how
  )
}

/** Tells whether something may go on in one of the parts after it has failed: in other branches, or a release. */
const lingers = (given: unknown): boolean =>
  Object.values(given as Readonly<Record<string, unknown>>).some((part) => isStep(part) && goesOn(part))

const goesOn = (step: AnyStep): boolean =>
  fold<boolean>(
    step,
    ({ kind }, children) =>
      kind === "parallel" || kind === "forEach" || kind === "bracket" || children.includes(true)
  )

const isStep = (part: unknown): part is AnyStep =>
  typeof part === "object" && part !== null && "pipe" in part && "kind" in part && part.kind !== "schedule"

const shownParts = (given: unknown): ReadonlyArray<readonly [string, string]> =>
  Object.entries(given as Readonly<Record<string, unknown>>).map(([name, part]) => [name, showPart(part)])

const showPart = (part: unknown): string => {
  if (typeof part === "function") return part.name
  if (isStep(part)) return showStep(part)
  return JSON.stringify(part)
}
