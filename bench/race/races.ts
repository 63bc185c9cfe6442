import { inProcessRaces } from "../in-process/races.ts"
import { machineRaces } from "../machine/races.ts"
import type { Race } from "./race.ts"

export type RaceName = keyof typeof inProcessRaces | keyof typeof machineRaces

/** By name, because each contender runs in a process of its own that looks its race up here. */
export const races: Readonly<Record<RaceName, Race>> = { ...inProcessRaces, ...machineRaces }
