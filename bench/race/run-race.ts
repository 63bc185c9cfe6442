import type { Results } from "../bench.ts"
import { type ContenderName, contenderNames } from "../contenders/load-contender.ts"
import type { RaceName } from "./races.ts"
import { median } from "../median.ts"
import { type Lane, openLane } from "./open-lane.ts"

const heats = 5
const roundsPerHeat = 3

/**
 * Races all contenders: interleaved rounds, the median of each.
 *
 * Each contender has a process of its own, so that none runs on the garbage or the compiled code of another.
 * Each heat starts new processes: how V8 happens to compile and lay out a program differs from start to start
 * by more than the rounds of one start differ.
 */
export const runRace = async (race: RaceName): Promise<Results> => {
  const times = new Map<ContenderName, readonly number[]>()
  let entrants = contenderNames
  for (let heat = 0; heat < heats; heat++) {
    const lanes = await openLanes(race, entrants)
    agree(race, lanes)
    for (let round = 0; round < roundsPerHeat; round++) {
      for (const { contender, round } of lanes) {
        times.set(contender, [...(times.get(contender) ?? []), await round()])
      }
    }
    for (const lane of lanes) lane.close()
    entrants = lanes.map((lane) => lane.contender)
  }
  return Object.fromEntries(entrants.map((name) => [name, median(times.get(name) ?? [])]))
}

/** One after another: a contender that warms up beside a busy one is timed wrongly. */
const openLanes = async (race: RaceName, entrants: readonly ContenderName[]): Promise<readonly Lane[]> => {
  const lanes: Lane[] = []
  for (const name of entrants) {
    const lane = await openLane(race, name)
    if (lane) lanes.push(lane)
  }
  return lanes
}

const agree = (race: RaceName, lanes: readonly Lane[]): void => {
  const expected = lanes.find((lane) => lane.contender === "plain") ?? lanes[0]
  for (const lane of lanes) {
    if (lane.outputs === expected?.outputs) continue
    throw new Error(`${lane.contender} computes something else than ${expected?.contender} in ${race}`)
  }
}
