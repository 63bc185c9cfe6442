import { once } from "node:events"
import { type Entry, startProcess } from "./start-process.ts"

/** Starts a process, and gives the one message that it sends. */
export const answerOf = async <A>(
  entry: Entry,
  args: readonly string[],
  execArgv: readonly string[] = []
): Promise<A> => {
  const child = await startProcess(entry, args, execArgv)
  const failed = once(child, "exit").then(([code]) => {
    throw new Error(`${[entry, ...args].join(" ")} ended with ${String(code)} before it answered`)
  })
  const answer = once(child, "message").then(([message]) => message as A)
  return Promise.race([answer, failed])
}
