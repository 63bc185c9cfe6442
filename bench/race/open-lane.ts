import { on, once } from "node:events"
import { type Entry, startProcess } from "../processes/start-process.ts"
import type { LaneMessage } from "./serve-lane.ts"

export interface Lane<Contender> {
  readonly contender: Contender
  /** What the contender computed for each input. */
  readonly outputs: string
  /** Nanoseconds a step. */
  readonly round: () => Promise<number>
  readonly close: () => void
}

/**
 * Starts the process of a contender and lets it warm up.
 * It is undefined when the contender does not take part, or cannot finish: then it overflowed, and stderr says so.
 */
export const openLane = async <Contender extends string>(
  entry: Entry,
  race: string,
  contender: Contender
): Promise<Lane<Contender> | undefined> => {
  const child = await startProcess(entry, [race, contender])
  const ended: Promise<LaneMessage> = once(child, "exit").then(([code, signal]) => ({
    kind: "failed",
    reason: `its process ended with ${String(code ?? signal)}`
  }))
  // Two messages can arrive at once, so they are queued.
  const messages = on(child, "message")
  const answer = (): Promise<LaneMessage> =>
    Promise.race([messages.next().then(({ value }) => (value as [LaneMessage])[0]), ended])
  const close = (): void => {
    if (child.connected) child.disconnect()
  }
  const broken = (message: LaneMessage): Error =>
    new Error(`${contender} broke down in ${race}: ${JSON.stringify(message)}`)

  const start = await answer()
  if (start.kind !== "started") throw broken(start)

  const warmedUp = await answer()
  if (warmedUp.kind !== "ready") {
    if (warmedUp.kind === "failed")
      process.stderr.write(`${contender} cannot run ${race}: ${warmedUp.reason}\n`)
    close()
    return undefined
  }

  const round = async (): Promise<number> => {
    child.send("go")
    const message = await answer()
    if (message.kind !== "round") throw broken(message)
    return message.nanoseconds
  }
  return { contender, outputs: warmedUp.outputs, round, close }
}
