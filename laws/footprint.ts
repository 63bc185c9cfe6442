/**
 * Footprints: operations that declare no common resource do not get into each other's way.
 *
 * Everything that is said about branches that commute, and every search that skips orders of independent operations, rests on
 * footprints being true. So implementations are judged here, not interpreters: by doing operations in some state, in one order
 * and in the other, and by looking at what changed.
 * @module
 */
import * as fc from "fast-check"
import type { TypeOf } from "../src/core/codec.ts"
import type { Provider } from "../src/core/implementation.ts"
import type { Footprint, OperationDefinition } from "../src/core/operation.ts"
import type { OperationSpecs, Signature } from "../src/core/signature.ts"
import type { Step } from "../src/core/step.ts"
import { run } from "../src/interpreters/in-process/run.ts"
import { alike, canonical, differenceOf } from "../src/transformations/canonical.ts"
import type { Law } from "./law.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import { property } from "./property.ts"
import { answerOf, type Call, call, histories, shown } from "./random-calls.ts"

/** What an implementation works on. */
export interface Surroundings {
  /** The implementation of the signature, and whatever else it takes to run its operations. */
  readonly providers: ReadonlyArray<Provider<string>>
  /** What each resource holds, by the names that footprints use; what nobody declares belongs in it as well. */
  readonly resources: () => Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>
}

/** An implementation under test. */
export interface FootprintOptions<N extends string, O extends OperationSpecs> {
  readonly signature: Signature<N, O>
  /** Random inputs. Few different names and numbers make calls that concern one another. */
  readonly inputs: { readonly [K in keyof O & string]: fc.Arbitrary<TypeOf<O[K]["input"]>> }
  /** A fresh world in its first state. */
  readonly world: () => Surroundings | Promise<Surroundings>
  /** How many calls lead to a state, at most; 8 when left out. */
  readonly longest?: number
}

/**
 * The laws of an implementation whose operations declare footprints. Operations without one may touch anything, and are only
 * used to reach states.
 * @example
 * import * as fc from "fast-check"
 * import { check, footprintLaws } from "lawful/laws"
 * const Shop = Signature.make("Shop", {
 *   sell: { input: t.number, output: t.number, effect: "undoable", footprint: { writes: ["stock"] } },
 *   note: { input: t.string, output: t.number, effect: "undoable", footprint: { writes: ["log"] } }
 * })
 * const world = () => {
 *   const resources = { stock: 100, log: [] as Array<string> }
 *   const shop = implement(Shop, {
 *     sell: (count) => (resources.stock -= count),
 *     note: (text) => resources.log.push(text)
 *   })
 *   return { providers: [shop], resources: () => resources }
 * }
 * const laws = footprintLaws({ signature: Shop, inputs: { sell: fc.nat({ max: 9 }), note: fc.string() }, world })
 * laws.laws.map(({ id }) => id) // => ["F13/sell|note", "F13/writes/sell", "F13/writes/note"]
 * const report = await check(laws, { seed: 1 })
 * report.counts.passed // => 3
 */
export const footprintLaws = <N extends string, O extends OperationSpecs>(
  options: FootprintOptions<N, O>
): LawSet => {
  const { name, operations } = options.signature["~signature"]
  // Each input goes to the operation that it was made for.
  const judged = { longest: 8, ...options } as unknown as Judged
  const declared = [...operations.values()].filter(({ footprint }) => footprint !== undefined)
  const pairs = declared.flatMap((one, index) =>
    declared
      .slice(index + 1)
      .filter((other) => independent(one.footprint, other.footprint))
      .map((other) => [one, other] as const)
  )
  return lawSet(
    `footprint ${name}`,
    [],
    [
      ...(declared.length === 0 ? [undeclared(name)] : []),
      ...pairs.map(([one, other]) => commutes(name, judged, one.name, other.name)),
      ...declared.map((operation) => stays(name, judged, operation))
    ]
  )
}

/** The options with their types forgotten. */
interface Judged {
  readonly signature: Readonly<Record<string, Step<unknown, unknown, unknown, never>>>
  readonly inputs: Readonly<Record<string, fc.Arbitrary<unknown>>>
  readonly world: () => Surroundings | Promise<Surroundings>
  readonly longest: number
}

/** Two reads commute as long as they are reads, and that is a law by itself. */
const independent = (one: Footprint | undefined, other: Footprint | undefined): boolean => {
  const disjoint = (writes: Names = [], { reads = [], writes: others = [] }: Footprint = {}): boolean =>
    writes.every((name) => !reads.includes(name) && !others.includes(name))
  const someWrites = [...(one?.writes ?? []), ...(other?.writes ?? [])].length > 0
  return someWrites && disjoint(one?.writes, other) && disjoint(other?.writes, one)
}

type Names = ReadonlyArray<string>

const level = { level: "world", relation: "=", requires: [] } as const

const commutes = (signature: string, judged: Judged, one: string, other: string): Law =>
  property(
    {
      ...level,
      id: `F13/${one}|${other}`,
      name: "operations with disjoint footprints commute",
      equation: `${one} ; ${other} = ${other} ; ${one}`,
      doc: "finds a resource that both use and one of them does not declare"
    },
    { name: signature, capabilities: new Set<never>() },
    fc.record({ before: histories(judged), first: call(judged, one), second: call(judged, other) }),
    async ({ before, first, second }) => {
      const left = await world(judged, before)
      const start = await left.look()
      const forth = {
        first: await left.perform(first, "first"),
        second: await left.perform(second, "second")
      }
      const right = await world(judged, before)
      const back = {
        second: await right.perform(second, "second"),
        first: await right.perform(first, "first")
      }
      const [end, otherEnd] = [await left.look(), await right.look()]
      if (alike(forth, back) && alike(end, otherEnd)) return { kind: "holds", relevant: !alike(start, end) }
      return {
        kind: "broken",
        counterexample: {
          given: [["history", shown(before)]],
          left: { term: shown([first, second]), trace: canonical({ ...forth, resources: end }) },
          right: { term: shown([second, first]), trace: canonical({ ...back, resources: otherEnd }) },
          difference: alike(forth, back)
            ? `What the resources hold differs: ${differenceOf(end, otherEnd)}.`
            : `The results differ: ${differenceOf(forth, back)}.`
        }
      }
    }
  )

const stays = (signature: string, judged: Judged, { name, footprint }: OperationDefinition): Law => {
  const writes = footprint?.writes ?? []
  return property(
    {
      ...level,
      id: `F13/writes/${name}`,
      name: "an operation changes what it declares",
      equation: `${name} changes ${writes.length === 0 ? "nothing" : `nothing but ${writes.join(", ")}`}`,
      doc: "finds a resource that is written and not declared, also when no other operation uses it"
    },
    { name: signature, capabilities: new Set<never>() },
    fc.record({ before: histories(judged), only: call(judged, name) }),
    async ({ before, only }) => {
      const { look, perform } = await world(judged, before)
      const start = await look()
      const outcome = await perform(only, "only")
      const end = await look()
      const changed = [...new Set([...start.keys(), ...end.keys()])].filter(
        (resource) => start.get(resource) !== end.get(resource)
      )
      const hidden = changed.find((resource) => !writes.includes(resource))
      if (hidden === undefined)
        return {
          kind: "holds",
          relevant: writes.length === 0 ? outcome.startsWith("Completed") : changed.length > 0
        }
      return {
        kind: "broken",
        counterexample: {
          given: [["history", shown(before)]],
          left: { term: shown([only]), trace: `${hidden} = ${end.get(hidden) ?? "nothing"}` },
          right: { term: "before", trace: `${hidden} = ${start.get(hidden) ?? "nothing"}` },
          difference: `${name} changes ${hidden}, and declares ${writes.length === 0 ? "no writes" : `writes of ${writes.join(", ")} only`}.`
        }
      }
    }
  )
}

/** A set without laws would pass. */
const undeclared = (signature: string): Law => {
  const skip = `no operation of ${signature} declares a footprint`
  return {
    ...level,
    id: "F13",
    name: "operations with disjoint footprints commute",
    equation: "o ; p = p ; o",
    doc: "operations without a footprint may touch anything",
    subject: signature,
    skip,
    run: () => Promise.resolve({ status: "skipped", reason: skip })
  }
}

/** What can be done in a world and seen of it. */
interface Reached {
  /** Calls an operation under a key of its own, which does not depend on what was called before. */
  readonly perform: (call: Call, id: string) => Promise<string>
  /** What each resource holds, written down. */
  readonly look: () => Promise<ReadonlyMap<string, string>>
}

/** A fresh world after some calls. */
const world = async ({ signature, world: make }: Judged, before: ReadonlyArray<Call>): Promise<Reached> => {
  const { providers, resources } = await make()
  const perform = async ({ operation, input }: Call, id: string): Promise<string> => {
    const step = signature[operation]
    if (step === undefined) throw new RangeError(`expected inputs of operations only (was ${operation})`)
    return answerOf(await run(step, providers)(input, { id }))
  }
  for (const [index, one] of before.entries()) await perform(one, `before ${index}`)
  return {
    perform,
    look: async () =>
      new Map(Object.entries(await resources()).map(([name, held]) => [name, canonical(held)]))
  }
}
