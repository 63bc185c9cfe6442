/**
 * The words under `Mapping`, in the order in which one learns them.
 * @module
 */
export { make, partial } from "./interpreters/mapping/make.ts"
export { all, andThen, identity, step, workflow } from "./interpreters/mapping/mapping.ts"
export { through } from "./interpreters/mapping/through.ts"
export { implement } from "./interpreters/mapping/implement.ts"
