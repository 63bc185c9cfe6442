/**
 * Idempotency: what has been done under a key is not done again.
 * @module
 */
import { Failure } from "lawful"
import { around, type Middleware } from "lawful/transformations"
import type { Answer, Table } from "./books.ts"

/**
 * Answers a write whose key is known as before. What failed has had no effect, so it is not remembered and may be tried again.
 * Questions are always asked anew.
 */
export const once = (answers: Table<Answer>): Middleware =>
  around(({ operation, context: { key } }, perform) => {
    if (operation.effect === "readonly") return perform()
    const known = answers.get(key)
    if (known !== undefined) return known.given
    const given = perform()
    if (!(given instanceof Failure)) answers.set(key, { given })
    return given
  })
