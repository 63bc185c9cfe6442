/**
 * The words under `Mapping`, in the order in which one learns them.
 * @module
 */
export { make, partial } from "./interpreters/mapping/make.ts"
export { all, andThen, identity, step, workflow } from "./interpreters/mapping/mapping.ts"
export { through } from "./interpreters/mapping/through.ts"
export { implement } from "./interpreters/mapping/implement.ts"

export type {
  Composed,
  Mapped,
  Mapping,
  NamesOf,
  ReplacementsOf,
  Together
} from "./interpreters/mapping/mapping.ts"
export type { Images, Kept, Strangers } from "./interpreters/mapping/images.ts"
export type { EncodedOf, Representation } from "./interpreters/mapping/through.ts"
export type { Runner } from "./interpreters/mapping/implement.ts"
