/**
 * What a step asks for, place by place.
 * @module
 */
import { fold } from "../../core/fold.ts"
import type { Node, Request } from "../../core/node.ts"
import { nodeId } from "../../core/place.ts"
import type { AnyStep } from "../../core/step.ts"
import type { Callable, Part } from "./callable.ts"
import { boundOf, type Use } from "./description.ts"
import { completing, type Tagged, untagged } from "./exits.ts"
import { attemptsOf } from "./repeated.ts"
import { possible } from "./semiring.ts"
import { weighed } from "./weigh.ts"
import type { Weights } from "./weights.ts"

/** A request with where it stands. */
export interface Asked {
  readonly request: Request
  readonly use: Use
}

/** What tells places apart, also those of called workflows. */
export const keyOf = (id: string, part: string | undefined): string =>
  part === undefined ? id : `${part}\n${id}`

/** Everything that is asked for in a step and in what it calls, by key. */
export const usesOf = (step: AnyStep, { parts, find }: Callable): ReadonlyMap<string, Asked> => {
  const all = new Map<string, Asked>()
  const around = new Map<AnyStep, Factor>([[step, once]])
  // Callers first. Workflows that call each other are looked into until nothing grows any more, or for ever.
  const order = [{ name: undefined, body: step }, ...[...parts].reverse()]
  for (let round = 0, grows = true; grows; round++) {
    grows = false
    for (const part of order) {
      const factor = around.get(part.body)
      if (factor === undefined) continue
      collect(
        part,
        round > order.length ? { ...factor, attempts: Infinity } : factor,
        all,
        (request, inner) => {
          const called = request.kind === "call" ? find(request) : undefined
          if (called === undefined) return
          const before = around.get(called.body)
          const now = before === undefined ? inner : widened(before, inner)
          if (before !== undefined && same(before, now)) return
          grows = true
          around.set(called.body, now)
        }
      )
    }
  }
  return all
}

/** A tree of what stands where; what is around it is multiplied on the way down, once. */
type Tree =
  | { readonly kind: "leaf"; readonly id: string; readonly request: Request }
  | { readonly kind: "around"; readonly trees: ReadonlyArray<Tree>; readonly factor: Factor }

/** What is found below a node, and whether it can fail. */
interface Found {
  readonly tree: Tree
  readonly exits: Tagged<boolean>
}

const identity = untagged(completing(possible, possible.one))
const asking: Weights<boolean> = { request: () => true }

interface Factor {
  readonly attempts: number
  readonly repeated: boolean
  readonly undoing: boolean
}

const once: Factor = { attempts: 1, repeated: false, undoing: false }

/** What holds wherever one of two things is around. */
const widened = (one: Factor, other: Factor): Factor => ({
  attempts: Math.max(one.attempts, other.attempts),
  repeated: one.repeated || other.repeated,
  undoing: one.undoing && other.undoing
})

const same = (one: Factor, other: Factor): boolean =>
  one.attempts === other.attempts && one.repeated === other.repeated && one.undoing === other.undoing

const collect = (
  { name, body }: Part,
  around: Factor,
  all: Map<string, Asked>,
  meet: (request: Request, factor: Factor) => void
): void => {
  const { tree } = fold<Found>(body, (node, children, place) => ({
    exits: weighed(
      possible,
      asking,
      identity,
      node,
      children.map(({ exits }) => exits),
      place
    ),
    tree:
      node.kind === "perform"
        ? { kind: "leaf", id: nodeId(node.request, place), request: node.request }
        : treeOf(node, children)
  }))
  const pending: Array<readonly [Tree, Factor]> = [[tree, around]]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [found, factor] = next
    if (found.kind === "leaf") {
      add(all, found, factor, name)
      meet(found.request, factor)
      continue
    }
    const inner: Factor = {
      attempts: factor.attempts * found.factor.attempts,
      repeated: factor.repeated || found.factor.repeated,
      undoing: factor.undoing || found.factor.undoing
    }
    for (let index = found.trees.length - 1; index >= 0; index--)
      pending.push([found.trees[index] as Tree, inner])
  }
}

const treeOf = (node: Node, children: ReadonlyArray<Found>): Tree => {
  const trees = children.map(({ tree }) => tree)
  const [only] = trees
  switch (node.kind) {
    case "retry":
      // What cannot fail is not tried again.
      if (children[0]?.exits.failed !== true) break
      return { kind: "around", trees, factor: { ...once, attempts: attemptsOf(node.schedule) } }
    case "forEach":
    case "iterate":
      return { kind: "around", trees, factor: { ...once, repeated: true } }
    case "scope": {
      if (node.commit.kind !== "undo") break
      const undoing = { ...once, undoing: true, attempts: attemptsOf(node.commit.failing.retry) }
      return {
        kind: "around",
        trees: [only as Tree, { kind: "around", trees: trees.slice(1), factor: undoing }],
        factor: once
      }
    }
    case "pure":
    case "perform":
    case "sequence":
    case "carry":
    case "choice":
    case "parallel":
    case "fail":
    case "attempt":
    case "bracket":
    case "label":
      break
  }
  return trees.length === 1 ? (only as Tree) : { kind: "around", trees, factor: once }
}

/** One id may stand at several places of a step that no workflow was made of: it is one use. */
const add = (
  all: Map<string, Asked>,
  { id, request }: { readonly id: string; readonly request: Request },
  around: Factor,
  part: string | undefined
): void => {
  const key = keyOf(id, part)
  const known = all.get(key)?.use
  const factor = known === undefined ? around : widened(around, factorOf(known))
  all.set(key, {
    request,
    use: {
      id,
      ...(part === undefined ? {} : { workflow: part }),
      ...factor,
      attempts: boundOf(factor.attempts)
    }
  })
}

const factorOf = ({ attempts, repeated, undoing }: Use): Factor => ({
  attempts: attempts === "unbounded" ? Infinity : attempts,
  repeated,
  undoing
})
