/**
 * The laws of Choice: a step stands on one side of an Either.
 * @module
 */
import type { Choice4 } from "fp-ts/lib/Choice.js"
import type { Either } from "fp-ts/lib/Either.js"
import * as fc from "fast-check"
import type { URI } from "../src/interpreters/fp-ts/instances.ts"
import { always, type LawFor } from "./equation.ts"
import { everywhereLaw as law } from "./everywhere-law.ts"
import { functions as p } from "./functions.ts"
import type { Oops, Work } from "./lab.ts"
import { left, right } from "./pairs.ts"
import { work } from "./work.ts"

type Sum = Either<number, number>

const f = work()
const nat = fc.nat({ max: 9 })
const sum: fc.Arbitrary<Sum> = fc.oneof(nat.map(left), nat.map(right))

/** Makes the laws of Choice. */
export const choiceInstance = ({ Choice }: With): ReadonlyArray<LawFor> => {
  const { promap, map } = Choice
  const onLeft = <C>(f: Work) => Choice.left<"Lab", Oops, number, number, C>(f)
  return [
    law({
      id: "Choice/mirror",
      name: "right mirrors left",
      equation: "right(f) = promap(left(f), swap, swap)",
      doc: "both sides of an Either can be worked on",
      given: { f },
      input: sum,
      sides: ({ f }) => ({
        left: Choice.right<"Lab", Oops, number, number, number>(f),
        right: promap(onLeft<number>(f), mirrored<number, number>, mirrored)
      })
    }),
    law({
      id: "Choice/inject",
      name: "inject, then choose",
      equation: "map(f, left) = promap(left(f), left, b => b)",
      doc: "on its own side the step runs",
      given: { f },
      sides: ({ f }) => ({
        left: map(f, left),
        right: promap(onLeft(f), left<number>, (b) => b)
      })
    }),
    law({
      id: "Choice/natural",
      name: "the other side may be changed before or after",
      equation: "promap(left(f), id + p, b => b) = map(left(f), id + p)",
      doc: "on the other side nothing happens, and a pure function there may be moved past the step",
      given: { f, p },
      input: sum,
      relevant: always,
      sides: ({ f, p }) => {
        const onRight = (either: Sum): Sum => (either._tag === "Left" ? either : right(p(either.right)))
        return { left: promap(onLeft<number>(f), onRight, (b) => b), right: map(onLeft<number>(f), onRight) }
      }
    }),
    law({
      id: "Choice/associativity",
      name: "left of left",
      equation: "left(left(f)) = promap(left(f), assoc, unassoc)",
      doc: "how deep a step stands among alternatives makes no difference",
      given: { f },
      input: fc.oneof(sum.map(left), nat.map(right)),
      relevant: always,
      sides: ({ f }) => ({
        left: Choice.left<"Lab", Oops, Sum, Sum, number>(onLeft<number>(f)),
        right: promap(onLeft<Sum>(f), assoc, unassoc)
      })
    })
  ]
}

interface With {
  readonly Choice: Choice4<URI>
}

const mirrored = <A, B>(either: Either<A, B>): Either<B, A> =>
  either._tag === "Left" ? right(either.left) : left(either.right)

const assoc = (either: Either<Sum, number>): Either<number, Sum> => {
  if (either._tag === "Right") return right(right(either.right))
  return either.left._tag === "Left" ? either.left : right(left(either.left.right))
}

const unassoc = (either: Either<number, Sum>): Either<Sum, number> => {
  if (either._tag === "Left") return left(either)
  return either.right._tag === "Left" ? left(right(either.right.left)) : either.right
}
