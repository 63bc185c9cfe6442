/**
 * A world that answers once: what is delivered again under the same key and attempt gets the answer that it got before.
 *
 * This is what `delivery: "idempotent"` promises. Calls that are still out when a process ends go on: whoever asks again waits
 * for the same answer.
 * @module
 */
import type { Context } from "../src/core/implementation.ts"
import type { Clock } from "../src/interpreters/in-process/clock.ts"
import { faultless } from "./faults.ts"
import { type Answer, type Call, World } from "./world.ts"

/** A call as it reached the world, whether it was executed or had been before. */
export interface Delivery {
  readonly operation: string
  readonly input: number
  readonly key: string
  readonly attempt: number
  /** The run and the node with its indices, as the implementation was told. */
  readonly position: string
}

/** A world that remembers its answers. */
export class Remembering extends World {
  /** All calls that reached the world, in order. */
  readonly deliveries: Array<Delivery> = []
  readonly #world: World
  readonly #answers = new Map<string, Asked>()

  constructor(world: World) {
    super(faultless)
    this.#world = world
  }

  override get clock(): Clock {
    return this.#world.clock
  }

  override perform(operation: string, input: number, call: Call): Answer | Promise<Answer> {
    const { key, attempt } = call
    // Implementations hand on all that they are told.
    const { runId, nodeId } = call as Call & Partial<Context>
    this.deliveries.push({ operation, input, key, attempt, position: `${runId} ${nodeId}` })
    const delivery = `${key} ${attempt}`
    const known = this.#answers.get(delivery)
    const asked = known ?? this.#ask(operation, input, call)
    if (known === undefined) this.#answers.set(delivery, asked)
    // A read that was abandoned is asked again. Whoever asks last may abandon it.
    call.signal.addEventListener("abort", () => {
      if (!operation.startsWith("read")) return
      this.#answers.delete(delivery)
      asked.abandoned.abort()
    })
    return asked.answer()
  }

  #ask(operation: string, input: number, call: Call): Asked {
    const abandoned = new AbortController()
    try {
      const answer = this.#world.perform(operation, input, { ...call, signal: abandoned.signal })
      return { abandoned, answer: () => answer }
    } catch (cause) {
      return {
        abandoned,
        answer: () => {
          throw cause
        }
      }
    }
  }
}

/** A call that is out, or has been answered. */
interface Asked {
  readonly abandoned: AbortController
  readonly answer: () => Answer | Promise<Answer>
}
