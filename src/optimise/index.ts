/**
 * Rewriting steps by laws.
 * @module
 */
export {}
