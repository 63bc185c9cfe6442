/**
 * The laws of Strong: a value is carried past a step.
 * @module
 */
import type { Strong4 } from "fp-ts/lib/Strong.js"
import * as fc from "fast-check"
import type { Step } from "../src/core/step.ts"
import type { URI } from "../src/interpreters/fp-ts/instances.ts"
import type { LawFor } from "./equation.ts"
import { everywhereLaw as law } from "./everywhere-law.ts"
import { functions as p } from "./functions.ts"
import type { Oops, Work } from "./lab.ts"
import { work } from "./work.ts"

type Both = [number, number]
type Nested = [Both, number]

const f = work()
const nat = fc.nat({ max: 9 })
const pair = fc.tuple(nat, nat)
const swap = ([one, other]: Both): Both => [other, one]
const fst = ([one]: Both): number => one

/** Makes the laws of Strong. */
export const strongInstance = ({ Strong: { promap, map, ...Strong } }: With): ReadonlyArray<LawFor> => {
  const first = <C>(step: Work): Step<[number, C], [number, C], Oops, "Lab"> => Strong.first(step)
  return [
    law({
      id: "Strong/mirror",
      name: "second mirrors first",
      equation: "second(f) = promap(first(f), swap, swap)",
      doc: "both halves of a pair can be worked on",
      given: { f },
      input: pair,
      sides: ({ f }) => ({
        left: Strong.second<"Lab", Oops, number, number, number>(f),
        right: promap(first<number>(f), swap, swap)
      })
    }),
    law({
      id: "Strong/project",
      name: "first, then forget",
      equation: "map(first(f), fst) = promap(f, fst, b => b)",
      doc: "the carried value is of no importance to the step",
      given: { f },
      input: pair,
      sides: ({ f }) => ({
        left: map(first<number>(f), fst),
        right: promap(f, fst, (b) => b)
      })
    }),
    law({
      id: "Strong/natural",
      name: "the carried value may be changed before or after",
      equation: "promap(first(f), id x p, b => b) = map(first(f), id x p)",
      doc: "a pure function on the carried value may be moved past a step",
      given: { f, p },
      input: pair,
      sides: ({ f, p }) => {
        const onSecond = ([a, c]: Both): Both => [a, p(c)]
        return { left: promap(first<number>(f), onSecond, (b) => b), right: map(first<number>(f), onSecond) }
      }
    }),
    law({
      id: "Strong/associativity",
      name: "first of first",
      equation: "first(first(f)) = promap(first(f), assoc, unassoc)",
      doc: "how deep a step stands among carried values makes no difference",
      given: { f },
      input: fc.tuple(pair, nat),
      sides: ({ f }) => {
        const assoc = ([[a, b], c]: Nested): [number, Both] => [a, [b, c]]
        const unassoc = ([a, [b, c]]: [number, Both]): Nested => [[a, b], c]
        return {
          left: Strong.first<"Lab", Oops, Both, Both, number>(first<number>(f)),
          right: promap(first<Both>(f), assoc, unassoc)
        }
      }
    })
  ]
}

interface With {
  readonly Strong: Strong4<URI>
}
