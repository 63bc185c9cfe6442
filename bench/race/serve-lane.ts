import type { Run } from "../contenders/contender.ts"
import { runsPerRound, time } from "./stopwatch.ts"

export type LaneMessage =
  | { readonly kind: "started" }
  | { readonly kind: "absent" }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "ready"; readonly outputs: string }
  | { readonly kind: "round"; readonly nanoseconds: number }

/** What a lane times. */
export interface Timed {
  readonly run: Run<unknown>
  /** How many different inputs there are; a power of two. */
  readonly inputs: number
  /** Steps in one run: times are reported for one step. */
  readonly steps: number
}

const send = (message: LaneMessage): void => void process.send?.(message)

/** Makes this process a lane: `load` gives what prepares its runs, and it runs a round whenever it gets a message. */
export const serveLane = (load: () => Promise<() => Timed | undefined>): void => {
  const open = async (): Promise<void> => {
    const prepare = await load()
    send({ kind: "started" })
    const timed = prepare()
    if (timed === undefined) return send({ kind: "absent" })
    const { run, inputs, steps } = timed

    const outputs: unknown[] = []
    for (let input = 0; input < inputs; input++) outputs.push(await run(input))
    const runs = await runsPerRound(run, inputs)

    const round = async (): Promise<void> =>
      send({ kind: "round", nanoseconds: (await time(run, runs, inputs)) / runs / steps })
    process.on("message", () => void round().catch(failed))
    send({ kind: "ready", outputs: JSON.stringify(outputs) })
  }
  const failed = (error: unknown): void => send({ kind: "failed", reason: String(error) })
  process.on("disconnect", () => process.exit())
  void open().catch(failed)
}
