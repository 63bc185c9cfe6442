/**
 * Two ways to make io-ts codecs: a base type with a condition, and a record that refuses fields it does not know.
 *
 * The name of a codec is what a reader of a message sees after "expected". Decoding here never changes a value, so a
 * decoded record is the record that was given.
 * @module
 */
import { isLeft, isRight } from "fp-ts/lib/Either.js"
import * as t from "io-ts"

/** Values of `base` for which a condition holds, under a name that says so. */
export const refined = <A, Brand>(
  expected: string,
  base: t.Type<A>,
  holds: (value: A) => boolean
): t.Type<t.Branded<A, Brand>> => {
  const is = (value: unknown): value is t.Branded<A, Brand> => base.is(value) && holds(value)
  return new t.Type(
    expected,
    is,
    (value, context) => {
      const decoded = base.validate(value, context)
      if (isLeft(decoded)) return decoded
      return is(decoded.right) ? t.success(decoded.right) : t.failure(value, context)
    },
    (value) => value
  )
}

/** The fields of a record. */
type Fields = Readonly<Record<string, t.Mixed>>

/** The type of a record with these fields, some of which may be missing. */
type RecordOf<P extends Fields, O extends Fields> = { readonly [K in keyof P]: t.TypeOf<P[K]> } & {
  readonly [K in keyof O]?: t.TypeOf<O[K]>
}

/** Records with exactly these fields: a misspelt one is a mistake to be told, not one to be passed over. */
export const record = <const P extends Fields, const O extends Fields = Record<never, never>>(
  name: string,
  required: P,
  optional?: O
): t.Type<RecordOf<P, O>> => {
  const fields = new Map<string, t.Mixed>([
    ...Object.entries(required),
    ...Object.entries(optional ?? {}).map(([key, type]): [string, t.Mixed] => [key, orMissing(type)])
  ])
  const noSuchField: t.Mixed = new t.Type<unknown>(
    `no such field (there are ${[...fields.keys()].join(", ")})`,
    (_value): _value is unknown => false,
    t.failure,
    (value) => value
  )
  const known = (key: string): t.Mixed => fields.get(key) ?? noSuchField
  const keysOf = (value: object): ReadonlyArray<string> => [
    ...new Set([...fields.keys(), ...Object.keys(value)])
  ]
  const is = (value: unknown): value is RecordOf<P, O> =>
    isRecord(value) && keysOf(value).every((key) => known(key).is(own(value, key)))
  return new t.Type(
    name,
    is,
    (value, context) => {
      if (!isRecord(value)) return t.failure(value, context)
      const errors: t.Errors = []
      for (const key of keysOf(value)) {
        const type = known(key)
        const decoded = type.validate(own(value, key), t.appendContext(context, key, type, own(value, key)))
        if (isLeft(decoded)) errors.push(...decoded.left)
      }
      return errors.length === 0 ? t.success(value as RecordOf<P, O>) : t.failures(errors)
    },
    (value) => value
  )
}

const orMissing = (type: t.Mixed): t.Mixed =>
  new t.Type<unknown>(
    type.name,
    (value): value is unknown => value === undefined || type.is(value),
    (value, context) =>
      value === undefined || isRight(type.validate(value, context))
        ? t.success(value)
        : type.validate(value, context),
    (value) => value
  )

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** Own fields only: what a prototype holds was not in the file. */
const own = (value: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(value, key) ? value[key] : undefined
