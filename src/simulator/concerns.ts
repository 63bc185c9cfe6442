/**
 * Which calls a fault is about.
 * @module
 */
import type { Fault } from "./fault.ts"

/** Tells whether a call is one that a fault is about. */
export const concerns = (fault: Fault, name: string, call: number | undefined, undoing: boolean): boolean =>
  fault.operation === name &&
  (fault.call === undefined || fault.call === call) &&
  (fault.when === undefined || (fault.when === "undoing") === undoing)
