import type { ContenderName } from "./contenders/load-contender.ts"

/** A contender that is missing did not take part, or could not finish. */
export type Results = Partial<Record<ContenderName, number>>

export type Measurement = Comparison | Figures

export interface Comparison {
  readonly results: Results
  /** Further numbers of each contender, by what they are called in the report. */
  readonly details?: Readonly<Record<string, Results>>
}

/** What nothing else does: numbers of lawful alone, by what they are called in the report. */
export interface Figures {
  readonly figures: Readonly<Record<string, number>>
}

export interface Bench {
  readonly name: string
  readonly unit: string
  readonly measure: () => Promise<Measurement>
}
