import type { Contender } from "../contenders/contender.ts"

/** Each part of the interface can be left out until it exists. */
export const lawful: Contender = {}
