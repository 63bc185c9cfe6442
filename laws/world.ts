/**
 * A world that separates behaviours.
 *
 * Each resource holds a hash chain of what was done to it, an operation gives a hash of itself, its argument and the state
 * it met, and faults come from a plan. Two runs with the same final world have done the same to each resource in the same
 * order, up to collisions. Nothing happens by itself: operations and timers wait until the driver picks one, so that a list
 * of choices determines a run.
 * @module
 */
import { Failure } from "../src/core/implementation.ts"
import type { Clock } from "../src/interpreters/in-process/clock.ts"
import type { FaultPlan } from "./faults.ts"
import { hash } from "./hash.ts"
import { type Oops, resourceOf } from "./lab.ts"

/** An operation that was executed. */
export interface Executed {
  readonly operation: string
  readonly input: number
  readonly resource: string
  readonly fault: "error" | "defect" | undefined
  readonly key: string
  readonly attempt: number
  readonly at: number
}

/** What an interpreter tells about a call. */
export interface Call {
  readonly key: string
  readonly attempt: number
  readonly signal: AbortSignal
}

type Made = Pick<Call, "key" | "attempt">

/** Something that the driver can let happen. */
interface Pending {
  readonly fire: () => void
  readonly label: string
}

interface Timer extends Pending {
  readonly due: number
}

/** What an operation of the laboratory answers. */
export type Answer = number | Failure<Oops>

/** One world, for one run. */
export class World {
  /** What was executed, in order. */
  readonly word: Array<Executed> = []
  readonly #plan: FaultPlan
  readonly #states = new Map<string, number>()
  readonly #occurrences = new Map<string, number>()
  readonly #operations = new Set<Pending>()
  readonly #timers = new Set<Timer>()
  #now = 0

  constructor(plan: FaultPlan) {
    this.#plan = plan
  }

  /** Virtual time: it advances when nothing else can happen. */
  get clock(): Clock {
    return {
      now: () => this.#now,
      after: (delay, wake) => {
        if (delay === Infinity) return () => undefined
        const timer: Timer = {
          due: this.#now + delay,
          label: `timer ${this.#now + delay}`,
          fire: () => {
            this.#timers.delete(timer)
            this.#now = timer.due
            wake()
          }
        }
        this.#timers.add(timer)
        return () => this.#timers.delete(timer)
      }
    }
  }

  /** The final state of each resource. */
  get states(): ReadonlyMap<string, number> {
    return this.#states
  }

  /** Operations that were started and have not ended. */
  get running(): ReadonlyArray<string> {
    return [...this.#operations].map((pending) => pending.label)
  }

  /** What can happen next: an operation ends, or, when none is under way, the earliest timers fire. */
  get enabled(): ReadonlyArray<Pending> {
    if (this.#operations.size > 0) return [...this.#operations]
    const earliest = Math.min(...[...this.#timers].map((timer) => timer.due))
    return [...this.#timers].filter((timer) => timer.due === earliest)
  }

  /** Calls an operation: it is executed when the driver picks it, or at once when the plan says that it is synchronous. */
  perform(operation: string, input: number, call: Call): Answer | Promise<Answer> {
    // A call has the key with which it was made, however long it takes.
    const made: Made = { key: call.key, attempt: call.attempt }
    if (this.#plan.synchronous.includes(operation)) return this.#execute(operation, input, made)
    return new Promise((resolve, reject: (cause: Error) => void) => {
      const pending: Pending = {
        label: `${operation}(${input})`,
        fire: () => {
          this.#operations.delete(pending)
          try {
            resolve(this.#execute(operation, input, made))
          } catch (cause) {
            reject(cause as Error)
          }
        }
      }
      this.#operations.add(pending)
      // A read whose result is not wanted any more has no effect that anyone could see.
      if (operation.startsWith("read"))
        call.signal.addEventListener("abort", () => this.#operations.delete(pending))
    })
  }

  #execute(operation: string, input: number, { key, attempt }: Made): Answer {
    const resource = resourceOf(operation)
    const occurrence = this.#occurrences.get(operation) ?? 0
    this.#occurrences.set(operation, occurrence + 1)
    const fault = this.#plan.faults.find(
      (one) => one.operation === operation && one.occurrence === occurrence
    )?.kind
    const before = this.#states.get(resource) ?? 0
    this.word.push({ operation, input, resource, fault, key, attempt, at: this.#now })
    if (fault === "defect") throw new Error(`${operation} threw`)
    if (fault === "error")
      return new Failure<Oops>({ _tag: occurrence % 2 === 0 ? "Low" : "High", of: operation })
    const result = hash(`${operation}(${input})`, before)
    if (!operation.startsWith("read")) this.#states.set(resource, result)
    return result
  }
}
