/** The process of one contender in one race: `lane.ts RACE CONTENDER`. It runs a round whenever it gets a message. */
import { type ContenderName, loadContender } from "../contenders/load-contender.ts"
import { type RaceName, races } from "./races.ts"
import { runsPerRound, time } from "./stopwatch.ts"

export type LaneMessage =
  | { readonly kind: "started" }
  | { readonly kind: "absent" }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "ready"; readonly outputs: string }
  | { readonly kind: "round"; readonly nanoseconds: number }

const send = (message: LaneMessage): void => void process.send?.(message)

const [, , raceName, contenderName] = process.argv
const { steps, inputs, prepare } = races[raceName as RaceName]

const open = async (): Promise<void> => {
  const contender = await loadContender(contenderName as ContenderName)
  send({ kind: "started" })
  const run = prepare(contender)
  if (run === undefined) return send({ kind: "absent" })

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
