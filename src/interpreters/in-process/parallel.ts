/**
 * Branches side by side, all of which are needed.
 * @module
 */
import type { ParallelNode } from "../../core/node.ts"
import { exec, type Instruction, isAbort, placeIn } from "./code.ts"
import type { Linked } from "./fragment.ts"
import type { Frame } from "./frame.ts"
import { Halt, INTERRUPTED } from "./halt.ts"
import type { Ledger } from "./ledger.ts"

/**
 * Runs all branches in the failure scope that they stand in, so that a failure anywhere stops all of them at once, and waits
 * until all are quiet.
 */
export const parallel = (node: ParallelNode, codes: ReadonlyArray<Linked>): Instruction => {
  const owes = codes.some((code) => code.owes)
  const names = node.join.kind === "record" ? node.branches.map((branch) => branch.name) : undefined
  return (value, frame) => {
    const ledgers = owes ? openLedgers(frame, codes.length) : undefined
    let waiting = false
    const results = codes.map((code, index) => {
      const result = exec(
        code,
        value,
        ledgers === undefined ? frame : frame.within(frame.scope, ledgers[index])
      )
      waiting ||= result instanceof Promise
      return result
    })
    if (!waiting) return join(results, names, frame)
    return Promise.all(results).then(
      (settled) => join(settled, names, frame),
      (cause: unknown) => failed(cause, results, codes, frame)
    )
  }
}

/** Gives each branch a ledger of its own, owed side by side. */
export const openLedgers = (frame: Frame, count: number): ReadonlyArray<Ledger> => {
  const branches: ReadonlyArray<Ledger> = Array.from({ length: count }, () => [])
  frame.ledger.push({ kind: "parallel", branches })
  return branches
}

const join = (
  results: ReadonlyArray<unknown>,
  names: ReadonlyArray<string> | undefined,
  frame: Frame
): unknown => {
  for (let index = 0; index < results.length; index++)
    if (results[index] instanceof Halt) return frame.scope.halt ?? INTERRUPTED
  if (names === undefined) return results
  // Not by assignment: a branch may be called `__proto__`.
  return Object.fromEntries(names.map((name, index) => [name, results[index]]))
}

/** A branch rejected: stops the others at once, then waits until all are quiet. */
const failed = async (
  cause: unknown,
  results: ReadonlyArray<unknown>,
  codes: ReadonlyArray<Linked>,
  frame: Frame
): Promise<Halt> => {
  const defect = { kind: "defect" as const, cause, at: "" }
  if (!frame.scope.stopped || !isAbort(cause)) frame.scope.stop(new Halt("defect", [defect]))
  const all = await Promise.allSettled(results)
  for (const [index, result] of all.entries()) {
    if (result.status === "fulfilled") continue
    const at = placeIn(codes[index] as Linked, -1, frame)
    if (result.reason === cause) defect.at = at
    else if (!isAbort(result.reason))
      frame.scope.stop(new Halt("defect", [{ kind: "defect", cause: result.reason, at }]))
  }
  return frame.scope.halt ?? INTERRUPTED
}
