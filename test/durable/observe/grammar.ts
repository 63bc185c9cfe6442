/**
 * The grammar of lifecycle events: which words the events of one run may form.
 */
import type { LifecycleCall, LifecycleEvent, RunEvent } from "lawful/durable"

/** The events of runs, by run, each once: who is told twice knows it by the id. */
export const words = (
  events: ReadonlyArray<LifecycleEvent>
): ReadonlyMap<string, ReadonlyArray<RunEvent>> => {
  const seen = new Set<string>()
  const runs = new Map<string, Array<RunEvent>>()
  for (const event of events) {
    if (!("runId" in event) || seen.has(event.id)) continue
    seen.add(event.id)
    // A run that is called again under the id of one that was undone is another run.
    const key = `${event.runId} ${event.id.slice(0, event.id.indexOf("/"))}`
    const word = runs.get(key)
    if (word === undefined) runs.set(key, [event])
    else word.push(event)
  }
  return runs
}

/** Says what is wrong with the events of a run; undefined when nothing is. */
export const mistakeIn = (word: ReadonlyArray<RunEvent>): string | undefined => {
  const out = new Counts()
  const waits = new Counts()
  const undone: Array<string> = []
  let asleep = false
  let ended = false
  for (const [index, event] of word.entries()) {
    const { kind } = event
    const expected = ["run/created", "run/started"][index]
    if (expected === undefined ? kind === "run/created" || kind === "run/started" : kind !== expected)
      return `${kind} is event ${index}`
    if (ended) return `${kind} after the end`
    if (asleep && kind !== "run/woken" && kind !== "run/held") return `${kind} while it waits`
    if (!asleep && kind === "run/woken") return "woken while it was awake"
    asleep = kind === "run/waiting"
    switch (kind) {
      case "run/recovered":
        // What was under way is gone with its process.
        out.clear()
        break
      case "operation/started":
        out.add(nameOf(event))
        break
      case "operation/succeeded":
      case "operation/failed":
      case "operation/threw":
      case "operation/abandoned":
        if (!out.remove(nameOf(event))) return `${kind} of ${nameOf(event)}, which was not started`
        break
      case "operation/lost":
        out.remove(nameOf(event))
        break
      case "wait/began":
        waits.add(event.node)
        break
      case "wait/ended":
        if (!waits.remove(event.node)) return `a wait at ${event.node} ends that has not begun`
        break
      case "step/undone":
        undone.push(event.node)
        break
      case "run/completed":
      case "run/failed":
      case "run/cancelled":
      case "run/defect":
      case "run/stuck": {
        ended = true
        if (out.size > 0) return `it ended while ${out.names()} was under way`
        if (waits.size > 0) return `it ended while it waited at ${waits.names()}`
        const { outcome } = event
        if ("undone" in outcome && JSON.stringify(outcome.undone) !== JSON.stringify(undone))
          return `undone ${JSON.stringify(outcome.undone)}, told ${JSON.stringify(undone)}`
        break
      }
      case "run/created":
      case "run/started":
      case "run/waiting":
      case "run/woken":
      case "run/held":
      case "run/cancelling":
      case "run/undoing":
      case "run/resumed":
      case "step/retrying":
      case "event/sent":
    }
  }
  return undefined
}

/** Tells whether the last of these events is an end. */
export const hasEnded = (word: ReadonlyArray<RunEvent>): boolean => {
  const last = word.at(-1)
  return last !== undefined && "outcome" in last
}

const nameOf = ({ node, key, attempt }: LifecycleCall): string => `${node} ${key} ${attempt}`

/** How often something is there. */
class Counts {
  readonly #counts = new Map<string, number>()

  get size(): number {
    return this.#counts.size
  }

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
  }

  remove(name: string): boolean {
    const count = this.#counts.get(name)
    if (count === undefined) return false
    if (count === 1) this.#counts.delete(name)
    else this.#counts.set(name, count - 1)
    return true
  }

  clear(): void {
    this.#counts.clear()
  }

  names(): string {
    return [...this.#counts.keys()].join(", ")
  }
}
