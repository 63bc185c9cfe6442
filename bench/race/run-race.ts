import type { Results } from "../bench.ts"
import { contenderNames } from "../contenders/load-contender.ts"
import { median } from "../median.ts"
import type { Entry } from "../processes/start-process.ts"
import { type Lane, openLane } from "./open-lane.ts"
import type { RaceName } from "./races.ts"

const heats = 5
const roundsPerHeat = 3

/** Races all contenders of a race. */
export const runRace = (race: RaceName): Promise<Results> =>
  runHeats("race/lane", race, contenderNames, "plain")

/**
 * Races contenders: interleaved rounds, the median of each. All have to compute what `judge` computes.
 *
 * Each contender has a process of its own, so that none runs on the garbage or the compiled code of another.
 * Each heat starts new processes: how V8 happens to compile and lay out a program differs from start to start
 * by more than the rounds of one start differ.
 */
export const runHeats = async <Contender extends string>(
  entry: Entry,
  race: string,
  contenders: readonly Contender[],
  judge: Contender
): Promise<Partial<Record<Contender, number>>> => {
  const times = new Map<Contender, readonly number[]>()
  let entrants = contenders
  for (let heat = 0; heat < heats; heat++) {
    const lanes = await openLanes(entry, race, entrants)
    agree(race, lanes, judge)
    for (let round = 0; round < roundsPerHeat; round++) {
      for (const { contender, round } of lanes) {
        times.set(contender, [...(times.get(contender) ?? []), await round()])
      }
    }
    for (const lane of lanes) lane.close()
    entrants = lanes.map((lane) => lane.contender)
  }
  return Object.fromEntries(entrants.map((name) => [name, median(times.get(name) ?? [])])) as Partial<
    Record<Contender, number>
  >
}

/** One after another: a contender that warms up beside a busy one is timed wrongly. */
const openLanes = async <Contender extends string>(
  entry: Entry,
  race: string,
  entrants: readonly Contender[]
): Promise<readonly Lane<Contender>[]> => {
  const lanes: Lane<Contender>[] = []
  for (const name of entrants) {
    const lane = await openLane(entry, race, name)
    if (lane) lanes.push(lane)
  }
  return lanes
}

const agree = (race: string, lanes: readonly Lane<string>[], judge: string): void => {
  const expected = lanes.find((lane) => lane.contender === judge) ?? lanes[0]
  for (const lane of lanes) {
    if (lane.outputs === expected?.outputs) continue
    throw new Error(`${lane.contender} computes something else than ${expected?.contender} in ${race}`)
  }
}
