/**
 * A limit of something that there is not.
 * @module
 */

/** A limit has the name of no operation or workflow of the engine. */
export class LimitUnknown extends RangeError {
  override readonly name = "LimitUnknown"
  readonly code = "limit/unknown-name"
  constructor(kind: "operation" | "workflow", name: string, known: ReadonlySet<string>) {
    super(
      `There is a limit for the ${kind} ${JSON.stringify(name)}, which the engine does not have; it has ${known.size === 0 ? "none" : [...known].sort().join(", ")}. Correct the name, or take the limit out. (limit/unknown-name)`
    )
  }
}
