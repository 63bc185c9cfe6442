/**
 * Applying the pure functions of a term to values: what every interpreter does alike.
 *
 * A function is only ever applied to values of the type that it was written for: the types were checked when the step was
 * built. What a value can get wrong in spite of that is said here.
 * @module
 */
import type { ChoiceNode, Opaque, TimerRequest } from "./node.ts"

/** Opens the existential: a user's function, applied to a value that it was written for. */
export const applied = (apply: Opaque): ((...values: ReadonlyArray<unknown>) => unknown) =>
  apply as (...values: ReadonlyArray<unknown>) => unknown

/** Refuses the result of a pure function that is a promise. Errors: throws `step/async-pure`. */
export const settledNow = <T>(value: T): T => {
  if (value instanceof Promise) {
    // Nobody will look at it any more; its rejection must not end the process.
    value.catch(() => undefined)
    throw new PromiseFromPure()
  }
  return value
}

/** The tag of the arm that a value chooses. Errors: throws `choice/no-such-arm`. */
export const armOf = <T>({ tag: property }: ChoiceNode, arms: ReadonlyMap<string, T>, value: unknown): T => {
  const tag = (value as Readonly<Record<string, unknown>>)[property]
  const arm = arms.get(tag as string)
  if (arm === undefined) throw new NoSuchArm(tag, [...arms.keys()])
  return arm
}

/** The items of a list. Errors: throws `for-each/not-a-list`. */
export const itemsOf = (value: unknown): ReadonlyArray<unknown> => {
  if (!Array.isArray(value)) throw new NotAList(value)
  return value
}

/** The keys of items; undefined when they have none. Errors: throws `for-each/duplicate-key`. */
export const keysOf = (
  items: ReadonlyArray<unknown>,
  key: Opaque | undefined
): ReadonlyArray<string> | undefined => {
  if (key === undefined) return undefined
  const of = applied(key) as (item: unknown, index: number) => string
  const seen = new Set<string>()
  return items.map((item, index) => {
    const found = of(item, index)
    if (seen.has(found)) throw new DuplicateKey(found)
    seen.add(found)
    return found
  })
}

/** How long a timer waits, in milliseconds; 0 or less: not at all. Errors: throws `time/not-a-time`. */
export const delayOf = ({ mode, time }: TimerRequest, value: unknown, now: number): number => {
  const given = typeof time === "number" ? time : (applied(time)(value) as number)
  const delay = mode === "for" ? given : Math.max(0, given - now)
  if (Number.isNaN(delay))
    throw new RangeError(
      `expected a ${mode === "for" ? "number of milliseconds" : "valid date"} (was ${given}). (time/not-a-time)`
    )
  return delay
}

/** A function that was given as pure gave a promise. */
class PromiseFromPure extends TypeError {
  override readonly name = "PromiseFromPure"
  readonly code = "step/async-pure"
  constructor() {
    super(
      "A function given to pure, map or another combinator for pure functions gave a promise. Declare an operation in a Signature and implement it asynchronously. (step/async-pure)"
    )
  }
}

/** A value reached a choice that has no arm for its tag: the value does not have the type that it claims. */
class NoSuchArm extends TypeError {
  override readonly name = "NoSuchArm"
  readonly code = "choice/no-such-arm"
  constructor(tag: unknown, arms: ReadonlyArray<string>) {
    super(
      `expected a value tagged ${arms.map((arm) => JSON.stringify(arm)).join(" | ")} (was ${JSON.stringify(tag)}). Check where the value enters the workflow. (choice/no-such-arm)`
    )
  }
}

/** The input of a forEach is not a list. */
class NotAList extends TypeError {
  override readonly name = "NotAList"
  readonly code = "for-each/not-a-list"
  constructor(value: unknown) {
    super(
      `expected a list of items (was ${typeof value}). Check where it enters the workflow. (for-each/not-a-list)`
    )
  }
}

/** Two items have the same key, so their operations would share idempotency keys. */
class DuplicateKey extends TypeError {
  override readonly name = "DuplicateKey"
  readonly code = "for-each/duplicate-key"
  constructor(key: string) {
    super(
      `Two items have the key ${JSON.stringify(key)}, so their operations would share idempotency keys. Choose a key that differs from item to item. (for-each/duplicate-key)`
    )
  }
}
