/**
 * Compiles a term into code, once; the result is run as often as wanted.
 *
 * This is the functor from steps to (possibly asynchronous) functions: a fold, one case for each kind. Sequences become one
 * flat array, runs of pure functions one instruction.
 * @module
 */
import { fold } from "../../core/fold.ts"
import type { Node, Opaque } from "../../core/node.ts"
import { same } from "../../core/node.ts"
import type { Place } from "../../core/place.ts"
import type { AnyStep } from "../../core/step.ts"
import { bracket } from "./bracket.ts"
import type { Code, Instruction } from "./code.ts"
import { contest } from "./contest.ts"
import { attempt, carry, choice, fail } from "./control.ts"
import { forEach } from "./for-each.ts"
import { iterate } from "./iterate.ts"
import { parallel } from "./parallel.ts"
import { perform } from "./perform.ts"
import { retry } from "./retry.ts"
import { scope } from "./scope.ts"
import type { Environment } from "./environment.ts"

/** A piece of code before it is linked: pure functions still apart, so that neighbours can be joined. */
export interface Fragment {
  readonly parts: ReadonlyArray<Part>
  /** It asks the environment for something. */
  readonly performs: boolean
  /** It can leave debts. */
  readonly owes: boolean
}

/** One instruction, or a pure function. */
export type Part =
  | { readonly kind: "pure"; readonly apply: (value: unknown) => unknown; readonly place: string }
  | { readonly kind: "run"; readonly run: Instruction; readonly place: string }

/** Compiled code with what is known of it. */
export interface Linked extends Code {
  readonly performs: boolean
  readonly owes: boolean
}

/** Compiles a step for an environment. */
export const compile = (step: AnyStep, environment: Environment): Linked =>
  link(fold<Fragment>(step, (node, children, place) => compileNode(node, children, place, environment)))

const compileNode = (
  node: Node,
  children: ReadonlyArray<Fragment>,
  place: Place,
  environment: Environment
): Fragment => {
  if (node.kind === "pure") return pure(node.apply, place)
  if (node.kind === "sequence") return joined(children)
  if (node.kind === "label") return children[0] as Fragment
  const effects = {
    performs: node.kind === "perform" || children.some((child) => child.performs),
    owes: children.some((child) => child.owes) || (node.kind === "scope" && node.commit.kind === "undo")
  }
  if (node.kind === "perform") return { ...effects, parts: perform(node.request, place, environment) }
  const codes = children.map(link)
  return { ...effects, parts: [{ kind: "run", place, run: instruction(node, codes, place, environment) }] }
}

/** The kinds that are made of compiled children. */
type Composite = Exclude<Node, { readonly kind: "pure" | "sequence" | "label" | "perform" }>

const instruction = (
  node: Composite,
  codes: ReadonlyArray<Linked>,
  place: Place,
  environment: Environment
): Instruction => {
  const [code, second, third] = codes as readonly [Linked, Linked, Linked]
  switch (node.kind) {
    case "fail":
      return fail(place)
    case "carry":
      return carry(node, code)
    case "choice":
      return choice(node, codes)
    case "parallel":
      return node.join.kind === "tuple" || node.join.kind === "record"
        ? parallel(node, codes)
        : contest(node, codes)
    case "forEach":
      return forEach(node, code)
    case "iterate":
      return iterate(code)
    case "attempt":
      return attempt(code)
    case "retry":
      return retry(node, code, environment.observe)
    case "scope":
      return scope(node, code, second, place, environment.observe)
    case "bracket":
      return bracket(code, second, third)
  }
}

const pure = (apply: Opaque, place: Place): Fragment => ({
  performs: false,
  owes: false,
  // Types were checked when the step was built: the function only ever gets values that it was written for.
  parts: apply === same ? [] : [{ kind: "pure", apply: apply as (value: unknown) => unknown, place }]
})

const joined = (fragments: ReadonlyArray<Fragment>): Fragment => ({
  performs: fragments.some((fragment) => fragment.performs),
  owes: fragments.some((fragment) => fragment.owes),
  parts: fragments.flatMap((fragment) => fragment.parts)
})

/** Joins neighbouring pure functions into one instruction and lays everything out flat. */
const link = ({ parts, performs, owes }: Fragment): Linked => {
  const instructions: Array<Instruction> = []
  const places: Array<string> = []
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] as Part
    places.push(part.place)
    if (part.kind === "run") {
      instructions.push(part.run)
      continue
    }
    const functions = [part.apply]
    // Only those of one place: a function that throws is to be found.
    for (let next = parts[index + 1]; next?.kind === "pure"; next = parts[++index + 1]) {
      if (next.place !== part.place) break
      functions.push(next.apply)
    }
    instructions.push(applyAll(functions))
  }
  return { instructions, places, performs, owes }
}

const applyAll = (functions: ReadonlyArray<(value: unknown) => unknown>): Instruction => {
  const count = functions.length
  return (input) => {
    let value = input
    for (let index = 0; index < count; index++)
      value = (functions[index] as (value: unknown) => unknown)(value)
    if (value instanceof Promise) throw new PromiseFromPure()
    return value
  }
}

/** A function that was given as pure gave a promise. */
class PromiseFromPure extends TypeError {
  override readonly name = "PromiseFromPure"
  readonly code = "step/async-pure"
  constructor() {
    super(
      "A function given to pure, map or another combinator for pure functions gave a promise. Declare an operation in a Signature and implement it asynchronously. (step/async-pure)"
    )
  }
}
