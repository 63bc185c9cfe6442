/**
 * Lawful: business workflows as values.
 * @module
 */
import * as Saga from "./combinators/saga.ts"
import * as Codec from "./core/codec.ts"
import * as Event from "./core/event.ts"
import type * as MappingTypes from "./interpreters/mapping/mapping.ts"
import * as Mapping from "./mapping.ts"
import * as Schedule from "./core/schedule.ts"
import * as Signature from "./core/signature.ts"
import type * as StepTypes from "./core/step.ts"
import * as Workflow from "./core/workflow.ts"
import * as Step from "./step.ts"

// The language. Each name is both a type and the words that make and change its values: the namespace and the type of one
// name are exported together. Namespaces, not objects, so that bundlers drop the words that nobody uses.

type Step<A, B, E = never, R = never, X = never> = StepTypes.Step<A, B, E, R, X>
type Signature<N extends string, O extends Signature.OperationSpecs> = Signature.Signature<N, O>
type Workflow<N extends string, A, B, E = never, R = never> = Workflow.Workflow<N, A, B, E, R>
type Event<N extends string, A> = Event.Event<N, A>
type Schedule<Tags = unknown, Bound = unknown> = Schedule.Schedule<Tags, Bound>
type Codec<A> = Codec.Codec<A>
type Mapping<M> = MappingTypes.Mapping<M>

export { Codec, Event, Mapping, Saga, Schedule, Signature, Step, Workflow }
export type * from "./typed.ts"

// The data that steps are made of, for those who write interpreters.
export { childrenOf } from "./core/children.ts"
export { fold, type Meaning } from "./core/fold.ts"
export type * from "./core/node.ts"
export { nodeOf } from "./core/node.ts"
export type { Place } from "./core/place.ts"
export type { Delivery, Effect, Footprint, Operation, OperationDefinition } from "./core/operation.ts"
export type {
  AnyStep,
  ErrorOf,
  InputOf,
  IrreversibleOf,
  OutputOf,
  RequirementsOf
} from "./core/step.ts"
export type { WorkflowReference } from "./core/workflow.ts"
export type { EventMode, EventType, Milestone } from "./core/event.ts"
export type { AnyCodec, CodecLike, Issue, TypeOf } from "./core/codec.ts"
export type { Caught } from "./combinators/catch.ts"
export type { ForEachOptions } from "./combinators/for-each.ts"
export type { QuorumOptions } from "./combinators/quorum.ts"
export type { TimedOut } from "./combinators/sleep.ts"

// Implementations.
export {
  type Context,
  Failure,
  type Handler,
  type Implementation,
  implement,
  type Provider
} from "./core/implementation.ts"

// Meanings.
export type { Interpreter, Runnable } from "./core/interpreter.ts"
export type { Kleisli, Morphism, Target } from "./core/target.ts"

// Running in process.
export { inProcess, type Promised } from "./interpreters/in-process/interpreter.ts"
export type { Cancelled, Cause, Completed, Debt, Defect, Failed, Outcome, Stuck } from "./core/outcome.ts"
export { type Clock, systemClock } from "./interpreters/in-process/clock.ts"
export { EventBus } from "./interpreters/in-process/event-bus.ts"
export type { Observation, ObservedCall, Observe, Seen } from "./interpreters/in-process/observation.ts"
export {
  type CallOptions,
  type Handle,
  type Options,
  run,
  runSync,
  start
} from "./interpreters/in-process/run.ts"

// Errors.
export { InvalidWorkflow, type Problem, type ProblemCode } from "./core/problem.ts"
export {
  InvalidMapping,
  type MappingProblem,
  type MappingProblemCode
} from "./interpreters/mapping/invalid-mapping.ts"
export { ImageStuck } from "./interpreters/mapping/implement.ts"
export { TwoImages } from "./interpreters/mapping/mapping.ts"
export { CodecViolation } from "./core/violation.ts"
export { CancelledRun, StuckRun } from "./core/run-error.ts"
export { DuplicateProvider, MissingProvider } from "./interpreters/in-process/environment.ts"
