/**
 * A run inside a fiber: what it is surrounded by is the context of the fiber.
 * @module
 */
import * as Context from "effect/Context"
import type * as Fiber from "effect/Fiber"
import * as Random from "effect/Random"
import { LazyRun } from "../in-process/lazy-run.ts"
import type { Call } from "../in-process/program.ts"
import { inside } from "./ambient.ts"
import { clockIn } from "./effect-clock.ts"
import { Events } from "./events.ts"
import type { Operations } from "./service.ts"

/** What surrounds a run. */
export interface Surroundings {
  readonly context: Context.Context<never>
  /** True when somebody would see spans: those of the tracer that is there by default go nowhere. */
  readonly traced: boolean
}

/** What surrounds a run that a fiber starts. */
export const surroundingsOf = ({ context, cache }: Fiber.Fiber<unknown, unknown>): Surroundings => ({
  context,
  traced: cache.tracer !== undefined && cache.tracerEnabled
})

/** A run that knows what surrounds it. */
export class EffectRun extends LazyRun {
  readonly surroundings: Surroundings
  private contexts: Map<Operations, Context.Context<never>> | undefined = undefined

  constructor({ id, parent, newId, host }: Call) {
    // Only this folder starts runs of these, and it always says what surrounds them.
    const surroundings = host as Surroundings
    const { context } = surroundings
    const shared = {
      clock: clockIn(context),
      random: () => Context.get(context, Random.Random).nextDoubleUnsafe(),
      newId: newId ?? (() => globalThis.crypto.randomUUID()),
      mayWait: true
    }
    super(
      shared,
      id,
      parent?.events ?? Context.get(context, Events),
      parent === undefined ? 0 : parent.depth + 1
    )
    this.surroundings = surroundings
  }

  /** The context that the effects of an implementation run in. */
  within(operations: Operations): Context.Context<never> {
    const { context } = this.surroundings
    if (operations.services.length === 0) return context
    this.contexts ??= new Map()
    let known = this.contexts.get(operations)
    if (known === undefined) {
      known = inside(operations.services, context)
      this.contexts.set(operations, known)
    }
    return known
  }
}
