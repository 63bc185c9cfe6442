/**
 * What a step may do, without running it.
 * @module
 */
export {}
