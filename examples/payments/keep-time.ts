/**
 * Starts a recurring run whenever it is due. Its id is made of the time, so whoever starts it a second time starts nothing.
 * @module
 */
import { nextAfter, type Recurring, runIdOf } from "lawful/durable"

/** Keeps time until it is stopped. */
export const keepTime = (
  recurring: Recurring,
  start: (due: Date, id: string) => Promise<unknown>
): { readonly stop: () => void } => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = (after: number): void => {
    const due = nextAfter(recurring, after)
    if (due === undefined) return
    timer = setTimeout(() => {
      void start(new Date(due), runIdOf(recurring, due))
      wait(due)
    }, due - Date.now())
  }
  wait(Date.now())
  return { stop: () => clearTimeout(timer) }
}
