/**
 * What a step touches: the footprints of all operations in it, undos included.
 *
 * An operation that declares nothing may touch anything: a write writes to everything, a readonly operation reads everything.
 * @module
 */
import type { OperationDefinition } from "../core/operation.ts"

/** Names of resources; `everything` where nobody knows. */
export type Names = ReadonlySet<string> | "everything"

/** The resources that a step reads and writes. */
export interface Touched {
  readonly reads: Names
  readonly writes: Names
}

const none: ReadonlySet<string> = new Set()

/** It touches nothing. */
export const nothing: Touched = { reads: none, writes: none }

/** It may touch anything. */
export const anything: Touched = { reads: "everything", writes: "everything" }

/** What an operation touches. */
export const touchedBy = ({ footprint, effect }: OperationDefinition): Touched => {
  if (footprint !== undefined) return { reads: new Set(footprint.reads), writes: new Set(footprint.writes) }
  return effect === "readonly" ? { reads: "everything", writes: none } : anything
}

/** What several steps touch together. */
export const touchedByAll = (all: ReadonlyArray<Touched>): Touched => {
  const [first = nothing, ...others] = all
  if (others.every((other) => other === first || other === nothing)) return first
  return { reads: union(all.map(({ reads }) => reads)), writes: union(all.map(({ writes }) => writes)) }
}

/** A resource that stands in the way of exchanging two steps: one of them writes it, and the other uses it. */
export const conflict = (one: Touched, other: Touched): string | undefined =>
  common(one.writes, other.writes) ?? common(one.writes, other.reads) ?? common(one.reads, other.writes)

/** The resources in words. */
export const showTouched = ({ reads, writes }: Touched): string => {
  const shown = [
    ...(isEmpty(reads) ? [] : [`reads ${showNames(reads)}`]),
    ...(isEmpty(writes) ? [] : [`writes ${showNames(writes)}`])
  ]
  return shown.length === 0 ? "touches nothing" : shown.join(" and ")
}

const showNames = (names: Names): string => (names === "everything" ? names : [...names].sort().join(", "))

const isEmpty = (names: Names): boolean => names !== "everything" && names.size === 0

const union = (all: ReadonlyArray<Names>): Names => {
  const names = new Set<string>()
  for (const some of all) {
    if (some === "everything") return some
    for (const name of some) names.add(name)
  }
  return names
}

const common = (one: Names, other: Names): string | undefined => {
  if (isEmpty(one) || isEmpty(other)) return undefined
  if (one === "everything") return other === "everything" ? "anything" : [...other][0]
  return other === "everything" ? [...one][0] : [...one].find((name) => other.has(name))
}
