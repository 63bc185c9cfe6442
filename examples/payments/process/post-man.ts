/**
 * Does what is due: decisions in the books, deliveries to the processor.
 * @module
 */
import type { Agenda, Delivery, Task } from "./agenda.ts"

/** So often one looks what is due, in milliseconds. */
const PERIOD = 10

/** So long one waits for a receipt, and before the next attempt. */
const PATIENCE = 200

/** Works through an agenda until it is stopped. `address` tells where the processor is, if that is known. */
export const workThrough = (
  agenda: Agenda,
  decide: (task: Extract<Task, { readonly _tag: "Decide" }>) => void,
  address: () => string | undefined
): { readonly stop: () => void } => {
  const onItsWay = new Set<string>()
  const deliver = async (name: string, delivery: Delivery): Promise<void> => {
    onItsWay.add(name)
    const url = address()
    if (url !== undefined && (await isReceived(url, delivery))) agenda.done(name)
    else agenda.postpone(name, Date.now() + PATIENCE)
    onItsWay.delete(name)
  }
  const look = (): void => {
    for (const { name, task } of agenda.due(Date.now())) {
      if (task._tag === "Decide") {
        decide(task)
        agenda.done(name)
      } else if (!onItsWay.has(name)) void deliver(name, task.delivery)
    }
  }
  const timer = setInterval(look, PERIOD)
  return { stop: () => clearInterval(timer) }
}

const isReceived = async (url: string, delivery: Delivery): Promise<boolean> => {
  try {
    const { ok } = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(delivery),
      signal: AbortSignal.timeout(PATIENCE)
    })
    return ok
  } catch {
    return false
  }
}
