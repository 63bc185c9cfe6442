/**
 * The transformations that ship are natural and keep composition; ones that do not are found out.
 */
import * as fc from "fast-check"
import { inProcess, type Promised, Step, type Target } from "lawful"
import { effectToPromise, promiseToEffect } from "lawful/effect"
import { allSets, compositionLaws, describeLaws } from "lawful/laws"
import { Transformation } from "lawful/transformations"
import { describe, expect, it } from "vitest"
import {
  compositionMutants,
  naturalMutants,
  naturalSets,
  thereAndBackLaws
} from "../laws/mutants-of-maps/transformations.ts"

/** Values as they are. */
interface Plain extends Target {
  readonly morphism: this["B"]
}

const options = { numRuns: 100, seed: 20_261_123 }

for (const set of naturalSets) describeLaws(set, { describe, it }, options)
describeLaws(thereAndBackLaws, { describe, it }, { ...options, numRuns: 25 })
describeLaws(compositionLaws(), { describe, it }, options)

const all = [...naturalMutants, ...compositionMutants]

describe("a context", () => {
  it("that is asked for and given is as if it had not been asked for", () => {
    fc.assert(
      fc.property(fc.anything(), fc.nat(), (value, context) => {
        const asked = Transformation.withContext<number, Plain>().at(value)

        expect(Transformation.provide<number, Plain>(context).at(asked)).toBe(value)
      })
    )
  })

  it("is changed twice as by both functions, the last one first", () => {
    const f = (text: string): number => text.length
    const g = (on: boolean): string => (on ? "on" : "off")
    const both = Transformation.andThen(Transformation.local(g))(Transformation.local(f))

    fc.assert(
      fc.property(fc.func(fc.integer()), fc.boolean(), (read, on) => {
        expect(both.at(read)(on)).toBe(Transformation.local((given: boolean) => f(g(given))).at(read)(on))
      })
    )
  })
})

describe("an interpreter that is carried over", () => {
  it("by two transformations is carried over by both, one after the other", async () => {
    const step = Step.pure((n: number) => n + 1)
    const there = Transformation.through(promiseToEffect)(inProcess())
    const ways = [
      Transformation.through(effectToPromise)(there),
      Transformation.through(Transformation.andThen(effectToPromise)(promiseToEffect))(inProcess()),
      Transformation.through(Transformation.identity<Promised>())(inProcess())
    ]

    expect(await Promise.all(ways.map(({ interpret }) => interpret(step)(1)))).toEqual(
      ways.map(() => ({ _tag: "Completed", output: 2 }))
    )
  })
})

describe("each law of natural transformations", () => {
  it("finds a bug in some transformation", () => {
    const killing = new Set(all.flatMap(([, , laws]) => laws))
    const ids = [...naturalSets.slice(0, 1), compositionLaws()].flatMap(({ laws }) =>
      laws.map(({ id }) => id)
    )

    expect(ids.filter((id) => !killing.has(id))).toEqual([])
  })
})

describe.each(all.map(([name, set, laws]) => ({ name, set, laws })))(
  "a transformation that $name",
  ({ set, laws }) => {
    it.each(laws)("breaks %s", async (id) => {
      const [law] = allSets(set).flatMap((one) => one.laws.filter((two) => two.id === id))

      const result = await law?.run({ ...options, shrink: false })

      expect(result?.status).toBe("failed")
    })
  }
)
