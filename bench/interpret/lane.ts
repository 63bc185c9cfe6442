/** The process of one side: `lane.ts TARGET SIDE`. */
import { serveLane } from "../race/serve-lane.ts"
import { loadSide, type SideName, type TargetName } from "./side.ts"

const [, , target, side] = process.argv

serveLane(async () => {
  const prepare = await loadSide(target as TargetName, side as SideName)
  return () => ({ run: prepare(), inputs: 8, steps: 1 })
})
