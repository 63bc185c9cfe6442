/**
 * Pure functions around steps whose types are forgotten: for combinators that are made of others.
 * @module
 */
import { type Opaque, stepOf } from "../core/node.ts"
import type { AnyStep } from "../core/step.ts"

/** Applies a pure function, then runs the step on what it gives. */
export const pureThen = (apply: Opaque, step: AnyStep): AnyStep =>
  stepOf({ kind: "sequence", first: stepOf({ kind: "pure", apply }), second: step })

/** Runs the step, then applies a pure function to what it gives. */
export const thenPure = (step: AnyStep, apply: Opaque): AnyStep =>
  stepOf({ kind: "sequence", first: step, second: stepOf({ kind: "pure", apply }) })
