/**
 * What comes before what: the series-parallel order of a term, and which undo belongs to which write.
 * @module
 */
import type { Address } from "../../machine/event.ts"
import { countedIn, type Program, type Site } from "../../machine/program.ts"

/** Tells whether one position comes before another in every run that reaches both. */
export const precedes = (program: Program, one: Address, other: Address): boolean => {
  const [first, second] = [ancestry(program, one), ancestry(program, other)]
  for (let depth = 0; depth < Math.min(first.length, second.length); depth++) {
    const a = first[depth] as Step
    const b = second[depth] as Step
    if (a.site !== b.site) return a.site.block === b.site.block && a.site.index < b.site.index
    if (a.slot !== b.slot) return a.site.node.kind === "bracket" && a.slot < b.slot
    if (a.number !== b.number) return inOrder(a.site) && (a.number ?? 0) < (b.number ?? 0)
  }
  return false
}

/** A site on the way from the root to a position, which of its blocks the way goes through, and the number of the turn in it. */
interface Step {
  readonly site: Site
  readonly slot: number
  readonly number: number | undefined
}

/** Without the numbers of attempts: a call that is remembered keeps the position of the attempt that made it. */
const ancestry = ({ sites }: Program, { node, trail }: Address): ReadonlyArray<Step> => {
  const steps: Array<Step> = []
  let site = sites.get(node)
  if (site === undefined) return steps
  steps.push({ site, slot: -1, number: undefined })
  for (let block = site.block; block !== undefined; block = site.block) {
    site = block.owner
    const number = countedIn(block) === "turns" ? trail[site.depth] : undefined
    steps.push({ site, slot: block.slot, number })
  }
  return steps.reverse()
}

/** Turns come one after the other, and so do items one at a time. */
const inOrder = ({ node }: Site): boolean =>
  node.kind === "iterate" || (node.kind === "forEach" && node.concurrency === 1)

/** The scopes whose undo undoes what is done at a position; the innermost first. */
export const undoScopes = (program: Program, { node }: Address): ReadonlyArray<Site> => {
  const scopes: Array<Site> = []
  for (let block = program.sites.get(node)?.block; block !== undefined; block = block.owner.block) {
    const { owner, slot } = block
    if (owner.node.kind === "scope" && owner.node.commit.kind === "undo" && slot === 0) scopes.push(owner)
  }
  return scopes
}

/** The scope that a position inside an undo belongs to, innermost first; undefined when it is not inside one. */
export const scopeUndoneAt = (program: Program, { node }: Address): Site | undefined => {
  for (let block = program.sites.get(node)?.block; block !== undefined; block = block.owner.block)
    if (block.owner.node.kind === "scope" && block.slot === 1) return block.owner
  return undefined
}

/** Something at a position; its id is that of the node and the turns and items around it. */
interface Placed {
  readonly node: string
  readonly at: Address
}

/** The ids of what the scopes around it undo, the innermost first. */
export const undoneAround = (program: Program, placed: Placed): ReadonlyArray<string> =>
  undoScopes(program, placed.at).map((scope) => undoneId(scope, placed))

/** The id of what a scope around it undoes. The scope may stand outside some of the loops that it stands in. */
export const undoneId = (scope: Site, { node, at }: Placed): string => {
  let turns = 0
  for (let { block } = scope; block !== undefined; block = block.owner.block)
    if (countedIn(block) === "turns") turns++
  const indices = node.slice(at.node.length).match(/\[[^\]]*\]/g) ?? []
  return scope.undone + indices.slice(0, turns).join("")
}
