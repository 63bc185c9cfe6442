/**
 * Worst cases: how many operations, how many attempts, how long.
 * @module
 */
import type { OperationDefinition } from "../../core/operation.ts"
import type { Delay } from "../../core/schedule.ts"
import type { AnyStep } from "../../core/step.ts"
import type { Callable } from "./callable.ts"
import { boundOf, type Bounds, type Duration, type Use } from "./description.ts"
import { committing } from "./committing.ts"
import { total } from "./exits.ts"
import { measured } from "./measured.ts"
import { fewest, greatest, longest, most, type Semiring, together } from "./semiring.ts"

/** What is assumed where a term does not say how much. */
export interface Assumptions {
  /** How many milliseconds an operation takes at most; any time when left out. */
  readonly latency?: (operation: OperationDefinition) => Delay
  /** How many items a `forEach` has at most; any number when left out. */
  readonly items?: number
  /** How many turns a loop takes at most; any number when left out. */
  readonly turns?: number
}

/** The bounds of a step. */
export const boundsOf = (
  step: AnyStep,
  callable: Callable,
  uses: ReadonlyArray<Use>,
  assumed: Assumptions
): Bounds => {
  const { forward, undoing } = countOf(step, callable, assumed)
  const least = leastOf(step, callable)
  return {
    operations: { least, most: boundOf(forward) },
    undoOperations: boundOf(undoing),
    attempts: boundOf(
      uses.reduce((most, { attempts }) => Math.max(most, attempts === "unbounded" ? Infinity : attempts), 0)
    ),
    time: durationOf(step, callable, assumed),
    waiting: durationOf(step, callable, { ...assumed, latency: () => 0 })
  }
}

interface Count {
  readonly forward: number
  readonly undoing: number
}

const counts: Semiring<Count> = together<Count>({ forward: most, undoing: most })
const none: Count = { forward: 0, undoing: 0 }

const countOf = (step: AnyStep, callable: Callable, { items, turns }: Assumptions): Count =>
  total(
    counts,
    measured(step, callable, {
      semiring: counts,
      request: ({ kind }) => (kind === "operation" ? { ...none, forward: 1 } : none),
      undo: ({ forward, undoing }) => ({ forward: 0, undoing: forward + undoing }),
      endless: { forward: Infinity, undoing: Infinity },
      detached: (weight) => weight,
      ...limitsOf(items, turns)
    })
  )

/** The same as given, without what is not. */
const limitsOf = (
  items: number | undefined,
  turns: number | undefined
): { readonly items?: number; readonly turns?: number } => ({
  ...(items === undefined ? {} : { items }),
  ...(turns === undefined ? {} : { turns })
})

/** How many operations every run performs that completes; none when no run does. */
const leastOf = (step: AnyStep, callable: Callable): number => {
  const { completed } = measured(step, callable, {
    semiring: fewest,
    request: ({ kind }) => (kind === "operation" ? 1 : 0),
    endless: 0,
    detached: () => 0
  })
  return completed === Infinity ? 0 : completed
}

interface Time {
  /** Until it has settled; or, stopped, until it has noticed. */
  readonly forward: number
  /** What has been started and cannot be called off when it is stopped. */
  readonly drain: number
  /** What has been spent on undoing, while it went on. */
  readonly paid: number
  /** What undoing the rest would cost. */
  readonly owed: number
  /** What all undos would take one after the other: a bound of both together, since no debt is paid twice. */
  readonly undos: number
}

const times: Semiring<Time> = together<Time>({
  forward: longest,
  drain: greatest,
  paid: longest,
  owed: longest,
  undos: most
})
const instant: Time = { forward: 0, drain: 0, paid: 0, owed: 0, undos: 0 }
const endless: Time = { forward: Infinity, drain: Infinity, paid: Infinity, owed: Infinity, undos: Infinity }

const durationOf = (
  step: AnyStep,
  callable: Callable,
  { latency = () => Infinity, items, turns }: Assumptions
): Duration => {
  const irrevocable = committing(callable)
  const taking = (forward: number): Time => ({ ...instant, forward })
  const exits = measured<Time>(step, callable, {
    semiring: times,
    request: (request) => {
      switch (request.kind) {
        case "operation": {
          const forward = latency(request.operation)
          return { ...instant, forward, drain: request.operation.effect === "readonly" ? 0 : forward }
        }
        case "timer":
          return taking(request.mode === "for" && typeof request.time === "number" ? request.time : Infinity)
        case "receive":
          return taking(Infinity)
        case "emit":
          return instant
        case "call":
          if (request.mode === "detach" || callable.find(request) !== undefined) return instant
          return { ...instant, forward: Infinity, drain: Infinity }
      }
    },
    wait: taking,
    undo: (undo) => {
      const takes = Math.max(0, undo.forward) + undoingOf(undo)
      return { ...instant, owed: takes, undos: takes }
    },
    paid: settling,
    final: (weight) => (weight.forward === -Infinity ? weight : { ...weight, owed: 0 }),
    endless,
    detached: () => instant,
    // Behind a pivot it goes on to its end, whoever wants it stopped.
    awaited: (body, weight) =>
      irrevocable.has(body) ? { ...weight, drain: Math.max(weight.drain, weight.forward) } : weight,
    // Decided when enough have settled; then what has been started in the others runs to its end, and they are undone.
    contested: (rule, branches) => {
      const ends = branches.map((branch) => total(times, branch))
      const settled = ends.map(({ forward }) => forward).sort((one, other) => one - other)
      const decided = rule && (settled[Math.min(rule.need + rule.fail - 1, settled.length) - 1] ?? Infinity)
      const limit =
        decided === undefined
          ? Infinity
          : ends.reduce(
              (latest, end) => Math.max(latest, Math.min(decided + end.drain, end.forward)),
              decided
            )
      const lost = ends.reduce((most, { owed }) => Math.max(most, owed), 0)
      return (weight) =>
        weight.forward === -Infinity ? weight : { ...notLater(limit)(weight), paid: weight.paid + lost }
    },
    retried: ({ within }, body) => notLater(within + Math.max(0, total(times, body).forward)),
    // Neither acquiring nor releasing is interrupted.
    bracketed: (acquire, use, release) => (weight) =>
      weight.forward === -Infinity
        ? weight
        : {
            ...weight,
            drain: Math.max(0, acquire.forward, use.drain) + Math.max(0, release.forward)
          },
    ...limitsOf(items, turns)
  })
  const all = total(times, exits)
  return { forward: boundOf(all.forward), undoing: boundOf(undoingOf(all)) }
}

const undoingOf = ({ paid, owed, undos }: Time): number => Math.max(0, Math.min(paid + owed, undos))

/** A scope that fails pays before the failure goes on. */
const settling = (weight: Time): Time =>
  weight.forward === -Infinity ? weight : { ...weight, paid: weight.paid + weight.owed, owed: 0 }

const notLater =
  (limit: number) =>
  (weight: Time): Time => ({ ...weight, forward: Math.min(weight.forward, limit) })
