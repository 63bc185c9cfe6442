/**
 * The properties of sagas, SAGA-1 to SAGA-11, as monitors of an exploration.
 *
 * Each run is judged by what it has done itself, those that were called as well; the world is judged when all have ended.
 *
 * Source: docs/explanation/sagas.md; Bruni, Melgratti, Montanari, "Theoretical foundations for compensations in flow
 * composition languages", POPL 2005; Garcia-Molina, Salem, "Sagas", SIGMOD 1987.
 * @module
 */
import type { Outcome } from "../../core/outcome.ts"
import { commandsOf } from "../../machine/commands.ts"
import type { Deed, ExploredState } from "../explore/explored-state.ts"
import type { End } from "../explore/invariant.ts"
import { sameData } from "../plain-data.ts"
import { showValue } from "../show-value.ts"
import { type Account, accountsOf, isOutstanding, timesAmong, timesDone } from "./account.ts"
import { difference } from "./difference.ts"
import { precedes, scopeUndoneAt, undoneAround, undoneId, undoScopes } from "./positions.ts"
import { combined, rule, type SagaRule } from "./saga-rule.ts"
import { isFlat, isPlain, mustWrite, isOwedOnce } from "./shape.ts"

/** What the world looks like to somebody who wants to know whether something has happened. */
export type Observe = (world: unknown) => unknown

/** The properties that hold in every history in which undos succeed. `again`: calls are delivered again. */
export const rulesFor = (initial: unknown, observe: Observe, again: boolean): ReadonlyArray<SagaRule> => [
  // Of several that one state breaks, the first is reported: what says most about the mistake.
  noPivot(),
  atLeastOnce(again),
  committed(),
  noPhantoms(),
  reversed(),
  phases(),
  noneLost(),
  nothingHappened(initial, observe),
  termination()
]

/** The properties of histories with a cancellation. */
export const maskingFor = (initial: unknown, observe: Observe): SagaRule =>
  combined(
    "SAGA-11",
    // Also one that came when the run was being undone already.
    ({ budget }, end) => budget.cancellations === 0 && end?._tag !== "Completed",
    [noneLost(), nothingHappened(initial, observe), reversed(), termination()]
  )

/** The properties of histories in which undos fail for good, are repaired, and resumed. */
export const stuckRulesFor = (initial: unknown, observe: Observe): ReadonlyArray<SagaRule> => {
  const unharmed = nothingHappened(initial, observe)
  return [
    stuckIsExact(),
    combined(
      "SAGA-7",
      // What a called workflow owes is paid by resuming that one.
      ({ budget, runs }) =>
        budget.resumes === 0 && runs.every(({ residual }) => residual.outcome?._tag !== "Stuck"),
      [noneLost(), nothingHappened(initial, observe)]
    ),
    {
      ...unharmed,
      atEnd: (state, end) => (state.budget.resumes === 0 ? undefined : unharmed.atEnd?.(state, end))
    }
  ]
}

type Tag = Outcome<unknown, unknown>["_tag"]

/** The first thing that is wrong with a run. */
const inRuns = (state: ExploredState, why: (account: Account) => string | undefined): string | undefined => {
  for (const account of accountsOf(state)) {
    const found = why(account)
    if (found !== undefined) return `${found}${account.where}`
  }
  return undefined
}

const tagOf = ({ residual }: Pick<Account, "residual">): Tag | undefined => residual.outcome?._tag

/** It stopped, and could still go back. */
const hasFailed = ({ residual }: Pick<Account, "residual">): boolean => {
  const tag = residual.outcome?._tag
  return tag === "Failed" || ((tag === "Cancelled" || tag === "Defect") && !residual.root.committed)
}

const committed = (): SagaRule =>
  rule("SAGA-1", (occasion) => ({
    atEnd: (state) =>
      inRuns(state, (account) => {
        if (tagOf(account) !== "Completed") return undefined
        occasion()
        const again = account.forward.find(({ repeated }) => repeated)
        if (again !== undefined) return `the run completed, and ${again.node} was done ${again.times} times`
        const [undone] = isPlain(account.program) ? account.undone : []
        return undone === undefined ? undefined : `the run completed, and ${undone} was undone`
      })
  }))

const noPhantoms = (): SagaRule =>
  rule("SAGA-2", (occasion) => ({
    inState: (state) =>
      inRuns(state, (account) => {
        const { program, undos, forward } = account
        for (const undo of undos) {
          const scope = scopeUndoneAt(program, undo.at)
          if (scope?.node.kind !== "scope" || scope.node.commit.kind !== "undo") continue
          if (scope.node.commit.register === "before" || !mustWrite(scope.node.step)) continue
          occasion()
          const id = undoneId(scope, undo)
          const done = forward.filter((deed) => undoneAround(program, deed).includes(id)).length
          const called = undos.filter(({ node }) => node === undo.node).length
          if (done === 0) return `${undo.node} was called, and what it undoes was never done`
          // What stands in a saga inside the undo may itself be done again.
          if (called > done && undoScopes(program, undo.at).length === 0)
            return `${undo.node} was called ${called} times, and what it undoes was done ${done} times`
        }
        return undefined
      })
  }))

const noneLost = (): SagaRule =>
  rule("SAGA-3", (occasion) => ({
    atEnd: (state) =>
      inRuns(state, (account) => {
        if (!hasFailed(account)) return undefined
        occasion()
        const lost = account.forward.find(
          (deed) => deed.effect !== "irreversible" && isOutstanding(account, deed)
        )
        return lost === undefined
          ? undefined
          : `${lost.node} was done and not undone, although the run ended ${tagOf(account)}`
      })
  }))

const nothingHappened = (initial: unknown, observe: Observe): SagaRule =>
  rule("SAGA-4", (occasion) => ({
    atEnd: ({ runs, world }, end) => {
      const [run] = runs
      if (run === undefined || !hasFailed(run)) return undefined
      occasion()
      const [before, after] = [observe(initial), observe(world)]
      return sameData(before, after)
        ? undefined
        : `the run ended ${end._tag}, and the world is not as it was: ${difference(before, after)}`
    }
  }))

const reversed = (): SagaRule =>
  rule("SAGA-5", (occasion) => ({
    inState: (state) =>
      inRuns(state, (account) => {
        const { program, forward, residual } = account
        for (const command of commandsOf(program, residual)) {
          if (!("undoing" in command) || !command.undoing) continue
          const scope = scopeUndoneAt(program, command.at)
          if (scope === undefined) continue
          occasion()
          const at = { node: scope.id, trail: command.at.trail.slice(0, scope.depth) }
          const later = forward.find(
            (deed) =>
              deed.effect === "undoable" &&
              undoScopes(program, deed.at).length === 1 &&
              precedes(program, at, deed.at) &&
              isOutstanding(account, deed)
          )
          if (later !== undefined)
            return `${command.id} began before ${later.node} was undone, which was done later`
        }
        return undefined
      })
  }))

const phases = (): SagaRule =>
  rule("SAGA-6", (occasion) => ({
    inState: (state) =>
      inRuns(state, ({ program, residual, undos: [undo] }) => {
        if (undo === undefined || !isFlat(program)) return undefined
        occasion()
        const forward = commandsOf(program, residual).find(
          (command) => command.kind === "operation" && !command.undoing
        )
        return forward === undefined ? undefined : `${forward.id} was still to be done after ${undo.node}`
      })
  }))

const noPivot = (): SagaRule =>
  rule("SAGA-8", (occasion) => ({
    atEnd: (state) =>
      inRuns(state, (account) => {
        if (tagOf(account) !== "Failed") return undefined
        occasion()
        const done = account.forward.find(({ effect }) => effect === "irreversible")
        return done === undefined ? undefined : `the run failed after ${done.node}, which cannot be undone`
      })
  }))

const atLeastOnce = (again: boolean): SagaRule =>
  rule("SAGA-9", (occasion) => ({
    inState: ({ done }) => {
      const deeds = Object.values(done)
      if (again && deeds.length > 0) occasion()
      const repeated = deeds.find((deed) => deed.repeated)
      return repeated === undefined ? undefined : carelessly(repeated)
    }
  }))

const carelessly = ({ node, times, operation }: Deed): string =>
  `${node} was delivered ${times} times under one key, and changed the world each time. Make ${operation} ignore keys that it has seen, and declare it \`delivery: "idempotent"\``

const termination = (): SagaRule =>
  rule("SAGA-10", (occasion) => ({
    atEnd: (state, end) => {
      occasion()
      return endless(end) ?? stuckElsewhere(state)
    }
  }))

const endless = (end: End<unknown, unknown>): string | undefined => {
  if (end._tag === "Waiting")
    return `the run waits for ever for ${end.for.map(({ node }) => node).join(", ")}. If an event should come, give it in \`events\``
  if (end._tag !== "Stuck") return undefined
  const [cause] = end.also
  const why = cause?.kind === "defect" ? `, because ${cause.at} threw ${showValue(cause.cause, 200)}` : ""
  return `the run is stuck, owing ${end.owed.map(({ of }) => of).join(", ")}${why}`
}

/** A workflow that nobody waits for has to end, too. */
const stuckElsewhere = (state: ExploredState): string | undefined =>
  inRuns(state, ({ residual: { outcome } }) => {
    if (outcome === null) return "the run waits for ever"
    return outcome._tag === "Stuck"
      ? `the run is stuck, owing ${outcome.owed.map(({ of }) => of).join(", ")}`
      : undefined
  })

/** What is owed is what was done, less what was undone. */
const stuckIsExact = (): SagaRule =>
  rule("SAGA-7", (occasion) => ({
    atEnd: (state) =>
      inRuns(state, (account) => {
        const { program, forward, undone, residual } = account
        if (residual.outcome?._tag !== "Stuck" || residual.root.committed) return undefined
        occasion()
        const owed = residual.outcome.owed.map(({ of }) => of)
        for (const deed of forward) {
          const scopes = undoScopes(program, deed.at)
          if (deed.effect !== "undoable" || scopes.length === 0) continue
          const left = timesDone(account, deed) - timesAmong(account, deed, undone)
          const owing = timesAmong(account, deed, owed)
          if (left > owing) return `${deed.node} was done, is not undone, and is not owed`
          if (left < owing && scopes.every(isOwedOnce) && scopes.length === 1)
            return `${deed.node} is owed and was undone`
        }
        return undefined
      })
  }))
