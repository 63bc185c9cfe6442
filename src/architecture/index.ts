/**
 * How workflows and services relate: association, isomorphism, equivalence, composition, aggregation.
 * @module
 */
export { dependenciesOf, type Depending, type Landscape } from "./dependencies.ts"
export {
  type Dependency,
  type DependencyGraph,
  type DependencyKind,
  type NodeId,
  type NodeKind,
  union,
  type Verb
} from "./dependency-graph.ts"
export { circlesOf, type Concerned, whoDependsOn } from "./impact.ts"
export { mermaidOf, showDependencies } from "./show-dependencies.ts"
export {
  correspondence,
  type Correspondence,
  type Counterpart,
  type Operations,
  operationsOf
} from "./correspondence.ts"
export type { Conversion, Isomorphism, Matched } from "./isomorphism.ts"
export type { Mismatch } from "./mismatch.ts"
export {
  type CounterpartOf,
  type NoActivity,
  NotIsomorphic,
  oneToOne,
  type OneToOne,
  type Pairs,
  type SeveralActivitiesCorrespondTo
} from "./one-to-one.ts"
export {
  asService,
  asUndoableService,
  type RunSpec,
  type Service,
  type UndoableService,
  type UndoSpec
} from "./as-service.ts"
export { asWorkflow, type EffectOf } from "./as-workflow.ts"
export { type Answered, type Answers, type Serving, StuckService } from "./serving.ts"
export { type Owned, owning, part, type Part, type Parts, type PartsInput } from "./owning.ts"
export {
  type Answer,
  type Branches,
  gateway,
  type Gateway,
  type GatewayOptions,
  type Got,
  gotOr,
  type Merged,
  type Missed,
  optional,
  type Optional,
  type TooFewAnswers
} from "./gateway.ts"
export { onState, type Transition } from "./transition.ts"
