/**
 * All rules.
 *
 * They end: each rewrite lowers the first of these numbers that it changes: requests in the term; carried steps whose fields
 * are known; nodes, where a request and an attempt count as two.
 * @module
 */
import type { Rule } from "./rule.ts"
import { emptyScope, infallibleAttempt, nestedScope, noRetry } from "./rules/failure-scopes.ts"
import { hoist } from "./rules/hoist.ts"
import { parallel, parallelFallible } from "./rules/parallel.ts"
import { carriedPure, fusion, mappedPure, unit } from "./rules/pure.ts"
import { delaySum, noDelay } from "./rules/timers.ts"
import { deadBranch, leftZero } from "./rules/unreachable.ts"

/** Every rule, in the order in which they are tried. */
export const rules: ReadonlyArray<Rule> = [
  unit,
  fusion,
  leftZero,
  deadBranch,
  carriedPure,
  mappedPure,
  noRetry,
  infallibleAttempt,
  nestedScope,
  emptyScope,
  noDelay,
  delaySum,
  hoist,
  parallelFallible,
  parallel
]
