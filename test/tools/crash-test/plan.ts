/** What a run is expected to do: pieces of work by their labels, one after another or side by side. */
export type Plan =
  | string
  | { readonly inOrder: ReadonlyArray<Plan> }
  | { readonly atOnce: ReadonlyArray<Plan> }

export const inOrder = (...of: ReadonlyArray<Plan>): Plan => ({ inOrder: of })
export const atOnce = (...of: ReadonlyArray<Plan>): Plan => ({ atOnce: of })

/** For every label of a plan the labels that have to be done before it is begun. */
export type Causes = ReadonlyMap<string, ReadonlySet<string>>

export const causesOf = (plan: Plan): Causes => {
  const causes = new Map<string, ReadonlySet<string>>()
  /** Gives the labels of a part. */
  const visit = (part: Plan, before: ReadonlyArray<string>): ReadonlyArray<string> => {
    if (typeof part === "string") {
      causes.set(part, new Set(before))
      return [part]
    }
    if ("atOnce" in part) return part.atOnce.flatMap((branch) => visit(branch, before))
    return part.inOrder.reduce<ReadonlyArray<string>>(
      (done, next) => [...done, ...visit(next, [...before, ...done])],
      []
    )
  }
  visit(plan, [])
  return causes
}
