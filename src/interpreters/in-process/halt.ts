/**
 * Why a piece of code stopped without a value.
 * @module
 */
import type { Cause, Debt } from "../../core/outcome.ts"

/** `interrupt`: told to stop. `error`: failed with a typed error. `defect`: threw. `stuck`: an undo failed for good. */
export type HaltKind = "interrupt" | "error" | "defect" | "stuck"

/**
 * A halt travels as a value, recognised by `instanceof`: neither a thrown exception nor a wrapper around every success.
 * The first cause is the primary one; the ones that come while siblings are being stopped are attached.
 */
export class Halt {
  kind: HaltKind
  readonly causes: Array<Cause>
  readonly owed: Array<Debt> = []
  /** An undo failed whose policy is to stop: what the sagas around it owe stays owed. */
  blocked = false

  constructor(kind: HaltKind, causes: Array<Cause>) {
    this.kind = kind
    this.causes = causes
  }

  /** Attaches another halt. A defect or a stuck undo may not hide behind an expected error. */
  attach(other: Halt): void {
    for (const cause of other.causes) this.causes.push(cause)
    for (const debt of other.owed) this.owed.push(debt)
    this.blocked ||= other.blocked
    if (other.kind === "stuck" || (other.kind === "defect" && this.kind !== "stuck")) this.kind = other.kind
  }
}

/** What code that is told to stop gives, when somebody else knows why. */
export const INTERRUPTED: Halt = new Halt("interrupt", [])
