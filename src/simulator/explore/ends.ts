/**
 * How explored runs end.
 * @module
 */
import { commandsOf } from "../../machine/commands.ts"
import { presented } from "../../machine/outcome.ts"
import { values } from "../../machine/vector.ts"
import { waitsOf } from "../simulate/waiting.ts"
import type { ExploredRun, ExploredState } from "./explored-state.ts"
import type { End } from "./invariant.ts"
import { show } from "./shown.ts"

/** How the first run has ended, or what it waits for. */
export const endOf = ({ runs }: ExploredState): End<unknown, unknown> => {
  const [{ residual }] = runs as readonly [ExploredRun]
  if (residual.outcome !== null) return presented(residual.outcome)
  const waits = runs.flatMap((run) =>
    waitsOf({ id: run.id, commands: commandsOf(run.program, run.residual) })
  )
  return { _tag: "Waiting", for: waits }
}

/** The ids of what has been undone, in all runs. */
export const undoneIn = ({ runs }: ExploredState): ReadonlyArray<string> =>
  runs.flatMap(({ residual }) => [...values(residual.undone)])

/** An end in words. */
export const describeEnd = (end: End<unknown, unknown>): string => {
  switch (end._tag) {
    case "Completed":
      return "Completed"
    case "Failed":
      return `Failed with ${show(end.error)}, undone: ${end.undone.join(", ") || "nothing"}`
    case "Stuck":
      return `Stuck, owing ${end.owed.map(({ of }) => of).join(", ")}`
    case "Cancelled":
      return `Cancelled, undone: ${end.undone.join(", ") || "nothing"}`
    case "Defect":
      return `Defect at ${end.at}: ${String(end.cause)}`
    case "Waiting":
      return `waits for ever for ${end.for.map(({ node }) => node).join(", ")}`
  }
}
