/**
 * Equations that leave failure scopes where they are.
 * @module
 */
import { everywhere } from "./context.ts"
import { equation, type EquationOptions, type LawFor } from "./equation.ts"

/** Makes a law that holds wherever its sides stand. */
export const everywhereLaw = <P>(options: Omit<EquationOptions<P>, "contexts">): LawFor =>
  equation({ ...options, contexts: everywhere })
