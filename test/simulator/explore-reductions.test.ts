/**
 * The reductions of an exploration lose nothing: every way to end, in every world, is found without them and with them.
 */
import * as fc from "fast-check"
import * as t from "io-ts"
import { type AnyStep, implement, Signature, Step } from "lawful"
import { Lab, showStep, work } from "lawful/laws"
import { Fault, send, world } from "lawful/simulator"
import { describe, expect, it } from "vitest"
import { type AnyOptions, Search } from "../../src/simulator/explore/search.ts"
import { type Work, undoable } from "../../laws/lab.ts"
import { hash } from "../../laws/hash.ts"
import { calledWith, signals } from "../../laws/outside.ts"
import { type LabState, labWorld } from "./lab-world.ts"

/** Besides the laboratory: what commits with its answer, and what may not be repeated. */
const Office = Signature.make("Office", {
  book: { input: t.number, output: t.number, effect: "irreversible", delivery: "tx" },
  post: { input: t.number, output: t.number, effect: "irreversible", delivery: "atMostOnce" }
})

const everywhere = world<LabState, "Lab" | "Office">({}, (state) => {
  const changing = (name: string) => (input: number) =>
    (state["Office"] = hash(`${name}(${input})`, state["Office"] ?? 0))
  return [...labWorld.providers(state), implement(Office, { book: changing("book"), post: changing("post") })]
})

const low = { _tag: "Low", of: "explored" } as const
const faults = [
  Fault.fails(Lab.a1, low),
  Fault.fails(Lab.b2, low, { call: 1 }),
  Fault.throws(Lab.a2),
  Fault.losesAnswer(Lab.b1),
  Fault.throws(Office.book)
]

interface Found {
  readonly ends: ReadonlySet<string>
  readonly states: number
  readonly exhaustive: boolean
}

interface Budget {
  readonly crashes?: number
  readonly cancellations?: number
  readonly events?: ReadonlyArray<unknown>
}

const endsOf = async (step: AnyStep, budget: Budget, reduced: boolean): Promise<Found> => {
  const ends = new Set<string>()
  const options = {
    world: everywhere,
    workflows: calledWith(bodies),
    faults,
    maxStates: 4_000,
    samples: 0,
    onProgress: () => undefined,
    ...budget
  } as unknown as AnyOptions
  const search = new Search(step, [3], options, {
    reduced,
    monitors: [
      {
        name: "takes down the ends",
        atEnd: ({ world }, end) => {
          const how = "error" in end ? end.error : "output" in end ? end.output : ""
          ends.add(
            `${end._tag} ${JSON.stringify(how)} ${["A", "B", "C", "Office"].map((name) => (world as LabState)[name]).join(" ")}`
          )
          return undefined
        }
      }
    ]
  })
  const { states, exhaustive } = await search.run()
  return { ends, states, exhaustive }
}

/** What called workflows do: one that can be stopped in the middle, and one that cannot be taken back. */
const bodies = [
  undoable("a1").pipe(Step.andThen(undoable("b2"))),
  undoable("b1").pipe(Step.andThen(Office.post))
] as unknown as readonly [Work, Work]

const part = work({ size: 4, irreversible: true })
const terms = fc.oneof(
  work({ size: 6, irreversible: true }),
  fc.tuple(part, part).map((sides): AnyStep => Step.all(sides)),
  fc.tuple(part, part).map(([f, g]): AnyStep => Step.race({ f, g }))
)

/** Also timers, events, called workflows, and transactions beside something. */
const all = { irreversible: true, all: true } as const
const small = work({ ...all, size: 3 })
const outside = fc.oneof(
  work({ ...all, size: 5 }),
  fc.tuple(small, small).map((sides): AnyStep => Step.all(sides)),
  fc
    .tuple(small, fc.constantFrom(Office.book, Office.post))
    .map(([f, g]): AnyStep => Step.all([f, g as Work])),
  fc.tuple(small, small).map(([f, g]): AnyStep => Step.race({ f, g }))
)

const runs = Number(process.env["LAWS_RUNS"] ?? 25)
const coming = [send(signals[0], 3, { at: 2 })]

describe("an exploration with reductions", () => {
  it.each<readonly [string, fc.Arbitrary<AnyStep>, Budget]>([
    ["without crashes", terms, {}],
    ["with a crash", terms, { crashes: 1 }],
    ["with a cancellation", terms, { cancellations: 1 }],
    ["also of what has to do with others", outside, { events: coming }],
    ["also of what has to do with others, with a crash", outside, { crashes: 1 }],
    ["also of what has to do with others, with a cancellation", outside, { cancellations: 1 }]
  ])(
    "finds every end, %s",
    async (_, steps, budget) => {
      let visited = 0
      let saved = 0
      const property = fc.asyncProperty(steps, async (step) => {
        const naive = await endsOf(step, budget, false)
        fc.pre(naive.exhaustive)
        const reduced = await endsOf(step, budget, true)
        visited += reduced.states
        saved += naive.states - reduced.states
        expect([...reduced.ends].sort(), showStep(step)).toEqual([...naive.ends].sort())
      })
      await fc.assert(property, { numRuns: runs, seed: 7, maxSkipsPerRun: 50 })

      expect(visited).toBeGreaterThan(runs)
      expect(saved).toBeGreaterThan(0)
    },
    600_000
  )
})
