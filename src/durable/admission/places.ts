/**
 * Where an operation or a run waits: limits that a user wrote down, as the path of an admission.
 * @module
 */
import type { Place } from "./admission.ts"
import type { KeyedLimit, Limit, Limits, OperationLimit } from "./limit.ts"

/** The way of an item, and whose turn it takes. */
export interface Places {
  readonly path: ReadonlyArray<Place>
  readonly fairKey: string
}

/**
 * Tells where the call of an operation waits; a key that its run was given goes before that of the limit when it is asked whose
 * turn it is.
 *
 * Errors: throws {@link LimitKeyFailed} (`limit/key-failed`).
 */
export const placesOfOperation = (
  { operations = {} }: Limits,
  name: string,
  input: unknown,
  fairKey?: string
): Places => {
  const limit = own(operations, name)
  return placesOf(name, limit, keyIn(name, limit, input), [], fairKey)
}

/** Tells whom a run belongs to. Errors: throws {@link LimitKeyFailed} (`limit/key-failed`). */
export const keyOfRun = ({ runs = {} }: Limits, workflow: string, input: unknown): string | undefined =>
  keyIn(workflow, own(runs.workflows ?? {}, workflow), input)

/** Tells where a run waits, by the key that its limit has given it and the one that it was started with. */
export const placesOfRun = (
  { runs = {} }: Limits,
  workflow: string,
  key: string | undefined,
  fairKey?: string
): Places => placesOf(workflow, own(runs.workflows ?? {}, workflow), key, placeOf("runs", runs), fairKey)

const placesOf = (
  name: string,
  limit: KeyedLimit | undefined,
  key: string | undefined,
  around: ReadonlyArray<Place>,
  given?: string
): Places => {
  const fairKey = given ?? key ?? ""
  if (limit === undefined) return { path: around, fairKey }
  const perKey = limit.perKey === undefined || key === undefined ? [] : placeOf(`key ${key}`, limit.perKey)
  // A room for the name, limited or not, keeps the keys of two names apart.
  return { path: [...around, { id: name, limit }, ...perKey], fairKey }
}

/** What is not limited needs no room. */
const placeOf = (id: string, limit: Limit): ReadonlyArray<Place> =>
  limit.concurrency === undefined && limit.rate === undefined ? [] : [{ id, limit }]

/** The longest silence of an operation, in milliseconds. */
export const heartbeatOf = ({ operations = {} }: Limits, name: string): number | undefined =>
  own<OperationLimit>(operations, name)?.heartbeat

const own = <L extends KeyedLimit>(
  limits: { readonly [name: string]: L | undefined },
  name: string
): L | undefined => (Object.hasOwn(limits, name) ? limits[name] : undefined)

const keyIn = (name: string, limit: KeyedLimit | undefined, input: unknown): string | undefined => {
  if (limit?.key === undefined) return undefined
  const { key } = limit
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
