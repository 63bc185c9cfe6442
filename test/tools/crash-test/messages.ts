/**
 * What the test and the process that it kills tell each other.
 *
 * @module
 */
import type { Job } from "./domain.ts"
import type { Sent } from "./scenario.ts"

export type ToEngine =
  | { readonly kind: "start"; readonly scenario: string; readonly job: Job }
  /** Tell how a run ends that has been started. */
  | { readonly kind: "watch"; readonly scenario: string; readonly run: string }
  | {
      readonly kind: "send"
      readonly run: string
      readonly id: string
      readonly sent: Sent
      readonly payload: string
    }
  | { readonly kind: "cancel"; readonly run: string }
  | { readonly kind: "answer"; readonly call: number; readonly answer: Answer }
  /** Tell which runs there are. */
  | { readonly kind: "list" }
  | { readonly kind: "close" }

/** What the outside answers to a call. */
export type Answer =
  | { readonly kind: "done"; readonly ticket: string }
  | { readonly kind: "failed"; readonly tag: "Refused" | "Busy"; readonly label: string }
  /** The service breaks down: the handler throws. */
  | { readonly kind: "broken" }

export type FromEngine =
  | { readonly kind: "open" }
  | { readonly kind: "started"; readonly run: string }
  | { readonly kind: "missing"; readonly run: string }
  | { readonly kind: "ended"; readonly run: string; readonly outcome: Ended }
  | { readonly kind: "sent"; readonly id: string }
  | ({ readonly kind: "call"; readonly call: number } & Call)
  | { readonly kind: "listed"; readonly runs: ReadonlyArray<string> }
  | { readonly kind: "trouble"; readonly words: string }

/** A call of an operation, as its implementation gets it. */
export interface Call {
  readonly operation: string
  readonly run: string
  readonly label: string
  readonly key: string
  readonly attempt: number
  /** The whole input. */
  readonly input: Readonly<Record<string, unknown>>
}

/** How a run ended. */
export interface Ended {
  readonly tag: string
  /** The output, the error, or the words of the cause. */
  readonly value: unknown
}
