/**
 * Persistent vectors do what arrays do, and leave the old one as it was.
 */
import * as fc from "fast-check"
import { expect, it } from "vitest"
import {
  eachChange,
  empty,
  from,
  get,
  pop,
  push,
  set,
  values,
  type Vector
} from "../../src/machine/vector.ts"

type Change = { readonly kind: "push" | "pop" | "set"; readonly index: number; readonly value: number }

const changes = fc.array(
  fc.record<Change>({
    kind: fc.constantFrom("push", "push", "pop", "set"),
    index: fc.nat({ max: 2000 }),
    value: fc.nat()
  }),
  { maxLength: 80 }
)

const inVector = (vector: Vector<number>, { kind, index, value }: Change): Vector<number> => {
  if (kind === "push") return push(vector, value)
  if (vector.size === 0) return vector
  return kind === "pop" ? pop(vector) : set(vector, index % vector.size, value)
}

const inArray = (array: ReadonlyArray<number>, { kind, index, value }: Change): ReadonlyArray<number> => {
  if (kind === "push") return [...array, value]
  if (array.length === 0) return array
  return kind === "pop" ? array.slice(0, -1) : array.with(index % array.length, value)
}

// Around the sizes at which a trie grows.
const lengths = fc.oneof(fc.nat({ max: 40 }), fc.constantFrom(31, 32, 33, 1023, 1024, 1025, 1056))

it("does what an array does, under any changes", () => {
  fc.assert(
    fc.property(lengths, changes, (length, all) => {
      const start = Array.from({ length }, (_, index) => index)
      let vector: Vector<number> = from(start)
      let array: ReadonlyArray<number> = start
      for (const change of all) {
        const before = [...values(vector)]
        const next = inVector(vector, change)
        expect([...values(vector)]).toEqual(before)
        vector = next
        array = inArray(array, change)
      }
      expect([...values(vector)]).toEqual(array)
      expect(vector.size).toBe(array.length)
      for (const index of [-1, 0, array.length >> 1, array.length - 1, array.length, 0.5])
        expect(get(vector, index)).toBe(Number.isInteger(index) ? array[index] : get(vector, index))
    })
  )
})

it("can be made of a list, or value by value", () => {
  fc.assert(
    fc.property(lengths, (length) => {
      const list = Array.from({ length }, (_, index) => index)

      expect(from(list)).toEqual(list.reduce<Vector<number>>(push, empty))
    })
  )
})

it("is plain data", () => {
  const vector = from(Array.from({ length: 2000 }, (_, index) => index))

  expect(JSON.parse(JSON.stringify(vector))).toEqual(vector)
})

it("tells exactly what has changed since another vector", () => {
  fc.assert(
    fc.property(lengths, changes, (length, all) => {
      const before: Vector<number> = from(Array.from({ length }, (_, index) => index))
      const after = all.filter(({ kind }) => kind === "set").reduce(inVector, before)
      const told: Array<readonly [number, number, number | undefined]> = []

      eachChange(after, before, (value, index, old) => told.push([index, value, old]))

      const old = [...values(before)]
      const differing = [...values(after)].flatMap((value, index) =>
        value === old[index] ? [] : [[index, value, old[index]]]
      )
      expect(told).toEqual(differing)
    })
  )
})

it("shares what has not changed: a change in ten thousand values copies a few nodes", () => {
  const before = from(Array.from({ length: 10_000 }, (_, index) => index))
  const after = set(before, 5_000, -1)

  const nodes = (node: unknown): ReadonlyArray<unknown> =>
    Array.isArray(node) ? [node, ...(node as ReadonlyArray<unknown>).flatMap(nodes)] : []
  const known = new Set(nodes(before.root))

  expect(nodes(after.root).filter((node) => !known.has(node))).toHaveLength(before.height + 1)
})
