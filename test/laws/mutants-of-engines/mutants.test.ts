/**
 * Each way in which a journal can betray the durable engine is found by a law.
 */
import { describe, expect, it } from "vitest"
import { killersOf, search } from "../table.ts"
import { engineMutants } from "./engines.ts"

describe.each(engineMutants)("a durable engine that %s", (_, sets, laws) => {
  it.each(laws)("breaks %s", async (id) => {
    const killers = await killersOf(sets(), search, [id])

    expect(killers).toEqual([id])
  })
})
