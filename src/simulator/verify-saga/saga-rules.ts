/**
 * The properties of sagas, SAGA-1 to SAGA-11, as monitors of an exploration.
 *
 * Source: docs/explanation/sagas.md; Bruni, Melgratti, Montanari, "Theoretical foundations for compensations in flow
 * composition languages", POPL 2005; Garcia-Molina, Salem, "Sagas", SIGMOD 1987.
 * @module
 */
import { fold } from "../../core/fold.ts"
import { nodeOf } from "../../core/node.ts"
import { commandsOf } from "../../machine/commands.ts"
import type { Program } from "../../machine/program.ts"
import type { Deed, ExploredRun, ExploredState } from "../explore/explored-state.ts"
import { undoneIn } from "../explore/ends.ts"
import type { End, Monitor } from "../explore/invariant.ts"
import { sameData } from "../plain-data.ts"
import { difference } from "./difference.ts"
import { precedes, samePosition, scopeUndoneAt, undoScopes } from "./positions.ts"

/** One property. */
export interface SagaRule extends Monitor {
  readonly id: SagaRuleId
}

/** The names of the properties. */
export type SagaRuleId =
  | "SAGA-1"
  | "SAGA-2"
  | "SAGA-3"
  | "SAGA-4"
  | "SAGA-5"
  | "SAGA-6"
  | "SAGA-7"
  | "SAGA-8"
  | "SAGA-9"
  | "SAGA-10"
  | "SAGA-11"
  | "SAGA-12"

/** What each property says. */
export const sagaNames: Readonly<Record<SagaRuleId, string>> = {
  "SAGA-1": "commit: a run that completes has done every write once, and undone none",
  "SAGA-2": "no phantom undo: only what was done is undone",
  "SAGA-3": "none lost: a run that fails has undone everything that it did",
  "SAGA-4": "nothing happened: a run that fails leaves the world as it was",
  "SAGA-5": "causal reversal: what was done later is undone earlier",
  "SAGA-6": "phases: nothing is done any more once undoing has begun",
  "SAGA-7": "stuck is exact: what is owed is what was done and not undone, and resuming undoes it",
  "SAGA-8": "pivot: a run that fails has done nothing irreversible",
  "SAGA-9": "at least once: a repeated delivery changes nothing",
  "SAGA-10": "termination: every run ends, and none is stuck",
  "SAGA-11": "masking: a cancellation does not interrupt undoing",
  "SAGA-12": "isolation: a run that fails leaves another one as if it had never been"
}

/** What the world looks like to somebody who wants to know whether something has happened. */
export type Observe = (world: unknown) => unknown

const rule = (id: SagaRuleId, parts: Omit<Monitor, "name">): SagaRule => ({
  id,
  name: `${id} (${sagaNames[id]})`,
  ...parts
})

/** The properties that hold in every history in which undos succeed. */
export const rulesFor = (program: Program, initial: unknown, observe: Observe): ReadonlyArray<SagaRule> => [
  committed(program),
  noPhantoms(program),
  noneLost(program),
  nothingHappened(initial, observe),
  reversed(program),
  ...(isFlat(program) ? [phases] : []),
  noPivot,
  atLeastOnce,
  termination
]

const forwards = (state: ExploredState): ReadonlyArray<Deed> =>
  Object.values(state.done).filter(
    (deed) => deed.run === 0 && scopeUndoneAt(programIn(state), deed.at) === undefined
  )

const programIn = ({ runs }: ExploredState): Program => (runs[0] as ExploredRun).program

/** It stopped, and could still go back. */
const hasFailed = ({ runs }: ExploredState, end: End<unknown, unknown>): boolean =>
  end._tag === "Failed" ||
  ((end._tag === "Cancelled" || end._tag === "Defect") && runs[0]?.residual.root.committed === false)

const committed = (program: Program): SagaRule =>
  rule("SAGA-1", {
    atEnd: (state, end) => {
      if (end._tag !== "Completed") return undefined
      const again = forwards(state).find(({ repeated }) => repeated)
      if (again !== undefined) return `the run completed, and ${again.node} was done ${again.times} times`
      if (!isPlain(program)) return undefined
      const [undone] = undoneIn(state)
      return undone === undefined ? undefined : `the run completed, and ${undone} was undone`
    }
  })

const noPhantoms = (program: Program): SagaRule =>
  rule("SAGA-2", {
    inState: (state) => {
      for (const deed of Object.values(state.done)) {
        const scope = deed.run === 0 ? scopeUndoneAt(program, deed.at) : undefined
        if (scope === undefined) continue
        const { node } = program.sites.get(scope.node) ?? {}
        if (node?.kind !== "scope" || node.commit.kind !== "undo" || node.commit.register === "before")
          continue
        if (!writes(node.step)) continue
        const done = forwards(state).some(({ at }) =>
          undoScopes(program, at).some((around) => samePosition(around, scope))
        )
        if (!done) return `${deed.node} was called, and what it undoes was never done`
      }
      return undefined
    }
  })

const noneLost = (program: Program): SagaRule =>
  rule("SAGA-3", {
    atEnd: (state, end) => {
      if (!hasFailed(state, end)) return undefined
      const undone = new Set(undoneIn(state))
      const lost = forwards(state).find(
        ({ at, node, effect }) => effect !== "irreversible" && !isUndone(program, at, node, undone)
      )
      return lost === undefined
        ? undefined
        : `${lost.node} was done and not undone, although the run ended ${end._tag}`
    }
  })

/** By its own undo, or by that of a scope around it which replaces it. */
const isUndone = (program: Program, at: Deed["at"], node: string, undone: ReadonlySet<string>): boolean => {
  const indices = /(\[[^\]]*\])*$/.exec(node)?.[0] ?? ""
  return undoScopes(program, at).some(({ node: scope }) => {
    const id = program.sites.get(scope)?.undone ?? ""
    // The scope may stand outside some of the loops that the write stands in.
    return [...undone].some(
      (one) => one === id || (one.startsWith(`${id}[`) && indices.startsWith(one.slice(id.length)))
    )
  })
}

const nothingHappened = (initial: unknown, observe: Observe): SagaRule =>
  rule("SAGA-4", {
    atEnd: (state, end) => {
      if (!hasFailed(state, end)) return undefined
      const [before, after] = [observe(initial), observe(state.world)]
      return sameData(before, after)
        ? undefined
        : `the run ended ${end._tag}, and the world is not as it was: ${difference(before, after)}`
    }
  })

const reversed = (program: Program): SagaRule =>
  rule("SAGA-5", {
    inState: (state) => {
      const undone = new Set(undoneIn(state))
      for (const command of commandsOf(program, (state.runs[0] as ExploredRun).residual)) {
        if (!("undoing" in command) || !command.undoing || !command.started) continue
        const scope = scopeUndoneAt(program, command.at)
        if (scope === undefined) continue
        const later = forwards(state).find(
          ({ at, node, effect }) =>
            effect === "undoable" &&
            undoScopes(program, at).length === 1 &&
            precedes(program, scope, at) &&
            !isUndone(program, at, node, undone)
        )
        if (later !== undefined)
          return `${command.id} began before ${later.node} was undone, which was done later`
      }
      return undefined
    }
  })

const phases: SagaRule = rule("SAGA-6", {
  inState: (state) => {
    const { program, residual } = state.runs[0] as ExploredRun
    const undo = Object.values(state.done).find(({ at }) => scopeUndoneAt(program, at) !== undefined)
    if (undo === undefined) return undefined
    const forward = commandsOf(program, residual).find(
      (command) => command.kind === "operation" && !command.undoing
    )
    return forward === undefined ? undefined : `${forward.id} was still to be done after ${undo.node}`
  }
})

const noPivot: SagaRule = rule("SAGA-8", {
  atEnd: (state, end) => {
    if (end._tag !== "Failed") return undefined
    const done = forwards(state).find(({ effect }) => effect === "irreversible")
    return done === undefined ? undefined : `the run failed after ${done.node}, which cannot be undone`
  }
})

const atLeastOnce: SagaRule = rule("SAGA-9", {
  inState: (state) => {
    const again = Object.values(state.done).find(({ repeated }) => repeated)
    return again === undefined
      ? undefined
      : `${again.node} was delivered ${again.times} times under one key, and changed the world each time. Make ${again.operation} ignore keys that it has seen, and declare it \`delivery: "idempotent"\``
  }
})

const termination: SagaRule = rule("SAGA-10", {
  atEnd: (_, end) => {
    if (end._tag === "Waiting")
      return `the run waits for ever for ${end.for.map(({ node }) => node).join(", ")}. If an event should come, give it in \`events\``
    if (end._tag !== "Stuck") return undefined
    const [cause] = end.also
    const why = cause?.kind === "defect" ? `: ${String(cause.cause)}` : ""
    return `the run is stuck, owing ${end.owed.map(({ of }) => of).join(", ")}${why}`
  }
})

/** The property of histories in which undos fail for good, are repaired, and resumed. */
export const stuckIsExact = (program: Program): SagaRule =>
  rule("SAGA-7", {
    atEnd: (state, end) => {
      if (end._tag !== "Stuck") return undefined
      const undone = new Set(undoneIn(state))
      const owed = new Set(end.owed.map(({ of }) => of))
      for (const { at, node, effect } of forwards(state)) {
        if (effect !== "undoable" || undoScopes(program, at).length === 0) continue
        const isOwed = isUndone(program, at, node, owed)
        if (isUndone(program, at, node, undone) === isOwed)
          return isOwed
            ? `${node} is owed and was undone`
            : `${node} was done, is not undone, and is not owed`
      }
      return undefined
    }
  })

/** Only pairs of a call and its undo, nothing that is caught, raced or scoped: then there is one phase of each kind. */
const isFlat = (program: Program): boolean =>
  isPlain(program) &&
  [...program.sites.values()].every(
    ({ node, block }) =>
      block === undefined ||
      node.kind !== "scope" ||
      (node.commit.kind === "undo" && nodeOf(node.step).kind === "perform")
  )

/** Nothing in it is undone unless the run as a whole is. */
const isPlain = (program: Program): boolean =>
  [...program.sites.values()].every(
    ({ node }) =>
      node.kind !== "attempt" &&
      node.kind !== "retry" &&
      node.kind !== "bracket" &&
      !(node.kind === "parallel" && (node.join.kind === "race" || node.join.kind === "quorum")) &&
      !(node.kind === "forEach" && node.until !== undefined) &&
      !(node.kind === "perform" && node.request.kind === "call")
  )

const writes = (step: Parameters<typeof nodeOf>[0]): boolean =>
  fold<boolean>(
    step,
    (node, children) =>
      children.includes(true) ||
      (node.kind === "perform" &&
        node.request.kind === "operation" &&
        node.request.operation.effect !== "readonly")
  )
