/**
 * The machine: the operational semantics of workflows, for those who write drivers and engines.
 *
 * A driver keeps a residual, does what `commandsOf` says, and tells `advance` what happened.
 * @module
 */
export { advance, begin } from "./advance.ts"
export type { Command, Position, Startable } from "./command.ts"
export { commandsOf } from "./commands.ts"
export type { Address, Answer, MachineEvent } from "./event.ts"
export { fingerprint } from "./fingerprint.ts"
export { IllegalEvent, type IllegalEventCode } from "./illegal-event.ts"
export { presented } from "./outcome.ts"
export { type Program, programOf } from "./program.ts"
export type { Residual, Trail } from "./residual.ts"
export { type Thrown, thrown } from "./thrown.ts"
export { read, Unwritable, write } from "./write.ts"
