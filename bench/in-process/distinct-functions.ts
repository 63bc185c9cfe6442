import { runInThisContext } from "node:vm"
import type { AsyncFunction, SyncFunction } from "../contenders/contender.ts"

/**
 * Functions that share neither code nor type feedback, as the steps of a real workflow do not: closures made in one
 * place share both, and then V8 inlines the one body into every loop. The order of the steps changes the result,
 * and values stay small integers.
 */
export const distinctSyncFunctions = (count: number): readonly SyncFunction[] =>
  Array.from({ length: count }, (_, i) => runInThisContext(`(value) => (value ^ ${i}) + 1`) as SyncFunction)

export const distinctAsyncFunctions = (count: number): readonly AsyncFunction[] =>
  Array.from(
    { length: count },
    (_, i) => runInThisContext(`async (value) => (value ^ ${i}) + 1`) as AsyncFunction
  )
