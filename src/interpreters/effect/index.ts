/**
 * Effect for Lawful: workflows as effects, effects as implementations of operations, and Effect Schemas as codecs.
 * @module
 */
export { type Effectful, type InEffect, inEffect, type RunOptions } from "./in-effect.ts"
export { Events } from "./events.ts"
export { outcomeOf, StuckRun } from "./exit.ts"
export { type Call, type EffectHandler, fromEffect, type Running } from "./from-effect.ts"
export { fromEffectWith } from "./from-effect-with.ts"
export { fromSchema } from "./from-schema.ts"
export { Interrupted } from "./interrupted.ts"
export { layer, layerOf, type LayerOptions } from "./layer.ts"
export type { Service, ServicesOf } from "./service.ts"
