/**
 * The process of a service that does not start.
 */
process.exitCode = 3
