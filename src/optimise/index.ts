/**
 * Rewriting steps by laws.
 * @module
 */
export { type Explanation, type Refusal, type Rewrite, showExplanation } from "./explanation.ts"
export type { Kept, Level } from "./level.ts"
export {
  explain,
  optimise,
  type OptimiseOptions,
  type StepOptions,
  type WorkflowOptions
} from "./optimise.ts"
export type { Context } from "./context.ts"
export type { Facts } from "./facts.ts"
export { type Known, known, partsOf } from "./known.ts"
export {
  refused,
  type Refused,
  replaced,
  type Replaced,
  type Rewriting,
  type Rule,
  type Scan,
  type Verdict
} from "./rule.ts"
export { rules } from "./rules.ts"
export { type Temptation, temptations } from "./temptations.ts"
export type { Names, Touched } from "./touched.ts"
