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
export type { Rule } from "./rule.ts"
export { rules } from "./rules.ts"
export { type Temptation, temptations } from "./temptations.ts"
