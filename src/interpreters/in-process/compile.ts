/**
 * Compiles a term into code, once; the result is run as often as wanted.
 *
 * This is the functor from steps to (possibly asynchronous) functions: a fold, one case for each kind. Sequences become one
 * flat array, runs of pure functions one instruction.
 * @module
 */
import { distinctIds } from "../../core/distinct-ids.ts"
import { fold } from "../../core/fold.ts"
import { type Node, nodeOf, type ScopeNode } from "../../core/node.ts"
import { nodeId, type Place, showPlace, undoneId } from "../../core/place.ts"
import type { AnyStep } from "../../core/step.ts"
import { bracket } from "./bracket.ts"
import type { Instruction } from "./code.ts"
import { contest } from "./contest.ts"
import { attempt, carry, choice, fail } from "./control.ts"
import { forEach } from "./for-each.ts"
import { type Fragment, joined, type Linked, link, pure } from "./fragment.ts"
import { iterate } from "./iterate.ts"
import { parallel } from "./parallel.ts"
import { perform } from "./perform.ts"
import { retry } from "./retry.ts"
import { scope } from "./scope.ts"
import type { Environment } from "./environment.ts"

/** Compiles a step for an environment. */
export const compile = (step: AnyStep, environment: Environment): Linked => {
  const ids: Ids = { called: distinctIds(), undone: distinctIds() }
  return link(
    fold<Fragment>(step, (node, children, place) => compileNode(node, children, place, environment, ids))
  )
}

/** Makes the ids of calls, and of what is undone as a whole, differ. */
interface Ids {
  readonly called: (id: string) => string
  readonly undone: (id: string) => string
}

const compileNode = (
  node: Node,
  children: ReadonlyArray<Fragment>,
  place: Place,
  environment: Environment,
  ids: Ids
): Fragment => {
  if (node.kind === "pure") return pure(node.apply, place)
  if (node.kind === "sequence") return joined(children)
  if (node.kind === "label") return children[0] as Fragment
  const effects = {
    performs: node.kind === "perform" || children.some((child) => child.performs),
    owes: children.some((child) => child.owes) || (node.kind === "scope" && node.commit.kind === "undo")
  }
  if (node.kind === "perform")
    return { ...effects, parts: perform(node.request, ids.called(nodeId(node.request, place)), environment) }
  const codes = children.map(link)
  return {
    ...effects,
    parts: [{ kind: "run", place: showPlace(place), run: instruction(node, codes, place, environment, ids) }]
  }
}

/** The kinds that are made of compiled children. */
type Composite = Exclude<Node, { readonly kind: "pure" | "sequence" | "label" | "perform" }>

const instruction = (
  node: Composite,
  codes: ReadonlyArray<Linked>,
  place: Place,
  environment: Environment,
  ids: Ids
): Instruction => {
  const [code, second, third] = codes as readonly [Linked, Linked, Linked]
  switch (node.kind) {
    case "fail":
      return fail(showPlace(place))
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
      return scope(node, code, second, place, undoneBy(node, code, place, ids), environment.observe)
    case "bracket":
      return bracket(code, second, third)
  }
}

/** The id of what a scope undoes: that of its call, or one for the step as a whole. */
const undoneBy = (node: ScopeNode, body: Linked, place: Place, ids: Ids): string => {
  if (node.commit.kind !== "undo") return ""
  const [call = ""] = body.places
  return nodeOf(node.step).kind === "perform" ? call : ids.undone(undoneId(node, place))
}
