/**
 * What comes before what: the series-parallel order of a term, and which undo belongs to which write.
 * @module
 */
import type { Address } from "../../machine/event.ts"
import type { Program, Site } from "../../machine/program.ts"

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

const ancestry = ({ sites }: Program, { node, trail }: Address): ReadonlyArray<Step> => {
  const steps: Array<Step> = []
  let site = sites.get(node)
  if (site === undefined) return steps
  steps.push({ site, slot: -1, number: undefined })
  for (let block = site.block; block !== undefined; block = site.block) {
    site = block.owner
    const numbered =
      site.node.kind === "iterate" ||
      site.node.kind === "forEach" ||
      site.node.kind === "retry" ||
      (site.node.kind === "scope" && block.slot === 1)
    steps.push({ site, slot: block.slot, number: numbered ? trail[site.depth] : undefined })
  }
  return steps.reverse()
}

/** Turns and attempts come one after the other, and so do items one at a time. */
const inOrder = ({ node }: Site): boolean =>
  node.kind === "iterate" || node.kind === "retry" || (node.kind === "forEach" && node.concurrency === 1)

/** The scope whose undo undoes what is done at a position, and the position of that scope; the innermost first. */
export const undoScopes = (program: Program, { node, trail }: Address): ReadonlyArray<Address> => {
  const scopes: Array<Address> = []
  for (let block = program.sites.get(node)?.block; block !== undefined; block = block.owner.block) {
    const { owner, slot } = block
    if (owner.node.kind === "scope" && owner.node.commit.kind === "undo" && slot === 0)
      scopes.push({ node: owner.id, trail: trail.slice(0, owner.depth) })
  }
  return scopes
}

/** The scope that a position inside an undo belongs to; undefined when it is not inside one. */
export const scopeUndoneAt = (program: Program, { node, trail }: Address): Address | undefined => {
  for (let block = program.sites.get(node)?.block; block !== undefined; block = block.owner.block)
    if (block.owner.node.kind === "scope" && block.slot === 1)
      return { node: block.owner.id, trail: trail.slice(0, block.owner.depth) }
  return undefined
}

/** Tells whether two positions are the same. */
export const samePosition = (one: Address, other: Address): boolean =>
  one.node === other.node &&
  one.trail.length === other.trail.length &&
  one.trail.every((n, i) => n === other.trail[i])
