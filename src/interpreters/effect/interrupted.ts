/**
 * What an interrupted effect rejects with.
 * @module
 */

/** An effect was interrupted: the answer to a run that stops, and a defect of a run that does not. */
export class Interrupted extends Error {
  /** By this name the interpreter knows the answer of an implementation that was told to stop. */
  override readonly name = "AbortError"
  readonly code = "effect/interrupted"
  constructor(cause: unknown) {
    super(
      "The effect was interrupted. If its run was not being stopped, the effect interrupted itself or its ManagedRuntime was disposed: handle the interruption in the effect, or dispose of the runtime after the run. (effect/interrupted)",
      { cause }
    )
  }
}
