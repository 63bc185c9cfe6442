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
import * as Saga from "../src/combinators/saga.ts"
import { fold } from "../src/core/fold.ts"
import { stepOf } from "../src/core/node.ts"
import type { AnyStep } from "../src/core/step.ts"
import {
  type Behaviour,
  type Behaviours,
  bySimplicity,
  explore,
  observe,
  seenAt,
  shortened
} from "./behaviour.ts"
import { type FaultOptions, type FaultPlan, showPlan } from "./faults.ts"
import { Lab } from "./lab.ts"
import type { Counterexample, Law, LawOptions, Level, Relation } from "./law.ts"
import { plans } from "./plans.ts"
import { type Finding, property } from "./property.ts"
import { showStep } from "./show-step.ts"
import type { Capability, Subject } from "./subject.ts"
import type { Executed } from "./world.ts"

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

/** The two sides of an equation. */
export interface Sides {
  readonly left: AnyStep
  readonly right: AnyStep
}

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
  { maxSchedules = 150, choices }: LawOptions
): Promise<Finding> => {
  const { level = "word", relation = "=", workflows = [], relevant = executes } = options
  if (options.contexts === undefined && context === "beside a branch that fails" && lingers(given))
    return { kind: "beside the point" }
  const plain = options.sides(given)
  const sides = { left: inContext(context, plain.left), right: inContext(context, plain.right) }
  const [left, right] = [
    await explore(subject, { step: sides.left, input, plan, workflows }, maxSchedules),
    await explore(subject, { step: sides.right, input, plan, workflows }, maxSchedules)
  ]
  if (!right.exhaustive || (relation === "=" && !left.exhaustive)) return { kind: "too many schedules" }
  const judged = async (step: AnyStep, behaviours: Behaviours): Promise<Behaviours> => {
    if (choices === undefined) return behaviours
    const { behaviour } = await observe(subject, { step, input, plan, workflows }, choices)
    return { all: [behaviour], exhaustive: false }
  }
  const oddLeft = oneWithout(level, await judged(sides.left, left), right)
  const odd =
    oddLeft ?? (relation === "=" ? oneWithout(level, await judged(sides.right, right), left) : undefined)
  if (odd === undefined) return { kind: "holds", relevant: relevant(left, right) }
  const side = odd === oddLeft ? "left" : "right"
  return {
    kind: "broken",
    counterexample: counterexampleOf(
      [
        ...shownParts(given),
        ["input", JSON.stringify(input)],
        ["faults", showPlan(plan)],
        ["context", context]
      ],
      sides,
      level,
      odd,
      side === "left" ? right : left,
      side
    )
  }
}

/** The simplest behaviour of one side that the other does not have: all schedules are tried, so none has to be shrunk. */
export const oneWithout = (level: Level, side: Behaviours, other: Behaviours): Behaviour | undefined => {
  const known = new Set(other.all.map((behaviour) => seenAt(level, behaviour)))
  const [odd] = side.all.filter((behaviour) => !known.has(seenAt(level, behaviour))).sort(bySimplicity)
  return odd
}

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

/** A write of its own resource, so that it gets into nobody's way. */
const ownWrite: AnyStep = Saga.undoable(Lab.c1, Lab.undoC1)

const boom: AnyStep = stepOf({
  kind: "sequence",
  first: stepOf({ kind: "pure", apply: () => ({ _tag: "Boom" }) }),
  second: stepOf({ kind: "fail" })
})

const shownParts = (given: unknown): ReadonlyArray<readonly [string, string]> =>
  Object.entries(given as Readonly<Record<string, unknown>>).map(([name, part]) => [name, showPart(part)])

const showPart = (part: unknown): string => {
  if (typeof part === "function") return part.name
  if (isStep(part)) return showStep(part)
  return JSON.stringify(part)
}

/** Shows a behaviour of one side that the other side does not have. */
export const counterexampleOf = (
  given: ReadonlyArray<readonly [string, string]>,
  sides: Sides,
  level: Level,
  odd: Behaviour,
  others: Behaviours,
  side: "left" | "right"
): Counterexample => {
  const traces = { odd: showTrace(level, odd), other: closest(level, odd, others) }
  return {
    given,
    left: { term: showStep(sides.left), trace: side === "left" ? traces.odd : traces.other },
    right: { term: showStep(sides.right), trace: side === "right" ? traces.odd : traces.other },
    choices: shortened(odd.choices),
    difference: `No schedule of the ${side === "left" ? "right" : "left"} side (${others.all.length} tried, all there are) does what the ${side} side did.`
  }
}

/** The behaviour that has the longest start in common. */
const closest = (level: Level, odd: Behaviour, others: Behaviours): string => {
  const target = odd.word.map(({ operation, input }) => `${operation}${input}`)
  const common = ({ word }: Behaviour): number => {
    const index = word.findIndex(({ operation, input }, at) => `${operation}${input}` !== target[at])
    return index === -1 ? word.length : index
  }
  const [best] = [...others.all].sort((one, other) => common(other) - common(one) || bySimplicity(one, other))
  return best === undefined ? "nothing" : `closest: ${showTrace(level, best)}`
}

const showTrace = (level: Level, behaviour: Behaviour): string =>
  `${seenAt(level, behaviour)}   choices ${JSON.stringify(shortened(behaviour.choices))}`
