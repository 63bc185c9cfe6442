/**
 * Weighing a step together with the workflows that it calls.
 * @module
 */
import type { Request } from "../../core/node.ts"
import type { AnyStep } from "../../core/step.ts"
import type { Callable, Part } from "./callable.ts"
import { type Exits, total } from "./exits.ts"
import type { Semiring } from "./semiring.ts"
import { weigh } from "./weigh.ts"
import { settled } from "./weigh-scopes.ts"
import type { Weights } from "./weights.ts"

/** How to weigh what is called. */
export interface Measure<T> extends Omit<Weights<T>, "request" | "call"> {
  readonly semiring: Semiring<T>
  readonly request: (request: Request, id: string, part: string | undefined) => T
  /** A workflow that calls itself, one way or the other. */
  readonly endless: T
  /** A workflow that is started and not waited for, from all that it may weigh. */
  readonly detached: (weight: T) => T
  /** What else is known of a workflow that is waited for. */
  readonly awaited?: (body: AnyStep, weight: T) => T
}

/** What a step has done at each of its exits. */
export const measured = <T>(step: AnyStep, callable: Callable, measure: Measure<T>): Exits<T> => {
  const { semiring, endless, detached } = measure
  const known = new Map<AnyStep, Exits<T>>()
  const unknown: Exits<T> = { completed: endless, failed: endless, stopped: endless }
  const of = ({ name, body }: Part): Exits<T> =>
    weigh(semiring, {
      ...measure,
      request: (request, id) => measure.request(request, id, name),
      call: (request) => {
        const part = callable.find(request)
        if (part === undefined) return undefined
        // What a called workflow owes it pays itself, and what it has done is not undone.
        const ended = settled(measure, known.get(part.body) ?? unknown, true)
        if (request.mode === "await") {
          const awaited = (weight: T): T => measure.awaited?.(part.body, weight) ?? weight
          return {
            completed: awaited(ended.completed),
            failed: awaited(ended.failed),
            stopped: awaited(ended.stopped)
          }
        }
        const weight = detached(total(semiring, ended))
        return { completed: weight, failed: semiring.zero, stopped: weight }
      }
    })(body)
  for (const part of callable.parts) known.set(part.body, of(part))
  return of({ name: undefined, body: step })
}
