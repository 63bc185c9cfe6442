/**
 * Effect for Lawful: effects as implementations of operations, and Effect Schemas as codecs.
 * @module
 */
export { type Call, type EffectHandler, fromEffect, type Running } from "./from-effect.ts"
export { fromEffectWith } from "./from-effect-with.ts"
export { fromSchema } from "./from-schema.ts"
export { Interrupted } from "./interrupted.ts"
