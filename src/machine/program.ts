/**
 * Programs: a term laid out for the machine, so that every active position is found by its id.
 *
 * Made once for a term. Sequences are flat blocks; labels leave only names; what keeps no state of its own while something in
 * it is active (a choice, a sealed call) is a site without a residual.
 *
 * Laws: ids are the same for terms that are equal up to association, unit and pure steps (test/machine/program.test.ts).
 * @module
 */
import type { AnyCodec } from "../core/codec.ts"
import { distinctIds } from "../core/distinct-ids.ts"
import { fold } from "../core/fold.ts"
import { type Node, nodeOf, type Opaque, type PerformNode, same } from "../core/node.ts"
import { isPivot } from "../core/operation.ts"
import { nodeId, type Place, showPlace, undoneId } from "../core/place.ts"
import { requestName } from "../core/request-name.ts"
import type { AnyStep } from "../core/step.ts"
import { fingerprint } from "./fingerprint.ts"

/** A term, ready to be run by the machine. */
export interface Program {
  readonly root: Site
  /** Every site by its id. */
  readonly sites: ReadonlyMap<string, Site>
  readonly border: ProgramBorder | undefined
  /** A hash of the structure of the term: what has another one is another term. */
  readonly fingerprint: string
}

/** The codecs at the border of a workflow; a bare step has none. */
export interface ProgramBorder {
  readonly name: string
  readonly input: AnyCodec
  readonly output: AnyCodec
  readonly error: AnyCodec | undefined
}

/** A node that can be active. */
export interface Site {
  /** Made of names, see docs/explanation/node-identity.md; nodes without a name of their own are called after what is in them. */
  readonly id: string
  readonly node: Active
  /** Where to look when a function in it throws. */
  readonly place: string
  /** A call behind which there is no way back. */
  readonly pivotal: boolean
  /** One for each child of the node. */
  readonly blocks: ReadonlyArray<Block>
  /** The block that it stands in; undefined for the root. */
  readonly block: Block | undefined
  /** Its index in that block. */
  readonly index: number
  /** How many numbers the trail of a position here has. */
  readonly depth: number
  /** The arms of a choice by tag. */
  readonly arms: ReadonlyMap<string, Block>
  /** Of a scope: the id of what its undo undoes. */
  readonly undone: string
}

/** The nodes that leave a site. */
export type Active = Exclude<Node, { readonly kind: "pure" | "sequence" | "label" }>

/** A sequence, flat. */
export interface Block {
  readonly owner: Site
  /** Which child of the owner it is. */
  readonly slot: number
  readonly parts: ReadonlyArray<Part>
}

/** A pure function, or a site. */
export type Part =
  | { readonly kind: "pure"; readonly apply: Opaque; readonly place: string }
  | { readonly kind: "site"; readonly site: Site }

/** What can be run: a step, or a workflow. */
export type Runnable =
  | AnyStep
  | {
      readonly kind: "workflow"
      readonly name: string
      readonly input: AnyCodec
      readonly output: AnyCodec
      readonly error: AnyCodec | undefined
      readonly body: AnyStep
    }

/** Lays out a term; the same object gives the same program. */
export const programOf = (runnable: Runnable): Program => {
  const known = programs.get(runnable)
  if (known !== undefined) return known
  const program =
    "body" in runnable
      ? layOut(runnable.body, {
          name: runnable.name,
          input: runnable.input,
          output: runnable.output,
          error: runnable.error
        })
      : layOut(runnable, undefined)
  programs.set(runnable, program)
  return program
}

const programs = new WeakMap<object, Program>()

/** The branch of `owner` that leads to `site`; -1 when it does not stand in it. */
export const slotTowards = (site: Site, owner: Site): number => {
  for (let block = site.block; block !== undefined; block = block.owner.block)
    if (block.owner === owner) return block.slot
  return -1
}

/** A site while it is laid out. */
interface Draft {
  id: string
  node: Active
  place: string
  pivotal: boolean
  blocks: ReadonlyArray<Block>
  block: Block | undefined
  index: number
  depth: number
  arms: ReadonlyMap<string, Block>
  undone: string
}

/** A piece of a term, and the first and the last name in it. */
interface Fragment {
  readonly parts: ReadonlyArray<Part>
  readonly first: string | undefined
  readonly last: string | undefined
}

const layOut = (step: AnyStep, border: ProgramBorder | undefined): Program => {
  const sites = new Map<string, Draft>()
  const performed = distinctIds()
  const structural = distinctIds()
  const undoing = distinctIds()
  const draft = (id: string, node: Active, place: Place, children: ReadonlyArray<Fragment>): Draft => {
    const site: Draft = {
      id,
      node,
      place: showPlace(place),
      pivotal: false,
      blocks: [],
      block: undefined,
      index: 0,
      depth: 0,
      arms: noArms,
      undone: undoneBy(node, children, place, undoing)
    }
    site.blocks = children.map(({ parts }, slot) => blockOf(site, slot, parts))
    if (node.kind === "choice")
      site.arms = new Map(node.arms.map(({ name }, slot) => [name, site.blocks[slot] as Block]))
    sites.set(id, site)
    return site
  }
  const body = fold<Fragment>(step, (node, children, place) => {
    const [child = nothing, other] = children
    switch (node.kind) {
      case "pure":
        return node.apply === same
          ? nothing
          : { ...nothing, parts: [{ kind: "pure", apply: node.apply, place: showPlace(place) }] }
      case "sequence":
        return {
          parts: children.flatMap(({ parts }) => parts),
          first: firstName(children),
          last: lastName(children)
        }
      case "label":
        return { parts: child.parts, first: node.name, last: node.name }
      case "perform": {
        const name = requestName(node.request)
        const site = draft(performed(nodeId(node.request, place)), node, place, [])
        site.pivotal = isPivotal(node)
        return { parts: [{ kind: "site", site }], first: name, last: name }
      }
      case "fail":
      case "carry":
      case "choice":
      case "parallel":
      case "forEach":
      case "iterate":
      case "attempt":
      case "retry":
      case "scope":
      case "bracket": {
        const done =
          node.kind === "scope" ? [child] : node.kind === "bracket" ? [child, other ?? nothing] : children
        const first = firstName(done)
        const last = lastName(done)
        const sealed =
          node.kind === "scope" && node.commit.kind === "seal" ? callIn(child, node.step) : undefined
        if (sealed !== undefined) {
          ;(sealed as Draft).pivotal = true
          return child
        }
        const id = structural(`${place}${node.kind}(${subject(first, last)})`)
        return { parts: [{ kind: "site", site: draft(id, node, place, children) }], first, last }
      }
    }
  })
  const root = draft("", { kind: "scope", step, commit: { kind: "keep" } }, "", [body])
  // What is inside was laid out first.
  for (const site of [...sites.values()].reverse()) site.depth = depthOf(site)
  let hash: string | undefined
  return {
    root,
    sites,
    border,
    get fingerprint() {
      return (hash ??= fingerprint(step))
    }
  }
}

const nothing: Fragment = { parts: [], first: undefined, last: undefined }

const firstName = (parts: ReadonlyArray<Fragment>): string | undefined =>
  parts.find(({ first }) => first !== undefined)?.first

const lastName = (parts: ReadonlyArray<Fragment>): string | undefined => {
  for (let index = parts.length - 1; index >= 0; index--)
    if (parts[index]?.last !== undefined) return parts[index]?.last
  return undefined
}

const noArms: ReadonlyMap<string, Block> = new Map()

const blockOf = (owner: Site, slot: number, parts: ReadonlyArray<Part>): Block => {
  const block: Block = { owner, slot, parts }
  for (const [index, part] of parts.entries())
    if (part.kind === "site") {
      const site = part.site as Draft
      site.block = block
      site.index = index
    }
  return block
}

/** A call on its own in a sealed scope needs no scope: nothing in it could be undone. */
const callIn = ({ parts }: Fragment, step: AnyStep): Site | undefined => {
  const [part] = parts
  return nodeOf(step).kind === "perform" && part?.kind === "site" ? part.site : undefined
}

/** The id of what a scope undoes: that of its call, or one for the step as a whole. */
const undoneBy = (
  node: Active,
  [body]: ReadonlyArray<Fragment>,
  place: Place,
  distinct: (id: string) => string
): string => {
  if (node.kind !== "scope" || node.commit.kind !== "undo") return ""
  const call = body === undefined ? undefined : callIn(body, node.step)
  return call?.id ?? distinct(undoneId(node, place))
}

const isPivotal = ({ request }: PerformNode): boolean =>
  (request.kind === "operation" && isPivot(request.operation.effect)) ||
  (request.kind === "call" && isPivot(request.effect))

/** Called after the first and the last thing in it that has a name. */
const subject = (first: string | undefined, last: string | undefined): string =>
  first === undefined ? "" : first === last || last === undefined ? first : `${first}..${last}`

/** What the numbers count that a block adds to the trail of what is in it: turns and items, which ids show, or attempts. */
export const countedIn = ({ owner, slot }: Block): "turns" | "attempts" | undefined => {
  const { kind } = owner.node
  if (kind === "iterate" || kind === "forEach") return "turns"
  // The second block of a scope is its undo, whose attempts are numbered.
  return kind === "retry" || (kind === "scope" && slot === 1) ? "attempts" : undefined
}

/** Counts the numbers in the trail of a site: turns, items and attempts around it. */
const depthOf = ({ block }: Site): number =>
  block === undefined ? 0 : block.owner.depth + (countedIn(block) === undefined ? 0 : 1)
