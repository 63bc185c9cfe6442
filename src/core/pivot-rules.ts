/**
 * The pivot rules (semantics 2.5), for what reached a term past the types: nothing that can fail after, beside or in a loop
 * with an irreversible step, and nothing irreversible where it can be stopped half-way.
 * @module
 */
import type { Report } from "./problem.ts"
import { joined, nothing, type Summary } from "./summary.ts"

/** One after the other. */
export const sequenced = (report: Report, parts: ReadonlyArray<Summary>): Summary => {
  let pivot: string | undefined
  let attempted: string | undefined
  let shortest = 0
  for (const part of parts) {
    shortest += part.shortest
    // A failed attempt has passed no pivot: only what follows its success comes after the pivots in it.
    const passed = pivot ?? attempted
    const fallible = pivot === undefined ? part.fallibleOnRight : part.fallible
    if (passed !== undefined && fallible !== undefined)
      report(
        "saga/fallible-after-pivot",
        fallible,
        `"${fallible}" can fail after the irreversible "${passed}". Handle its error, or move it before the pivot.`
      )
    if (part.attempts) attempted ??= part.irreversible
    else if (part !== nothing) pivot ??= attempted ?? part.irreversible
  }
  return { ...joined(parts), shortest }
}

/** A body that is run again and again must not fail when it is irreversible: a later turn comes after an earlier one. */
export const repeated = (report: Report, body: Summary): Summary => {
  const { fallible, irreversible } = body
  if (fallible !== undefined && irreversible !== undefined)
    report(
      "saga/fallible-after-pivot",
      fallible,
      `"${fallible}" is repeated and can fail after the irreversible "${irreversible}" of an earlier turn. Handle its error inside, or give the write an undo.`
    )
  return body
}

/** A branch must not fail beside an irreversible one. */
export const besides = (report: Report, branches: ReadonlyArray<Summary>): void => {
  const pivots = branches.filter((branch) => branch.irreversible !== undefined)
  for (const branch of branches) {
    if (branch.fallible === undefined) continue
    const pivot = pivots.find((other) => other !== branch)?.irreversible
    if (pivot !== undefined)
      report(
        "saga/fallible-after-pivot",
        branch.fallible,
        `"${branch.fallible}" can fail beside the irreversible "${pivot}". Handle its error inside its branch, or run "${pivot}" after the branches have joined.`
      )
  }
}

/** What can be stopped half-way must not be irreversible. */
export const cancellable = (report: Report, { irreversible }: Summary, where: string): void => {
  if (irreversible !== undefined)
    report(
      "saga/pivot-can-be-cancelled",
      irreversible,
      `the irreversible "${irreversible}" stands in a ${where}, where it can be cancelled. Move it behind the ${where}.`
    )
}
