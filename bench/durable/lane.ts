/** The process of one side: `lane.ts RACE SIDE`. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { serveLane } from "../race/serve-lane.ts"
import { type RaceName, races } from "./durable-benches.ts"
import { counted, loadSide, type RunOnce, type SideName, steps } from "./side.ts"

const [, , race, side] = process.argv
const { atOnce, each } = races[race as RaceName]

/** Keeps `atOnce` runs going, until each of these places has had its runs. Gives the sum of what they counted. */
const runAll = (run: RunOnce) => {
  let runs = 0
  const place = async (): Promise<number> => {
    let sum = 0
    for (let i = 0; i < each; i++) sum += (await run(`run-${++runs}`, counted(i))).count
    return sum
  }
  return async (): Promise<number> =>
    (await Promise.all(Array.from({ length: atOnce }, place))).reduce((a, b) => a + b, 0)
}

const folder = mkdtempSync(join(tmpdir(), "lawful-bench-durable-"))
process.on("exit", () => rmSync(folder, { recursive: true, force: true }))

serveLane(async () => {
  const opened = loadSide(side as SideName).then((open) => open(folder, race as RaceName))
  // A side that cannot be opened does not take part; the lane says why.
  const prepared = await opened.then(
    (run) => () => ({ run: runAll(run), inputs: 1, steps: atOnce * each * steps }),
    (reason: unknown) => (): never => {
      throw reason
    }
  )
  return prepared
})
