/**
 * How workflows and services relate.
 * @module
 */
export {}
