/**
 * Sums by key; exact however large they grow.
 * @module
 */

export interface Totals<K> {
  readonly keys: ReadonlyArray<K>
  /** The sum of what was added for a key; nothing was added for others. */
  readonly of: (key: K) => bigint
}

/** Adds up amounts by their keys. */
export const totals = <K>(amounts: Iterable<readonly [key: K, amount: number | bigint]>): Totals<K> => {
  const sums = new Map<K, bigint>()
  for (const [key, amount] of amounts) sums.set(key, (sums.get(key) ?? 0n) + BigInt(amount))
  return { keys: [...sums.keys()], of: (key) => sums.get(key) ?? 0n }
}
