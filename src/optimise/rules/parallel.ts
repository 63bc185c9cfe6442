/**
 * Side by side: neighbours that have nothing to do with each other need not wait for each other.
 *
 * That neither needs what the other gives is known by construction: by which halves of a pair, or which fields of a record,
 * the carrying steps are given and change. That they do not get into each other's way is known by footprints. The rest is what
 * laws P3 and N2 are about: what may have happened when one of them fails.
 * @module
 */
import { applied } from "../../core/apply.ts"
import { type Branch, type CarriedFields, same } from "../../core/node.ts"
import type { Context } from "../context.ts"
import { type Facts, joined } from "../facts.ts"
import { type Known, known, sequenceOf } from "../known.ts"
import { type Refused, refused, type Replaced, replaced, type Rule, type Scan } from "../rule.ts"
import { conflict, showTouched } from "../touched.ts"

/** Neighbours that cannot fail. */
export const parallel: Rule = {
  id: "parallel",
  law: "P3",
  equation: "first(f) >>> second(g) = parallel(f, g)",
  condition:
    "f and g are given nothing of each other's, have disjoint footprints (undos included), cannot fail, pass no pivot and wait for nothing; what they write, nobody can stop half-way",
  level: "resources",
  keeps: "ids",
  rewrite: { of: "sequence", apply: (parts, context) => scan(parts, context, "strict") }
}

/** Neighbours that can fail, where nothing remains of what was done. */
export const parallelFallible: Rule = {
  id: "parallel-fallible",
  law: "P3, SAGA-4",
  equation: "first(f) >>> second(g) = parallel(f, g)",
  condition:
    "as for parallel, but f and g may fail: they only read, or every write in them has an undo and a failure goes straight to one saga; if several can fail or any writes, no attempt, retry or race stands above",
  level: "effects",
  keeps: "ids",
  rewrite: { of: "sequence", apply: (parts, context) => scan(parts, context, "loose") }
}

/** Neighbours that may go side by side, and what is known of all of them together. */
interface Group {
  readonly parts: Array<Known>
  readonly writes: Set<string>
  facts: Facts
}

/** How a failure of one of them is dealt with: there is none, or nothing remains of what was done. */
type Strictness = "strict" | "loose"

/** Takes as many neighbours as possible into each group, from the front to the back. */
const scan = (parts: ReadonlyArray<Known>, context: Context, wanted: Strictness): Scan => {
  const chunks: Array<Scan[number]> = []
  let group: Group | undefined
  const flush = (): void => {
    if (group === undefined) return
    const fits = group.parts.length > 1 && strictnessOf(group.facts, context) === wanted
    chunks.push({ parts: group.parts, verdict: fits ? together(group, context) : undefined })
    group = undefined
  }
  for (const part of parts) {
    const fields = fieldsOf(part)
    if (fields === undefined) {
      flush()
      chunks.push({ parts: [part], verdict: undefined })
      continue
    }
    const against = group === undefined ? undefined : obstacle(group, part, fields, context, wanted)
    if (group !== undefined && against !== undefined) {
      const seen = [...group.parts, part]
      flush()
      // The rule that allows more says what it refuses.
      if (wanted === "loose") chunks.push({ parts: [], seen, verdict: against })
    }
    group ??= { parts: [], writes: new Set(), facts: part.facts }
    group.facts = group.parts.length === 0 ? part.facts : joined([group.facts, part.facts])
    group.parts.push(part)
    for (const name of fields.writes) group.writes.add(name)
  }
  flush()
  return chunks
}

const fieldsOf = ({ node }: Known): CarriedFields | undefined =>
  node.kind === "carry" ? node.fields : undefined

/** Why a part may not go beside a group. */
const obstacle = (
  group: Group,
  part: Known,
  fields: CarriedFields,
  context: Context,
  wanted: Strictness
): Refused | undefined => {
  const { facts, text } = part
  const needs =
    fields.reads === "all" ? [...group.writes] : fields.reads.filter((name) => group.writes.has(name))
  if (needs.length > 0)
    return refused(
      "N1",
      fields.reads === "all"
        ? `${text} is given the whole value, also what was set before it: ${needs.join(", ")}. Step.bindFrom says what a step needs`
        : `${text} needs what was set before it: ${needs.join(", ")}`
    )
  const both = joined([group.facts, facts])
  if (both.pivot !== undefined) return refused("N2", `${both.pivot} is a point of no return`)
  if (both.timer !== undefined) return refused("N18", `work must not be moved across the timer ${both.timer}`)
  if (both.outside !== undefined) return refused("N18", `work must not be moved across ${both.outside}`)
  const resource = conflict(group.facts.touched, facts.touched)
  if (resource !== undefined)
    return refused("N1", `both use ${resource}, and one of them writes it (or declares no footprint)`)
  const needed = strictnessOf(both, context)
  if (needed === undefined) return refused("N2", whyNeither(both))
  if (needed === "loose" && context.handled) {
    if (group.facts.fallible !== undefined && facts.fallible !== undefined)
      return refused("N2", `several can fail, and which failure is told may matter to what handles it`)
    if (both.scoped)
      return refused("N2", `${both.fallible} can fail, and what goes on may see what was undone`)
  }
  return needed === "loose" && wanted === "strict" ? refused("N2", whyNeither(both)) : undefined
}

/** Which law allows neighbours to go side by side. */
const strictnessOf = (facts: Facts, { alone, inSaga }: Context): Strictness | undefined => {
  const readsOnly = facts.unpaired === undefined && !facts.scoped
  if (facts.fallible === undefined && (readsOnly || alone)) return "strict"
  return readsOnly || (inSaga && facts.unpaired === undefined) ? "loose" : undefined
}

const whyNeither = ({ fallible, unpaired }: Facts): string => {
  const when = fallible === undefined ? "it can be stopped half-way" : `${fallible} can fail`
  return unpaired === undefined
    ? `${when}, and no saga stands directly around it that would undo the rest`
    : `${when}, and ${unpaired} is not undone then`
}

/** All of them side by side, then what each of them sets, in the old order. */
const together = ({ parts, facts }: Group, { inSaga }: Context): Replaced => {
  const carried = parts.flatMap((part) => {
    const { node, children } = part
    const [child] = children
    return node.kind === "carry" && child !== undefined ? [{ part, node, child }] : []
  })
  const steps = carried.map(({ node, child }) =>
    sequenceOf([known({ kind: "pure", apply: node.select }), child])
  )
  const branches = steps.map(({ step }, index): Branch => {
    const [name, ...more] = carried[index]?.node.fields?.writes ?? []
    return { name: name === undefined || more.length > 0 ? `${index}` : name, step }
  })
  const merges = carried.map(({ node }) => applied(node.merge))
  const merge = (value: unknown, outputs: ReadonlyArray<unknown>): unknown =>
    merges.reduce((merged, set, index) => set(merged, outputs[index]), value)
  const beside = known({ kind: "parallel", branches, join: { kind: "tuple" } }, steps)
  const all = carried.map(({ node }) => node.fields)
  const fields: CarriedFields = {
    reads: all.some((each) => each?.reads === "all")
      ? "all"
      : all.flatMap((each) => (each === undefined || each.reads === "all" ? [] : each.reads)),
    writes: all.flatMap((each) => each?.writes ?? [])
  }
  return replaced(
    [known({ kind: "carry", select: same, step: beside.step, merge, fields }, [beside])],
    ...parts.map((part) => `${part.text} ${showTouched(part.facts.touched)}`),
    facts.fallible === undefined
      ? "none of them can fail"
      : inSaga && facts.scoped
        ? `${facts.fallible} can fail, and one saga undoes all of them`
        : `${facts.fallible} can fail, and they only read`
  )
}
