/**
 * Lifecycle events as lines of a log.
 * @module
 */
import type { Cause } from "../../core/outcome.ts"
import { revived } from "../../machine/thrown.ts"
import type { LifecycleCall, LifecycleEvent } from "./lifecycle-event.ts"

/**
 * Writes an event as one line. It shows names, not values: what runs carry may be secret.
 *
 * Laws: one line of printable characters, whatever ids and messages hold.
 * @example
 * import { showLifecycle } from "lawful/durable"
 * showLifecycle({
 *   id: "7/0/0", at: 0, runId: "order-17", rootId: "order-17", workflow: "fulfil", version: 2, kind: "run/started"
 * }) // => "1970-01-01T00:00:00.000Z run/started order-17 (fulfil, version 2)"
 */
export const showLifecycle = (event: LifecycleEvent): string => {
  const run = "runId" in event ? ` ${event.runId} (${event.workflow}, version ${event.version})` : ""
  const detail = detailOf(event)
  const line = `${timeOf(event.at)} ${event.kind}${run}${detail === "" ? "" : `: ${detail}`}`
  return line.replace(unprintable, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
}

/** Control characters, line separators, and marks that change the direction of text. */
// oxlint-disable-next-line no-control-regex -- these are what a line of a log must not hold
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]/gu

const detailOf = (event: LifecycleEvent): string => {
  switch (event.kind) {
    case "run/created":
      return event.queued ? "waits for room" : ""
    case "run/held":
      return event.reason
    case "run/undoing":
      return because(event.cause)
    case "run/defect":
      return message(event.outcome.cause)
    case "run/stuck":
      return `owes ${event.outcome.owed.map(({ of }) => of).join(", ")}, ${because(event.outcome.cause)}`
    case "run/failed":
      return tagOf(event.outcome.error)
    case "operation/started":
      return called(event) + (event.redelivered ? ", delivered again" : "")
    case "operation/failed":
      return `${called(event)}, ${tagOf(event.error)}`
    case "operation/threw":
      return `${called(event)}, ${message(revived(event.cause))}`
    case "operation/succeeded":
    case "operation/lost":
    case "operation/abandoned":
      return called(event)
    case "step/undone":
      return event.node
    case "step/retrying":
      return `${event.node}, attempt ${event.attempt} at ${timeOf(event.due)}`
    case "wait/began":
      return `${event.node}, ${awaited(event.on)}`
    case "wait/ended":
      return event.node + (event.abandoned ? ", not wanted any more" : "")
    case "event/sent":
      return event.event
    case "journal/failing":
      return message(revived(event.cause)) + (event.passing ? ", is tried again" : "")
    case "plugin/failed":
      return `${event.plugin} ${event.version} in ${event.hook}, ${message(revived(event.cause))}`
    case "run/started":
    case "run/recovered":
    case "run/waiting":
    case "run/woken":
    case "run/cancelling":
    case "run/resumed":
    case "run/completed":
    case "run/cancelled":
    case "journal/recovered":
      return ""
  }
}

const called = ({ operation, node, attempt, undoing }: LifecycleCall): string =>
  `${operation} at ${node}${attempt > 1 ? `, attempt ${attempt}` : ""}${undoing ? ", undoing" : ""}`

const awaited = (on: Extract<LifecycleEvent, { readonly kind: "wait/began" }>["on"]): string => {
  switch (on.kind) {
    case "time":
      return on.due === null ? "for ever" : `until ${timeOf(on.due)}`
    case "event":
      return `for ${on.event}`
    case "run":
      return `for ${on.workflow} ${on.runId}`
  }
}

const because = (cause: Cause): string => {
  switch (cause.kind) {
    case "error":
      return `because of ${tagOf(cause.error)} at ${cause.at}`
    case "defect":
      return `because of ${message(cause.cause)} at ${cause.at}`
    case "cancelled":
      return "because it is cancelled"
  }
}

/** The tag of a typed error, not what it holds. */
const tagOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "_tag" in error ? String(error._tag) : "an error"

const message = (cause: unknown): string =>
  cause instanceof Error ? cause.message : "something that is no error"

/** Times beyond what dates can hold are possible. */
const timeOf = (at: number): string => {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? String(at) : date.toISOString()
}
