/**
 * A run inside a fiber: what it is surrounded by is the context of the fiber.
 * @module
 */
import * as Context from "effect/Context"
import * as Random from "effect/Random"
import * as References from "effect/References"
import * as Tracer from "effect/Tracer"
import { LazyRun } from "../in-process/lazy-run.ts"
import type { Call } from "../in-process/program.ts"
import { inside } from "./ambient.ts"
import { clockIn } from "./effect-clock.ts"
import { Events } from "./events.ts"
import type { Operations } from "./service.ts"

/** A run that knows its context. */
export class EffectRun extends LazyRun {
  readonly context: Context.Context<never>
  private traces: boolean | undefined = undefined
  private readonly contexts = new Map<Operations, Context.Context<never>>()

  constructor({ id, parent, newId, host }: Call) {
    // Whoever starts a run of these gives its context: this folder does, and nobody else.
    const context = host as Context.Context<never>
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
    this.context = context
  }

  /** True when somebody would see spans. Those of the tracer that is there by default go nowhere. */
  get traced(): boolean {
    return (this.traces ??= isTraced(this.context))
  }

  /** The context that the effects of an implementation run in. */
  within(operations: Operations): Context.Context<never> {
    let context = this.contexts.get(operations)
    if (context === undefined) {
      context = inside(operations.services, this.context)
      this.contexts.set(operations, context)
    }
    return context
  }
}

/** Tells whether a tracer was provided, and not switched off. */
export const isTraced = (context: Context.Context<never>): boolean =>
  context.mapUnsafe.has(Tracer.TracerKey) && Context.get(context, References.TracerEnabled)
