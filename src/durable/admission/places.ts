/**
 * Where an operation or a run waits: limits that a user wrote down, as the path of an admission.
 * @module
 */
import type { Place } from "./admission.ts"
import type { KeyedLimit, Limit, Limits } from "./limit.ts"

/** The way of an item, and whose turn it takes. */
export interface Places {
  readonly path: ReadonlyArray<Place>
  readonly fairKey: string
}

/** Tells where the call of an operation waits. Errors: throws {@link LimitKeyFailed} (`limit/key-failed`). */
export const placesOfOperation = ({ operations = {} }: Limits, name: string, input: unknown): Places =>
  placesOf(name, own(operations, name), input, [])

/**
 * Tells where a run waits; a key that was given when it was started goes before that of its limit.
 *
 * Errors: throws {@link LimitKeyFailed} (`limit/key-failed`).
 */
export const placesOfRun = (
  { runs = {} }: Limits,
  workflow: string,
  input: unknown,
  fairKey?: string
): Places => placesOf(workflow, own(runs.workflows ?? {}, workflow), input, placeOf("runs", runs), fairKey)

const placesOf = (
  name: string,
  limit: KeyedLimit | undefined,
  input: unknown,
  around: ReadonlyArray<Place>,
  given?: string
): Places => {
  const fairKey = given ?? (limit?.key === undefined ? "" : keyOf(name, limit.key, input))
  if (limit === undefined) return { path: around, fairKey }
  const perKey = limit.perKey === undefined ? [] : placeOf(`key ${fairKey}`, limit.perKey)
  // A room for the name, limited or not, keeps the keys of two names apart.
  return { path: [...around, { id: name, limit }, ...perKey], fairKey }
}

/** What is not limited needs no room. */
const placeOf = (id: string, limit: Limit): ReadonlyArray<Place> =>
  limit.concurrency === undefined && limit.rate === undefined ? [] : [{ id, limit }]

const own = (limits: Readonly<Record<string, KeyedLimit>>, name: string): KeyedLimit | undefined =>
  Object.hasOwn(limits, name) ? limits[name] : undefined

const keyOf = (name: string, key: (input: never) => string, input: unknown): string => {
  let found: unknown
  try {
    // The codec of the operation or workflow has given the input the type that it declares.
    found = key(input as never)
  } catch (cause) {
    throw new LimitKeyFailed(name, "threw", cause)
  }
  if (typeof found !== "string") throw new LimitKeyFailed(name, `gave ${typeof found} instead of a string`)
  return found
}

/** The function that tells the key of an input has a bug. */
export class LimitKeyFailed extends TypeError {
  override readonly name = "LimitKeyFailed"
  readonly code = "limit/key-failed"
  constructor(name: string, what: string, cause?: unknown) {
    super(
      `The function \`key\` in the limit of ${JSON.stringify(name)} ${what}. Make it give a string for each input. (limit/key-failed)`,
      cause === undefined ? {} : { cause }
    )
  }
}
