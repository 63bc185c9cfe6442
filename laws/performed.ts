/**
 * What was performed in a run, by node: read from the keys of the calls.
 * @module
 */
import type { Executed } from "./world.ts"

/** A call that was made, with the node that made it. */
export interface Performed {
  /** The node id, without indices. */
  readonly id: string
  /** The called workflow that it stands in. */
  readonly workflow: string | undefined
  /** What all attempts of one call have in common. */
  readonly call: string
  readonly undoing: boolean
  readonly executed: Executed
}

/** Reads what was executed. */
export const performedIn = (word: ReadonlyArray<Executed>): ReadonlyArray<Performed> => word.map(performed)

/** The name of a use or of a call, which tells its place from others. */
export const placeOf = ({
  id,
  workflow
}: {
  readonly id: string
  readonly workflow?: string | undefined
}): string => (workflow === undefined ? id : `${workflow}: ${id}`)

const performed = (executed: Executed): Performed => {
  const { run, node } = parsed(executed.key)
  const caller = run === "run" ? undefined : parsed(run).node
  const id = bare(node)
  return {
    id,
    // The node of the caller ends in `call:` and the name of the workflow.
    workflow: caller === undefined ? undefined : bare(caller).replace(/^.*call:/, ""),
    call: `${run}:${node.replace(/~\d+$/, "")}`,
    undoing: /(^|\/)undo\//.test(id),
    executed
  }
}

/** A key is the length of the id of the run, that id, and the node. */
const parsed = (key: string): { readonly run: string; readonly node: string } => {
  const [length = ""] = key.split(":", 1)
  const start = length.length + 1
  const end = start + Number(length)
  return { run: key.slice(start, end), node: key.slice(end + 1) }
}

/** Without items, turns, attempts, and the numbers of what stands twice. */
const bare = (node: string): string =>
  node
    .replace(/~\d+$/, "")
    .replaceAll(/\[[^\]]*\]/g, "")
    .replaceAll(/#\d+(?=\/|$)/g, "")
