/**
 * Borders of workflows: what is given and what is returned crosses them through codecs.
 * @module
 */
import { crossBorder } from "../../core/violation.ts"
import type { AnyWorkflow } from "./environment.ts"
import type { ProgramBorder } from "./program.ts"

/** The border of a workflow. */
export const borderOf = ({ name, input, output, error }: AnyWorkflow): ProgramBorder => ({
  name,
  input: (value) => crossBorder(input, value, `input of workflow ${name}`),
  output: (value) => crossBorder(output, value, `output of workflow ${name}`),
  error: error === undefined ? undefined : (value) => crossBorder(error, value, `error of workflow ${name}`)
})
