import type { ContenderName } from "./contenders/load-contender.ts"

/** A contender that is missing did not take part, or could not finish. */
export type Results = Partial<Record<ContenderName, number>>

export interface Measurement {
  readonly results: Results
  /** Further numbers of each contender, by what they are called in the report. */
  readonly details?: Readonly<Record<string, Results>>
}

export interface Bench {
  readonly name: string
  readonly unit: string
  readonly measure: () => Promise<Measurement>
}
