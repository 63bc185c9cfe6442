/** The process of one contender in one race: `lane.ts RACE CONTENDER`. */
import { type ContenderName, loadContender } from "../contenders/load-contender.ts"
import { type RaceName, races } from "./races.ts"
import { serveLane } from "./serve-lane.ts"

const [, , raceName, contenderName] = process.argv
const { steps, inputs, prepare } = races[raceName as RaceName]

serveLane(async () => {
  const contender = await loadContender(contenderName as ContenderName)
  return () => {
    const run = prepare(contender)
    return run && { run, inputs, steps }
  }
})
