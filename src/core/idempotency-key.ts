/**
 * Idempotency keys.
 * @module
 */

/**
 * The key of a call: run and node, neither attempt nor time. The length of the run's id keeps two pairs from meeting in one key.
 *
 * `renewals` counts how often what the call does has been undone in this run: when it is done again after that, it is another
 * call, and a receiver that remembers the first one must not answer for it.
 */
export const idempotencyKey = (runId: string, nodeId: string, renewals: number): string =>
  `${runId.length}:${runId}:${nodeId}${renewals === 0 ? "" : `~${renewals}`}`
