/**
 * Halts: why something stopped, and how two reasons become one.
 * @module
 */
import type { Halt, HaltCause } from "./residual.ts"
import { type Thrown, thrown } from "./thrown.ts"

/** Told to stop, when somebody else knows why. */
export const interrupted: Halt = { kind: "interrupt", causes: [], owed: [], blocked: false }

/** A typed failure. */
export const failure = (error: unknown, at: string): Halt => ({
  ...interrupted,
  kind: "error",
  causes: [{ kind: "error", error, at }]
})

/** A bug: something threw. */
export const defect = (cause: unknown, at: string): Halt => defectOf(thrown(cause), at)

/** A bug, as data. */
export const defectOf = (cause: Thrown, at: string): Halt => ({
  ...interrupted,
  kind: "defect",
  causes: [{ kind: "defect", cause, at }]
})

/** Stopped from outside. */
export const cancelled = (reason: unknown): Halt => ({
  ...interrupted,
  causes: [{ kind: "cancelled", reason }]
})

/** The first halt with another one attached: a defect or a stuck undo may not hide behind an expected error. */
export const attached = (first: Halt | null, other: Halt): Halt =>
  first === null
    ? other
    : {
        kind:
          other.kind === "stuck" || (other.kind === "defect" && first.kind !== "stuck")
            ? other.kind
            : first.kind,
        causes: [...first.causes, ...other.causes],
        owed: [...first.owed, ...other.owed],
        blocked: first.blocked || other.blocked
      }

/** Why something stopped by itself; null when it was only told to. */
export const ownFailure = (halt: Halt | null): Halt | null =>
  halt !== null && halt.kind === "interrupt" && halt.causes.length === 0 ? null : halt

/** The typed error that a handler or a retry may see; undefined when there is none. */
export const errorOf = (halt: Halt): Extract<HaltCause, { readonly kind: "error" }> | undefined => {
  const [primary] = halt.causes
  return halt.kind === "error" && primary?.kind === "error" ? primary : undefined
}
