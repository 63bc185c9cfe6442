/**
 * Optimisation: rewriting steps and workflows by laws.
 * @module
 */
import { check } from "../core/check.ts"
import type { AnyStep, Step } from "../core/step.ts"
import type { Workflow } from "../core/workflow.ts"
import { anywhere, wholeRun } from "./context.ts"
import type { Explanation } from "./explanation.ts"
import type { Kept, Level } from "./level.ts"
import { rewriteAll } from "./rewrite.ts"
import type { Rule } from "./rule.ts"
import { rules as allRules } from "./rules.ts"

/** What an optimisation may change. */
export interface OptimiseOptions {
  /** How finely the result must agree with the original; `timed`, the finest, when left out. */
  readonly level?: Level
  /** What must stay of the identity of the term; `ids` when left out. */
  readonly keep?: Kept
  /** The rules to apply; all when left out. */
  readonly rules?: ReadonlyArray<Rule>
}

/** What an optimisation of a step may change. */
export interface StepOptions extends OptimiseOptions {
  /** The step is all that a run does: it will not be put into another one. False when left out. */
  readonly whole?: boolean
}

/** What an optimisation of a workflow may change. */
export interface WorkflowOptions extends OptimiseOptions {
  /**
   * The version of the result, higher than that of the workflow. Without it only rewrites are made that keep the fingerprint,
   * because runs of this version may be in flight.
   */
  readonly version?: number
}

/** Something that changes steps and workflows and leaves their types. */
interface Optimise {
  <N extends string, A, B, E, R>(
    workflow: Workflow<N, A, B, E, R>,
    options?: WorkflowOptions
  ): Workflow<N, A, B, E, R>
  <A, B, E, R, X>(step: Step<A, B, E, R, X>, options?: StepOptions): Step<A, B, E, R, X>
}

/** Something that tells what becomes of steps and workflows. */
interface Explain {
  <N extends string, A, B, E, R>(
    workflow: Workflow<N, A, B, E, R>,
    options?: WorkflowOptions
  ): Explanation<Workflow<N, A, B, E, R>>
  <A, B, E, R, X>(step: Step<A, B, E, R, X>, options?: StepOptions): Explanation<Step<A, B, E, R, X>>
}

type Optimisable = AnyStep | Workflow<string, never, unknown, unknown, unknown>

/**
 * Optimises a step, or a workflow, and says which laws were applied, and what was left as it is and why.
 *
 * Laws: as {@link optimise}.
 *
 * Errors: as {@link optimise}.
 * @example
 * import { explain } from "lawful/optimise"
 * const doubled = pipe(Step.pure((n: number) => n * 2), Step.map((n) => n + 1), Step.attempt)
 * explain(doubled).rewrites.map(({ rule, law }) => `${rule}: ${law}`)
 * // => ["fusion: C4", "infallible-attempt: E5, E6", "fusion: C4"]
 */
// The overloads say what the types are; a rewrite by a law changes none of them.
export const explain = ((runnable: Optimisable, options: StepOptions & WorkflowOptions = {}) =>
  "body" in runnable ? ofWorkflow(runnable, options) : ofStep(runnable, options)) as Explain

/**
 * Rewrites a step, or the body of a workflow, by laws: it does the same, faster.
 *
 * Everything that is not known counts as the worst: an operation without a footprint touches everything, a step may come to
 * stand anywhere, a value is never guessed.
 *
 * Laws: each rule is an equation (laws/rewriting.ts); `optimise(optimise(f)) = optimise(f)`.
 *
 * Errors: throws a RangeError (`optimise/version`) when the version is not higher than that of the workflow.
 * @example
 * import { optimise } from "lawful/optimise"
 * const safe = pipe(Step.pure((n: number) => n * 2), Step.attempt, Step.matchEither({
 *   left: Step.succeed(0),
 *   right: Step.identity<number>()
 * }))
 * optimise(safe).kind // => "pure"
 * runSync(optimise(safe))(2) // => { _tag: "Completed", output: 4 }
 */
export const optimise = ((runnable: Optimisable, options: StepOptions & WorkflowOptions = {}) =>
  // One of the overloads, which the compiler cannot choose.
  explain(runnable as AnyStep, options).optimised) as unknown as Optimise

const ofStep = (step: AnyStep, { whole = false, keep = "ids", ...options }: StepOptions) =>
  rewriteAll(step, {
    rules: options.rules ?? allRules,
    level: options.level ?? "timed",
    keep,
    context: whole ? wholeRun : anywhere
  })

const ofWorkflow = (
  workflow: Workflow<string, never, unknown, unknown, unknown>,
  { version, keep, ...options }: WorkflowOptions
): Explanation<unknown> => {
  if (version !== undefined && !(Number.isInteger(version) && version > workflow.version))
    throw new RangeError(
      `expected a version higher than ${workflow.version}, that of the workflow "${workflow.name}" (was ${version}). (optimise/version)`
    )
  const limited = (kept: Kept) => ofStep(workflow.body, { ...options, whole: true, keep: kept })
  const wanted = version === undefined ? "fingerprint" : (keep ?? "ids")
  const widest = limited(wanted)
  // A hoisted step gets a new name, and somebody may have taken it.
  const explanation = check(widest.optimised).length === 0 ? widest : limited("ids")
  const optimised = Object.freeze({
    ...workflow,
    version: version ?? workflow.version,
    body: explanation.optimised
  })
  return { ...explanation, optimised }
}
