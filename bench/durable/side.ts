import type { RaceName } from "./durable-benches.ts"

/** What goes through the workflow of the races: each of its ten steps counts one more. */
export interface Counted {
  readonly count: number
  /** So that an output is as long as those of real steps. */
  readonly note: string
}

export const steps = 10

export const increase = ({ count, note }: Counted): Counted => ({ count: count + 1, note })

/** Two hundred bytes with the rest of the output. */
export const counted = (count: number): Counted => ({ count, note: "n".repeat(170) })

/** Runs the workflow of ten steps once, each of which is on disk before the next one begins. */
export type RunOnce = (id: string, input: Counted) => Promise<Counted>

/** Opens what keeps the runs; `folder` is new and empty. It rejects when what it needs is not installed. */
export type Open = (folder: string, race: RaceName) => Promise<RunOnce>

const sides = {
  lawful: () => import("./lawful.ts"),
  handwritten: () => import("./handwritten.ts"),
  effect: () => import("./effect.ts"),
  dbos: () => import("./dbos.ts")
} as const

export type SideName = keyof typeof sides

export const sideNames = Object.keys(sides) as ReadonlyArray<SideName>

/** Loads one side and nothing of the others. */
export const loadSide = async (name: SideName): Promise<Open> => (await sides[name]()).open
