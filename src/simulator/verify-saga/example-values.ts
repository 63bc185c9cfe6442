/**
 * Examples of values that a codec describes: so that every typed error can be tried without anybody writing it down.
 * @module
 */
import type { AnyCodec } from "../../core/codec.ts"

/**
 * One value for each alternative of an io-ts codec; none for a codec whose structure cannot be looked at.
 *
 * Only values that the codec accepts are given.
 */
export const examplesOf = (codec: AnyCodec): ReadonlyArray<unknown> =>
  codec.source === undefined
    ? []
    : alternatives(codec.source, 0).filter((value) => codec.decode(value)._tag === "Right")

/** An io-ts type, as far as it can be looked at. */
interface Structure {
  readonly _tag?: string
  readonly name?: string
  readonly value?: unknown
  readonly keys?: Readonly<Record<string, unknown>>
  readonly props?: Readonly<Record<string, Structure>>
  readonly types?: ReadonlyArray<Structure>
  readonly type?: Structure
}

/** Recursive types end somewhere. */
const DEEPEST = 12

const alternatives = (type: Structure, depth: number): ReadonlyArray<unknown> => {
  if (depth > DEEPEST) return []
  const one = (inner: Structure): unknown => alternatives(inner, depth + 1)[0]
  switch (type._tag) {
    case "UnionType":
      return (type.types ?? []).flatMap((inner) => alternatives(inner, depth + 1))
    case "LiteralType":
      return [type.value]
    case "KeyofType":
      return Object.keys(type.keys ?? {}).slice(0, 1)
    case "StringType":
      return ["example"]
    case "NumberType":
      return [1]
    case "BigIntType":
      return [1n]
    case "BooleanType":
      return [true]
    case "NullType":
      return [null]
    case "UndefinedType":
    case "VoidType":
      return [undefined]
    case "UnknownType":
    case "AnyType":
      return [null]
    case "AnyArrayType":
    case "ArrayType":
      return [[]]
    case "AnyDictionaryType":
    case "DictionaryType":
    case "PartialType":
      return [{}]
    case "TupleType":
      return [(type.types ?? []).map(one)]
    case "InterfaceType":
    case "StrictType": {
      const entries = Object.entries(type.props ?? {})
      const [tag, ...rest] = [...entries].sort(([, a], [, b]) => width(b) - width(a))
      if (tag === undefined) return [{}]
      const others = rest.map(([name, inner]) => [name, one(inner)] as const)
      // What distinguishes alternatives is tried in all its values, the rest in one.
      return alternatives(tag[1], depth + 1).map((value) => Object.fromEntries([[tag[0], value], ...others]))
    }
    case "IntersectionType":
      return [Object.assign({}, ...(type.types ?? []).map((inner) => one(inner) as object)) as unknown]
    case "RefinementType":
    case "ReadonlyType":
    case "ExactType":
    case "RecursiveType":
      return refined(type, depth)
    case undefined:
    default:
      return []
  }
}

const refined = ({ type }: Structure, depth: number): ReadonlyArray<unknown> =>
  type === undefined ? [] : alternatives(type, depth + 1)

/** How many values of a type are worth trying. */
const width = (type: Structure): number => (type._tag === "UnionType" ? (type.types?.length ?? 1) : 1)
