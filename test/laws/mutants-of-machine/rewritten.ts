/**
 * Rewriting residuals: a machine with a bug, without a hook in the machine.
 */
import type { Residual } from "../../../src/machine/residual.ts"

/** A piece of a residual. */
export type Piece = Readonly<Record<string, unknown>>

/** Rewrites every object in a residual from the leaves up; `undefined` leaves it as it is. */
export const rewritten =
  (rule: (piece: Piece) => Piece | undefined) =>
  (residual: Residual): Residual =>
    inside(residual, rule) as Residual

const inside = (value: unknown, rule: (piece: Piece) => Piece | undefined): unknown => {
  if (Array.isArray(value)) return value.map((one) => inside(one, rule))
  if (typeof value !== "object" || value === null) return value
  const piece = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inside(one, rule)]))
  return rule(piece) ?? piece
}

/** Changes the pieces that have all these properties. */
export const where = (
  has: (piece: Piece) => boolean,
  change: (piece: Piece) => Piece
): ((residual: Residual) => Residual) =>
  rewritten((piece) => (has(piece) ? { ...piece, ...change(piece) } : undefined))
