/**
 * Natural transformations: between interpreters, and between systems.
 * @module
 */
export {}
