import type { Contender, Run } from "../contenders/contender.ts"

export interface Race {
  /** Steps in one run: times are reported for one step. */
  readonly steps: number
  /** How many different inputs there are, counted from 0; a power of two. */
  readonly inputs: number
  readonly prepare: (contender: Contender) => Run<unknown> | undefined
}
