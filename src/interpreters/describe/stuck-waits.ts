/**
 * Waits for events that cannot come.
 *
 * Events that somebody may have sent are found by iteration: what can be reached without them may send some, what can be
 * reached with those may send more, and so on. This takes every branch for possible and every key for right, so a wait for
 * an event that is still missing at the end is one that no run gets past.
 * @module
 */
import type { EventType } from "../../core/event.ts"
import type { Request } from "../../core/node.ts"
import type { AnyStep } from "../../core/step.ts"
import type { Callable } from "./callable.ts"
import { total } from "./exits.ts"
import { measured } from "./measured.ts"
import { listed, printable } from "./printable.ts"
import { some, someOf, thingsIn } from "./some.ts"
import { type Asked, keyOf } from "./uses.ts"
import type { Warning } from "./warning.ts"

/**
 * The waits that nothing ends. Events come from outside when they are among `outside`; without such a list, when nothing in
 * the step and in what it calls sends them.
 */
export const stuckWaits = (
  step: AnyStep,
  callable: Callable,
  uses: ReadonlyMap<string, Asked>,
  outside: ReadonlyArray<EventType> | undefined
): ReadonlyArray<Warning> => {
  const sent = eventsIn(uses.values(), "emit")
  const awaited = eventsIn(uses.values(), "receive")
  const known = new Set(outside?.map(({ name }) => name) ?? [...awaited].filter((name) => !sent.has(name)))
  if ([...awaited].every((name) => known.has(name))) return []
  for (;;) {
    const reached = reachedWith(step, callable, uses, known)
    const fresh = [...eventsIn(reached, "emit")].filter((name) => !known.has(name))
    if (fresh.length === 0) return reached.flatMap((one) => warningOf(one, known, uses))
    for (const name of fresh) known.add(name)
  }
}

const eventsIn = (asked: Iterable<Asked>, kind: "emit" | "receive"): ReadonlySet<string> =>
  new Set([...asked].flatMap(({ request }) => (request.kind === kind ? [request.event.name] : [])))

/** What can be asked for when waits for other events than these never end. */
const reachedWith = (
  step: AnyStep,
  callable: Callable,
  uses: ReadonlyMap<string, Asked>,
  events: ReadonlySet<string>
): ReadonlyArray<Asked> => {
  const semiring = someOf<string>()
  const exits = measured(step, callable, {
    semiring,
    request: (request, id, part) => (isEvent(request) ? some([keyOf(id, part)]) : semiring.one),
    undo: (undo) => undo,
    blocked: (request) => request.kind === "receive" && !events.has(request.event.name),
    endless: some([...uses.keys()]),
    detached: (weight) => weight
  })
  return [...thingsIn(total(semiring, exits))].flatMap((key) => uses.get(key) ?? [])
}

const isEvent = ({ kind }: Request): boolean => kind === "receive" || kind === "emit"

const warningOf = (
  { request, use }: Asked,
  known: ReadonlySet<string>,
  uses: ReadonlyMap<string, Asked>
): ReadonlyArray<Warning> => {
  if (request.kind !== "receive" || known.has(request.event.name)) return []
  const name = printable(request.event.name)
  const place = use.workflow === undefined ? use.id : `${use.workflow}: ${use.id}`
  const senders = [...uses.values()].filter(
    (other) => other.request.kind === "emit" && other.request.event.name === request.event.name
  )
  if (senders.length === 0)
    return [
      {
        code: "describe/event-never-sent",
        place,
        message: `it waits for the event "${name}", which nothing sends. Send it, or list it among the events that come from outside.`
      }
    ]
  return [
    {
      code: "describe/deadlock",
      place,
      message: `it waits for the event "${name}", and ${listed(senders.map((sender) => `"${printable(sender.use.id)}"`))} can only send it after this wait is over. Send it before, or list it among the events that come from outside.`
    }
  ]
}
