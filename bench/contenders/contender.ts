export type SyncFunction = (value: number) => number
export type AsyncFunction = (value: number) => Promise<number>
export type Nesting = "left" | "right"

/**
 * A workflow whose events were recorded; every call gives its input plus 1.
 * The saga is `a; all(b, (c; d), e); sum; f until at least 10; g; h; i; j`, all of them undoable.
 * Of a chain, only the first calls are made.
 */
export type Replayed =
  | { readonly kind: "saga" }
  | { readonly kind: "chain"; readonly calls: number; readonly of: number }
  | { readonly kind: "branches"; readonly count: number }

/** What is timed: everything that can be built beforehand was built when this function was made. */
export type Run<A> = (input: number) => A | Promise<A>

/** Runs that are parked, each holding `index` and waiting for an event that carries a number. */
export interface Waiting {
  /** Sends each run the event `index % 8`, and adds up what they return: `index + event`. */
  readonly release: () => Promise<number>
}

/**
 * What one library brings to the benches. A part that is left out is a gap in the table, not an error.
 * Each part is the fastest ordinary way to say it in that library.
 */
export interface Contender {
  /** `value => fns[99](...fns[0](value))` */
  readonly sync100?: (fns: readonly SyncFunction[]) => Run<number>
  /** The same with functions that return promises. */
  readonly async100?: (fns: readonly AsyncFunction[]) => Run<number>
  /** Gives the input to all functions side by side; the results are in the order of the functions. */
  readonly fanOut100?: (fns: readonly AsyncFunction[]) => Run<readonly number[]>
  /** Each run builds the chain anew: `((a ; b) ; c) ; d` or `a ; (b ; (c ; d))`; and runs it. */
  readonly chain?: (steps: readonly SyncFunction[], nesting: Nesting) => Run<number>
  /**
   * Goes through the recorded events of a workflow, one after the other: what is left of the run before an event stays as
   * it was. Gives how many events there were, and the output or the input of the calls that are still to be made.
   */
  readonly advance?: (workflow: Replayed) => Run<string> | undefined
  /** Starts `count` runs; resolves when all of them wait. */
  readonly waiting?: (count: number) => Waiting | Promise<Waiting>
  /** A module with a typed chain of `steps` steps; with 0 only its imports, to be subtracted. */
  readonly pipeChain?: (steps: number) => string
  /** A module that runs the order workflow described in `bundle/in-process-bundle.ts`. */
  readonly bundle?: string
}
