/**
 * Where events come from and go to in Effect.
 * @module
 */
import * as Context from "effect/Context"
import type { EventBus } from "../in-process/event-bus.ts"

/**
 * The bus of the runs that share a context; each run has its own when there is none.
 * @example
 * import { Effect } from "effect"
 * import { Events, inEffect } from "lawful/effect"
 * const Paid = Event.make("Paid", { payload: t.number })
 * const bus = new EventBus()
 * bus.emit(Paid, 7)
 * const waiting = inEffect.interpret(Step.waitFor(Paid))(undefined)
 * await Effect.runPromise(waiting.pipe(Effect.provideService(Events, bus))) // => 7
 */
export const Events: Context.Reference<EventBus | undefined> = Context.Reference<EventBus | undefined>(
  "lawful/Events",
  { defaultValue: () => undefined }
)
