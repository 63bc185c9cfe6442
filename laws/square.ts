/**
 * The square of a mapping, for a mapping and implementations of your own.
 *
 * A signature is implemented twice: as it is meant, by something simple, and by running its images on real implementations.
 * Both must answer alike and look alike, whatever was done before: then they do so in every step, since a step is made of
 * operations. And an image must be one thing: when it fails half-way, or is undone, the world looks as it did before.
 * @module
 */
import * as fc from "fast-check"
import type { TypeOf } from "../src/core/codec.ts"
import type { Implementation, Provider } from "../src/core/implementation.ts"
import { stepOf } from "../src/core/node.ts"
import type { OperationDefinition } from "../src/core/operation.ts"
import type { Outcome } from "../src/core/outcome.ts"
import type { OperationSpecs, Signature } from "../src/core/signature.ts"
import type { AnyStep, Step } from "../src/core/step.ts"
import { run } from "../src/interpreters/in-process/run.ts"
import * as Mapping from "../src/mapping.ts"
import { canonical } from "../src/transformations/canonical.ts"
import type { Law } from "./law.ts"
import { type LawSet, lawSet } from "./law-set.ts"
import { type Finding, property } from "./property.ts"
import { answerOf, type Call, call, histories, type Inputs, shown } from "./random-calls.ts"

/** A world that operations change, and what can be seen of it. */
export interface Sight<P extends string> {
  /** The implementations, working on this world. */
  readonly providers: ReadonlyArray<Provider<P>>
  /** What everybody can see of it: two worlds that are seen alike mean the same. */
  readonly look: () => unknown
}

/** A mapping under test. */
export interface SquareOptions<N extends string, O extends OperationSpecs, M> {
  readonly signature: Signature<N, O>
  readonly mapping: Mapping.Mapping<M>
  /** Random inputs. Few different names and numbers make calls that concern one another. */
  readonly inputs: { readonly [K in keyof O & string]: fc.Arbitrary<TypeOf<O[K]["input"]>> }
  /** A fresh world with the signature as it is meant. */
  readonly meant: () => Sight<N> | Promise<Sight<N>>
  /** A fresh world with implementations of what the images require. */
  readonly mapped: () => Sight<Mapping.Mapped<M, N> & string> | Promise<Sight<Mapping.Mapped<M, N> & string>>
  /** For operations that can be undone: the operation with its undo, as in `Saga.undoable(Orders.create, Orders.withdraw)`. */
  readonly pairs?: {
    readonly [K in keyof O & string]?: Step<TypeOf<O[K]["input"]>, unknown, unknown, N, unknown>
  }
  /** How many calls lead to a state, at most; 6 when left out. */
  readonly longest?: number
}

/**
 * The laws of a mapping into implementations: the images do what the operations are meant to do.
 * @example
 * import * as fc from "fast-check"
 * import { check, squareLaws } from "lawful/laws"
 * const Counter = Signature.make("Counter", { add: { input: t.number, output: t.number, effect: "undoable" } })
 * const Cell = Signature.make("Cell", {
 *   read: { input: t.undefined, output: t.number, effect: "readonly" },
 *   write: { input: t.number, output: t.void, effect: "undoable" }
 * })
 * const adding = pipe(
 *   Step.begin<number>(),
 *   Step.bind("before", () => undefined, Cell.read),
 *   Step.let("after", (s) => s.before + s.input),
 *   Step.tap((s) => s.after, Cell.write),
 *   Step.map((s) => s.after)
 * )
 * const laws = squareLaws({
 *   signature: Counter,
 *   mapping: Mapping.make(Counter, { add: adding }),
 *   inputs: { add: fc.nat({ max: 9 }) },
 *   meant: () => {
 *     let sum = 0
 *     return { providers: [implement(Counter, { add: (n) => (sum += n) })], look: () => sum }
 *   },
 *   mapped: () => {
 *     let held = 0
 *     const cell = implement(Cell, { read: () => held, write: (n) => void (held = n) })
 *     return { providers: [cell], look: () => held }
 *   }
 * })
 * const report = await check(laws, { seed: 1 })
 * report.counts.failed // => 0
 */
export const squareLaws = <N extends string, O extends OperationSpecs, M>(
  options: SquareOptions<N, O, M>
): LawSet => {
  const { name, operations } = options.signature["~signature"]
  // Each input goes to the operation that it was made for.
  const judged = { longest: 6, pairs: {}, ...options } as unknown as Judged
  const undoable = [...operations.values()].filter(({ effect }) => effect === "undoable")
  const pairs = Object.entries(judged.pairs)
  return lawSet(
    `square ${name}`,
    [],
    [
      commutes(name, judged),
      ...undoable.map((operation) => happensOrNot(name, judged, operation)),
      ...pairs.map(([operation, pair]) => undone(name, judged, operation, pair))
    ]
  )
}

/** The options with their types forgotten. */
interface Judged extends Inputs {
  readonly signature: {
    readonly "~signature": { readonly operations: ReadonlyMap<string, OperationDefinition> }
  }
  readonly mapping: Mapping.Mapping<unknown>
  readonly meant: () => Sight<string> | Promise<Sight<string>>
  readonly mapped: () => Sight<string> | Promise<Sight<string>>
  readonly pairs: Readonly<Record<string, AnyStep>>
}

const level = { level: "world", relation: "=", requires: [] } as const
const none = new Set<never>()

const commutes = (signature: string, judged: Judged): Law =>
  property(
    {
      ...level,
      id: "F4/square",
      name: "the square",
      equation: "run(o) = run(map(o)), and the worlds are seen alike",
      doc: "whatever was done before, an image answers as the operation is meant to, and what can be seen of the world afterwards is the same"
    },
    { name: signature, capabilities: none },
    histories(judged).filter((history) => history.length > 0),
    async (history) => {
      const meant = await judged.meant()
      const mapped = await judged.mapped()
      for (const [index, one] of history.entries()) {
        const left = await done(performing(judged, one), one, meant, index)
        const right = await done(imageOf(judged, one), one, mapped, index)
        if (left !== right)
          return broken(history.slice(0, index), one, ["as it is meant", left], ["as it is mapped", right])
      }
      return { kind: "holds", relevant: true }
    }
  )

const happensOrNot = (signature: string, judged: Judged, { name }: OperationDefinition): Law =>
  property(
    {
      ...level,
      id: `F4/half-done/${name}`,
      name: "an image happens, or does not",
      equation: `when a call in map(${name}) throws, the world is seen as before`,
      doc: "what an image did before it failed is undone; finds undos that are missing or do not undo"
    },
    { name: signature, capabilities: none },
    fc.record({ before: histories(judged), one: call(judged, name), at: fc.nat({ max: 5 }) }),
    async ({ before, one, at }) => {
      const sight = await reached(judged, before)
      const seen = canonical(await sight.look())
      const outcome = await ran(imageOf(judged, one), one, throwingAt(at, sight.providers), "half-done")
      // There were fewer calls, or the throwing one was an undo.
      if (outcome._tag !== "Defect") return { kind: "holds", relevant: false }
      return asBefore(before, one, seen, canonical(await sight.look()), `call ${at + 1} threw`)
    }
  )

const undone = (signature: string, judged: Judged, operation: string, pair: AnyStep): Law =>
  property(
    {
      ...level,
      id: `F4/undone/${operation}`,
      name: "an image can be undone",
      equation: `after scope(map(undoable(${operation}, undo)) >>> fail) the world is seen as before`,
      doc: "the image of the undo undoes the image of the operation; finds what is forgotten on the way back"
    },
    { name: signature, capabilities: none },
    fc.record({ before: histories(judged), one: call(judged, operation) }),
    async ({ before, one }) => {
      const sight = await reached(judged, before)
      const seen = canonical(await sight.look())
      const failing = stepOf({ kind: "sequence", first: Mapping.step(judged.mapping)(pair), second: enough })
      const outcome = await ran(failing, one, sight.providers, "undone")
      if (outcome._tag === "Stuck")
        return broken(before, one, ["the undo", answerOf(outcome)], ["expected", "that it does not fail"])
      const relevant = outcome._tag === "Failed" && outcome.undone.length > 0
      const found = asBefore(before, one, seen, canonical(await sight.look()), "undone")
      return found.kind === "holds" ? { ...found, relevant } : found
    }
  )

const enough: AnyStep = stepOf({ kind: "fail" })

const performing = ({ signature }: Judged, { operation: name }: Call): AnyStep => {
  const operation = signature["~signature"].operations.get(name)
  if (operation === undefined) throw new RangeError(`expected inputs of operations only (was ${name})`)
  return stepOf({ kind: "perform", request: { kind: "operation", operation } })
}

const imageOf = (judged: Judged, one: Call): AnyStep => Mapping.step(judged.mapping)(performing(judged, one))

const ran = (
  step: AnyStep,
  { input }: Call,
  providers: ReadonlyArray<Provider<string>>,
  id: string
): Promise<Outcome<unknown, unknown>> =>
  // What is required was given by the types of the options.
  run(step as Step<unknown, unknown, unknown, never>, providers)(input, { id })

/** A call, and what is seen of it. */
const done = async (
  step: AnyStep,
  one: Call,
  { providers, look }: Sight<string>,
  id: number
): Promise<string> => {
  const answer = answerOf(await ran(step, one, providers, `call ${id}`))
  return `${answer}, seen ${canonical(await look())}`
}

/** The mapped world after some calls. */
const reached = async (judged: Judged, before: ReadonlyArray<Call>): Promise<Sight<string>> => {
  const sight = await judged.mapped()
  for (const [index, one] of before.entries())
    await ran(imageOf(judged, one), one, sight.providers, `before ${index}`)
  return sight
}

/** Implementations of which one call throws, and does nothing. */
const throwingAt = (
  at: number,
  providers: ReadonlyArray<Provider<string>>
): ReadonlyArray<Provider<string>> => {
  let calls = 0
  return providers.map((provider) => {
    if (provider.kind === "workflow") return provider
    const implementation = provider as Implementation<string>
    const handlers = Object.entries(implementation.handlers).map(
      ([name, handler]): [string, typeof handler] => [
        name,
        (input, context) => {
          if (calls++ === at) throw new Error("the laws threw here")
          return handler(input, context)
        }
      ]
    )
    return { ...implementation, handlers: Object.fromEntries(handlers) } as Provider<string>
  })
}

const asBefore = (
  before: ReadonlyArray<Call>,
  one: Call,
  seen: string,
  now: string,
  what: string
): Finding =>
  seen === now ? { kind: "holds", relevant: true } : broken(before, one, ["before", seen], [what, now])

const broken = (
  before: ReadonlyArray<Call>,
  one: Call,
  [left, leftTrace]: readonly [string, string],
  [right, rightTrace]: readonly [string, string]
): Finding => ({
  kind: "broken",
  counterexample: {
    given: [
      ["history", shown(before)],
      ["o", shown([one])]
    ],
    left: { term: left, trace: leftTrace },
    right: { term: right, trace: rightTrace },
    difference: `${shown([one])} does not come out alike.`
  }
})
