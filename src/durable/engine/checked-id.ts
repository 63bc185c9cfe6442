/**
 * Names that come from outside and become a part of keys.
 * @module
 */
import { InvalidId } from "./engine-error.ts"

const LONGEST = 1000

/** Gives the text as it is. Errors: throws {@link InvalidId} when it is none, too short or too long. */
export const checkedId = (what: string, id: string, shortest = 1): string => {
  const given: unknown = id
  if (typeof given !== "string") throw new InvalidId(what, `is no text (was ${typeof given})`)
  if (given.length < shortest) throw new InvalidId(what, "is empty")
  if (given.length > LONGEST) throw new InvalidId(what, `has ${given.length} characters`)
  return given
}
