/** How a library writes the types of a step and joins steps; everything is source text. */
export interface PipeDialect {
  readonly imports: string
  readonly start: (output: string) => string
  readonly step: (input: string, output: string, error: string) => string
  readonly join: (start: string, names: readonly string[]) => string
}

/** The functions that fp-ts's and Effect's `pipe` take after the first argument. */
const group = 19

/**
 * Writes a chain in which each step has an input, an output and an error type of its own.
 * With no steps it leaves the imports and the first value: what the chain is compared with.
 */
export const pipeChain = (steps: number, { imports, start, step, join }: PipeDialect): string => {
  const lines = [imports, "interface T0 { readonly t0: string }", `declare const s0: ${start("T0")}`]
  for (let i = 0; i < steps; i++) {
    lines.push(`interface T${i + 1} { readonly t${i + 1}: string }`)
    lines.push(`declare const f${i}: ${step(`T${i}`, `T${i + 1}`, `"E${i}"`)}`)
  }
  for (let first = 0, part = 0; first < steps; first += group, part++) {
    const names = Array.from({ length: Math.min(group, steps - first) }, (_, i) => `f${first + i}`)
    lines.push(`export const s${part + 1} = ${join(`s${part}`, names)}`)
  }
  return [...lines, "export {}", ""].join("\n")
}
