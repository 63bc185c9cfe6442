/**
 * What an example's `// => value` becomes.
 *
 * @module
 */
import { inspect, isDeepStrictEqual } from "node:util"

/** Throws unless `actual` deeply equals `expected`. */
export const check = (actual: unknown, expected: unknown, place: string): void => {
  if (isDeepStrictEqual(actual, expected)) return
  const [was, wanted] = [actual, expected].map((value) => inspect(value, { depth: 10 }))
  throw new ExampleError(`${place}: expected ${wanted ?? ""} (was ${was ?? ""})`)
}

/** An example that does not do what it says. */
export class ExampleError extends Error {
  override readonly name = "ExampleError"
}
