/**
 * The simulator: workflows in a virtual world, with virtual time and injected faults.
 * @module
 */
import * as Fault from "./fault.ts"

export { Fault }
export type { Happening, Trace } from "./trace.ts"
export { type World, world } from "./world.ts"
