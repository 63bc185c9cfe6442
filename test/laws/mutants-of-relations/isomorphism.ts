/**
 * Correspondences and translations that are right, and ones with one bug each.
 */
import { type AnyStep, childrenOf, Mapping, nodeOf } from "lawful"
import { correspondence, type Matched } from "lawful/architecture"
import type { Translating } from "lawful/laws"
import { isomorphismOf } from "../../../src/architecture/isomorphism.ts"
import { withChildren } from "../../../src/core/children.ts"
import { fold } from "../../../src/core/fold.ts"
import { stepOf } from "../../../src/core/node.ts"

const translate: Translating["translated"] = ({ mapping }) => Mapping.step(mapping)

export const translating: Translating = { name: "translation", correspondence, translated: translate }

/** Changes the pairs along which it translates. */
const along = (name: string, change: (pair: Matched) => Matched): Translating => ({
  ...translating,
  name,
  translated: ({ pairs }) => translate(isomorphismOf(pairs.map(change)))
})

const same = { to: (value: unknown) => value, from: (value: unknown) => value }

/** Overlooks what stands against an isomorphism. */
const overlooking = (name: string, ...kinds: ReadonlyArray<string>): Translating => ({
  ...translating,
  name,
  correspondence: (...compared) => {
    const found = correspondence(...compared)
    if (found._tag === "Isomorphic") return found
    const mismatches = found.mismatches.filter(({ kind }) => !kinds.includes(kind))

    return mismatches.length === 0
      ? { _tag: "Isomorphic", isomorphism: isomorphismOf([]) }
      : { ...found, mismatches }
  }
})

/** Each with the laws that find it. */
export const isomorphismMutants: ReadonlyArray<readonly [mutant: Translating, laws: ReadonlyArray<string>]> =
  [
    [
      {
        ...translating,
        name: "leaves undos as they are",
        translated: (isomorphism) => (step) =>
          fold<AnyStep>(step, (node, children, place) => {
            const rebuilt = stepOf(withChildren(node, children))
            return node.kind !== "perform" || place.includes("undo/")
              ? rebuilt
              : translate(isomorphism)(rebuilt)
          })
      },
      ["isomorphism/meaning"]
    ],
    [
      {
        ...translating,
        name: "translates the first part only",
        translated: (isomorphism) => (step) => {
          const node = nodeOf(step)
          const [first, ...rest] = childrenOf(node)
          if (node.kind !== "sequence" || first === undefined) return translate(isomorphism)(step)
          return stepOf(withChildren(node, [translate(isomorphism)(first), ...rest]))
        }
      },
      ["isomorphism/meaning", "isomorphism/sequence"]
    ],
    [along("does not convert errors", (pair) => ({ ...pair, error: same })), ["isomorphism/meaning"]],
    [
      along("does not convert inputs back", (pair) =>
        pair.from.service === "Lab" ? pair : { ...pair, input: same }
      ),
      ["isomorphism/back"]
    ],
    [
      {
        ...translating,
        name: "goes only there",
        translated: (isomorphism) =>
          isomorphism.pairs[0]?.from.service === "Lab" ? translate(isomorphism) : (step) => step
      },
      ["isomorphism/back"]
    ],
    [overlooking("overlooks what is missing", "missing"), ["isomorphism/bijection"]],
    [overlooking("overlooks what is taken twice", "doubled"), ["isomorphism/bijection"]]
  ]
