/**
 * Lawful: business workflows as values.
 * @module
 */
import * as SagaWords from "./combinators/saga.ts"
import * as CodecWords from "./core/codec.ts"
import * as EventWords from "./core/event.ts"
import * as ScheduleWords from "./core/schedule.ts"
import * as SignatureWords from "./core/signature.ts"
import * as WorkflowWords from "./core/workflow.ts"
import type * as StepTypes from "./core/step.ts"
import * as StepWords from "./step.ts"

// The language: each name is both the type and the words that make and change its values.

/** {@inheritDoc StepTypes.Step} */
export type Step<A, B, E = never, R = never, X = never> = StepTypes.Step<A, B, E, R, X>
/** Makes and combines steps. */
export const Step: typeof StepWords = StepWords

/** Pairs writes with their undo, and marks scopes and the point of no return. */
export const Saga: typeof SagaWords = SagaWords

/** {@inheritDoc SignatureWords.Signature} */
export type Signature<N extends string, O extends SignatureWords.OperationSpecs> = SignatureWords.Signature<
  N,
  O
>
/** Declares signatures. */
export const Signature: typeof SignatureWords = SignatureWords

/** {@inheritDoc WorkflowWords.Workflow} */
export type Workflow<N extends string, A, B, E = never, R = never> = WorkflowWords.Workflow<N, A, B, E, R>
/** Makes, refers to and checks workflows. */
export const Workflow: typeof WorkflowWords = WorkflowWords

/** {@inheritDoc EventWords.Event} */
export type Event<N extends string, A> = EventWords.Event<N, A>
/** Declares events and milestones. */
export const Event: typeof EventWords = EventWords

/** {@inheritDoc ScheduleWords.Schedule} */
export type Schedule<Tags = unknown, Bound = unknown> = ScheduleWords.Schedule<Tags, Bound>
/** Makes retry policies. */
export const Schedule: typeof ScheduleWords = ScheduleWords

/** {@inheritDoc CodecWords.Codec} */
export type Codec<A> = CodecWords.Codec<A>
/** Makes codecs. */
export const Codec: typeof CodecWords = CodecWords

// The data that steps are made of, for those who write interpreters.
export { childrenOf, fold, type Meaning } from "./core/fold.ts"
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

// Running in process.
export type { Cancelled, Cause, Completed, Debt, Defect, Failed, Outcome, Stuck } from "./core/outcome.ts"
export { type Clock, systemClock } from "./interpreters/in-process/clock.ts"
export { EventBus } from "./interpreters/in-process/event-bus.ts"
export type { Observation, Observe, Seen } from "./interpreters/in-process/observation.ts"
export {
  type CallOptions,
  type Handle,
  type Options,
  type Runnable,
  run,
  runSync,
  start
} from "./interpreters/in-process/run.ts"

// Errors.
export { InvalidWorkflow, type Problem, type ProblemCode } from "./core/problem.ts"
export { CodecViolation } from "./core/violation.ts"
export { MissingProvider } from "./interpreters/in-process/environment.ts"
