/**
 * The types that stand in the types of steps, as what they are.
 *
 * `Step` and the like of the public surface are aliases, and an alias is not enough for the compiler when it writes the
 * declarations of a module that exports a step (TS2742, TS2883). Nobody needs to write these names by hand.
 * @module
 */
export type { Outputs, TaggedOutput } from "./combinators/branches.ts"
export type { KnownTags, LeftOver } from "./combinators/retry.ts"
export type { Codec as TypedCodec } from "./core/codec.ts"
export type { Event as TypedEvent } from "./core/event.ts"
export type { InRepetition } from "./core/mistake.ts"
export type { Schedule as TypedSchedule } from "./core/schedule.ts"
export type { Signature as TypedSignature } from "./core/signature.ts"
export type { Step as TypedStep } from "./core/step.ts"
export type { Workflow as TypedWorkflow } from "./core/workflow.ts"
export type { Mapping as TypedMapping } from "./interpreters/mapping/mapping.ts"
