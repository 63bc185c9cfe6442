/**
 * What stands against an isomorphism.
 * @module
 */
import type { AnyCodec } from "../core/codec.ts"
import { type OperationDefinition, operationName } from "../core/operation.ts"
import { type Conversion, type Matched, unconverted } from "./isomorphism.ts"

/** One thing that does not correspond. */
export interface Mismatch {
  readonly kind: "missing" | "doubled" | "effect" | "delivery" | "codec" | "conversion"
  /** The operation that it is about. */
  readonly operation: string
  readonly words: string
}

/** An activity, what it was said to correspond to, and what of this name there is. */
export interface Claim {
  readonly from: OperationDefinition
  readonly counterpart: { readonly operation: string }
  readonly found: ReadonlyArray<OperationDefinition>
}

/** What is compared. */
export interface Compared {
  readonly claims: ReadonlyArray<Claim>
  readonly right: ReadonlyArray<OperationDefinition>
  readonly matched: ReadonlyArray<Matched>
  /** Names in the pairs that no activity has. */
  readonly idle: ReadonlyArray<string>
}

/** Lists all that stands against a correspondence. */
export const mismatchesIn = ({ claims, right, matched, idle }: Compared): ReadonlyArray<Mismatch> => [
  ...idle.map((name) => mismatch("missing", name, "is no activity")),
  ...claims.flatMap(unclear),
  ...right.flatMap((to) => unanswered(to, matched)),
  ...matched.flatMap(unlike)
]

const mismatch = (kind: Mismatch["kind"], operation: string, says: string): Mismatch => ({
  kind,
  operation,
  words: `${operation} ${says}`
})

const unclear = ({ from, counterpart, found }: Claim): ReadonlyArray<Mismatch> => {
  if (found.length === 1) return []
  return [
    found.length === 0
      ? mismatch("missing", operationName(from), `has no counterpart: there is no ${counterpart.operation}`)
      : mismatch(
          "doubled",
          operationName(from),
          `has several counterparts: ${found.map(operationName).join(", ")}`
        )
  ]
}

const unanswered = (to: OperationDefinition, matched: ReadonlyArray<Matched>): ReadonlyArray<Mismatch> => {
  const claimants = matched.filter((one) => one.to === to).map(({ from }) => operationName(from))
  if (claimants.length === 1) return []
  return [
    claimants.length === 0
      ? mismatch("missing", operationName(to), "corresponds to no activity")
      : mismatch("doubled", operationName(to), `corresponds to several activities: ${claimants.join(", ")}`)
  ]
}

const unlike = (pair: Matched): ReadonlyArray<Mismatch> => {
  const { from, to } = pair
  const name = operationName(from)
  const differs = (kind: "effect" | "delivery"): ReadonlyArray<Mismatch> =>
    from[kind] === to[kind]
      ? []
      : [mismatch(kind, name, `is ${from[kind]}, but ${operationName(to)} is ${to[kind]}`)]
  return [
    ...differs("effect"),
    ...differs("delivery"),
    ...(["input", "output", "error"] as const).flatMap((border) => converted(pair, border))
  ]
}

const converted = (pair: Matched, border: "input" | "output" | "error"): ReadonlyArray<Mismatch> => {
  const { from, to, [border]: conversion } = pair
  const [left, right] = [from[border], to[border]]
  const name = operationName(from)
  if (conversion === unconverted) {
    if (sameCodec(left, right)) return []
    return [
      mismatch(
        "codec",
        name,
        `has the ${border} ${nameOf(left)}, but ${operationName(to)} has ${nameOf(right)}: give a conversion`
      )
    ]
  }
  if (left === undefined && right === undefined) return []
  if (left === undefined || right === undefined)
    return [mismatch("codec", name, `and ${operationName(to)} do not both have an ${border} to convert`)]
  return wrongSamples(conversion, left, right).map((says) =>
    mismatch("conversion", name, `${border}: ${says}`)
  )
}

/** Codecs of one library with one name; codecs that check nothing are the same when they are one. */
const sameCodec = (one: AnyCodec | undefined, other: AnyCodec | undefined): boolean =>
  one === other || (one !== undefined && other !== undefined && !one.unchecked && one.name === other.name)

const nameOf = (codec: AnyCodec | undefined): string => (codec === undefined ? "none" : codec.name)

/** What is wrong with a conversion, by its samples. */
const wrongSamples = (
  { to, from, samples = [] }: Conversion<unknown, unknown>,
  left: AnyCodec,
  right: AnyCodec
): ReadonlyArray<string> =>
  samples.flatMap((sample) => {
    const there = to(sample)
    const back = from(there)
    const fits = right.decode(right.encode(there as never))
    return [
      ...(shown(left, back) === shown(left, sample)
        ? []
        : [`${shown(left, sample)} comes back as ${shown(left, back)}`]),
      ...(fits._tag === "Right"
        ? []
        : [`${shown(left, sample)} becomes ${JSON.stringify(there)}, which is no ${right.name}`])
    ]
  })

const shown = (codec: AnyCodec, value: unknown): string => JSON.stringify(codec.encode(value as never))
