import type { Run } from "../contenders/contender.ts"

/** Builds all that can be built beforehand; each run fulfils one order, and tells what it left in the shop. */
export type Prepare = () => Run<string>

/** Where the two sides of each bench are: a target of an interpreter, and who wrote the workflow for it. */
const sides = {
  effect: {
    lawful: () => import("./effect/lawful.ts"),
    handwritten: () => import("./effect/handwritten.ts")
  },
  "fp-ts": {
    lawful: () => import("./fp-ts/lawful.ts"),
    handwritten: () => import("./fp-ts/handwritten.ts")
  }
} as const

export type TargetName = keyof typeof sides
export type SideName = "lawful" | "handwritten"

/** Loads one side and nothing of the other. */
export const loadSide = async (target: TargetName, side: SideName): Promise<Prepare> =>
  (await sides[target][side]()).prepare
