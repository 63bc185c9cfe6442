/** Something that must not happen, whenever the process is killed. */
export interface Violation {
  readonly kind: "lost" | "doubled" | "wrong"
  /** The id of the run that it happened to. */
  readonly run: string
  /** What happened, in words. */
  readonly words: string
}
