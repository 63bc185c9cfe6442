/**
 * A shadow changes nothing for whoever asks, and a difference is reported if and only if there is one.
 */
import * as fc from "fast-check"
import * as t from "io-ts"
import { type Clock, implement, run, runSync, Signature } from "lawful"
import { check, migrationLaws } from "lawful/laws"
import {
  Migration,
  shadow,
  shadowing,
  type ShadowOptions,
  type ShadowReport,
  shadowSystem,
  type System
} from "lawful/transformations"
import { describe, expect, it } from "vitest"
import { commands, migrate, migrationMutants, oneTable, split } from "../laws/mutants-of-maps/order-book.ts"

/** What a function may do with an input, as data. */
type Answer =
  | { readonly kind: "gives" | "rejects" | "throws"; readonly value: number }
  | { readonly kind: "never" }

const answers: fc.Arbitrary<Answer> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("gives" as const, "rejects" as const, "throws" as const),
    value: fc.nat({ max: 2 })
  }),
  fc.constant({ kind: "never" as const })
)

const doing = (answer: Answer) => (): Promise<number> => {
  switch (answer.kind) {
    case "gives":
      return Promise.resolve(answer.value)
    case "rejects":
      return Promise.reject(new Error(`${answer.value}`))
    case "throws":
      throw new Error(`${answer.value}`)
    case "never":
      return new Promise(() => undefined)
  }
}

/** A clock that passes only when it is told to. */
const virtual = (): Clock & { readonly pass: () => Promise<void> } => {
  const timers = new Map<() => void, number>()
  let now = 0
  return {
    now: () => now,
    after: (delay, wake) => {
      timers.set(wake, now + delay)
      return () => timers.delete(wake)
    },
    pass: async () => {
      while (timers.size > 0) {
        const [[wake, due] = [() => undefined, 0]] = [...timers].sort((one, other) => one[1] - other[1])
        timers.delete(wake)
        now = due
        wake()
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
  }
}

type Shadow = typeof shadow

/** How a call ended, and whether it did so at once. */
const seen = (ask: () => Promise<number>): Promise<string> => {
  try {
    return Promise.race([
      ask().then(
        (value) => `gave ${value}`,
        (cause: unknown) => `rejected ${String(cause)}`
      ),
      new Promise<string>((resolve) => setImmediate(() => setImmediate(() => resolve("waits"))))
    ])
  } catch (cause) {
    return Promise.resolve(`threw ${String(cause)}`)
  }
}

const laws = {
  "shadow(f, g) = f": async (shadowed: Shadow, f: Answer, g: Answer): Promise<boolean> => {
    const clock = virtual()
    const report = (): never => {
      throw new Error("a broken observer")
    }

    const asked = seen(() => shadowed(doing(f), doing(g), { clock, report })(0))

    await clock.pass()
    return (await asked) === (await seen(doing(f)))
  },
  "a difference is reported if and only if there is one": async (
    shadowed: Shadow,
    f: Answer,
    g: Answer
  ): Promise<boolean> => {
    const clock = virtual()
    const reports: Array<ShadowReport> = []

    const asked = seen(() => shadowed(doing(f), doing(g), { clock, report: (told) => reports.push(told) })(0))
    await clock.pass()
    await asked

    const [never, threw] = [
      [f, g].some(({ kind }) => kind === "never"),
      [f, g].map(({ kind }) => kind !== "gives")
    ]
    const same = threw[0] === threw[1] && "value" in f && "value" in g && f.value === g.value
    const expected = never ? "not compared" : same ? "agrees" : "differs"
    return reports.map(({ kind }) => kind).join() === expected
  }
} as const

const holds = async (law: (typeof laws)[keyof typeof laws], shadowed: Shadow): Promise<boolean> => {
  const details = await fc.check(
    fc.asyncProperty(answers, answers, (f, g) => law(shadowed, f, g)),
    { numRuns: 150, seed: 7 }
  )
  return !details.failed
}

type Mutant = readonly [name: string, shadowed: Shadow, broken: ReadonlyArray<keyof typeof laws>]

const mutants: ReadonlyArray<Mutant> = [
  [
    "answers as the shadow does",
    (from, to, options) => shadow(to as typeof from, from, options),
    ["shadow(f, g) = f"]
  ],
  [
    "waits for the shadow",
    ((from, to, options) => async (input) => {
      const answer = await (shadow(from, to, options)(input) as Promise<unknown>)
      await to(input)
      return answer
    }) as Shadow,
    ["shadow(f, g) = f"]
  ],
  [
    "lets its observer throw",
    (from, _, { report }) =>
      (input: unknown) => {
        report({ kind: "agrees", input })
        return from(input as never)
      },
    ["shadow(f, g) = f", "a difference is reported if and only if there is one"]
  ],
  [
    "does not look",
    (from, to, options) => shadow(from, to, { ...options, same: () => true }),
    ["a difference is reported if and only if there is one"]
  ],
  ["shadows nothing", (from) => from, ["a difference is reported if and only if there is one"]]
]

describe("a shadow", () => {
  it.each(Object.entries(laws))("keeps the law: %s", async (_, law) => {
    expect(await holds(law, shadow)).toBe(true)
  })

  it.each(mutants.flatMap(([name, shadowed, broken]) => broken.map((law) => ({ name, shadowed, law }))))(
    "that $name breaks the law: $law",
    async ({ shadowed, law }) => {
      expect(await holds(laws[law], shadowed)).toBe(false)
    }
  )

  const asked = async (
    options: Partial<ShadowOptions>,
    calls: number
  ): Promise<ReadonlyArray<ShadowReport>> => {
    const clock = virtual()
    const reports: Array<ShadowReport> = []
    const slow = shadow(
      (n: number) => n,
      () => new Promise(() => undefined),
      { clock, report: (told) => reports.push(told), ...options }
    )

    for (let call = 0; call < calls; call++) slow(call)

    await clock.pass()
    return reports
  }

  it("is not run when too many are under way", async () => {
    const reports = await asked({ backlog: 2 }, 3)

    expect(reports).toEqual([
      { input: 2, kind: "not compared", because: "too many shadows are under way" },
      { input: 0, kind: "not compared", because: "the shadow is late" },
      { input: 1, kind: "not compared", because: "the shadow is late" }
    ])
  })

  it("is run for the share of calls that is asked for", async () => {
    const random = [0.1, 0.9, 0.4]

    expect(await asked({ sample: 0.5, random: () => random.shift() ?? 0 }, 3)).toHaveLength(2)
  })
})

const Shop = Signature.make("Shop", {
  price: { input: t.string, output: t.number, error: t.string, effect: "readonly" },
  sell: { input: t.string, output: t.number, effect: "undoable", delivery: "idempotent" }
})

describe("a shadow of an implementation", () => {
  const called: Array<string> = []
  const shop = (name: string, price: number) =>
    implement(Shop, {
      price: (item, { fail }) => (item === "" ? fail(`no item (${name})`) : price),
      sell: (item) => called.push(`${name} ${item}`)
    })
  const asked = async (options: { readonly ownWorld?: boolean }): Promise<ReadonlyArray<ShadowReport>> => {
    const clock = virtual()
    const reports: Array<ShadowReport> = []
    const dark = shadowing(shop("new", 2), { clock, report: (told) => reports.push(told), ...options })

    expect(runSync(Shop.price, [dark(shop("old", 1))])("chair")).toEqual({ _tag: "Completed", output: 1 })
    await run(Shop.price, [dark(shop("old", 1))])("")
    called.length = 0
    await run(Shop.sell, [dark(shop("old", 1))])("chair")

    await clock.pass()
    return reports
  }

  it("compares what only reads, typed errors included, and leaves writes alone", async () => {
    const reports = await asked({})

    expect(reports.map(({ of, kind, input }) => [of, kind, input])).toEqual([
      ["Shop.price", "differs", "chair"],
      ["Shop.price", "differs", ""]
    ])
    expect(called).toEqual(["old chair"])
  })

  it("writes when it has a world of its own", async () => {
    const reports = await asked({ ownWorld: true })

    expect(reports.map(({ of }) => of)).toEqual(["Shop.price", "Shop.price", "Shop.sell"])
    expect(called).toEqual(["old chair", "new chair"])
  })
})

describe("a shadow of a system", () => {
  const clock = { now: () => 0, after: () => () => undefined }
  const reportsOf = (
    migration: typeof split,
    history: ReadonlyArray<Parameters<typeof oneTable.step>[1]>
  ) => {
    const reports: Array<ShadowReport> = []
    const system = shadowSystem(migration, { clock, report: (told) => reports.push(told) })
    return history
      .reduce(
        async (state, command) => (await system.step(await state, command))[1],
        Promise.resolve(system.initial())
      )
      .then(({ follower }) => follower.compared())
      .then(() => reports)
  }

  it("is the old system", async () => {
    for (const migration of [split, ...migrationMutants.map(([mutant]) => mutant)]) {
      const from = shadowSystem(migration, { clock, report: () => undefined })
      const shown = { ...from, view: from.view }
      const laws = migrationLaws(
        Migration.make({ name: "seen", from: shown, to: oneTable, state: ({ primary }) => primary }),
        { commands }
      )

      expect((await check(laws, { numRuns: 50, seed: 3 })).counts).toMatchObject({ passed: 3, failed: 0 })
    }
  })

  it("reports a difference if and only if the answers to a command differ", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(commands, { maxLength: 12 }),
        fc.constantFrom(split, ...migrationMutants.map(([mutant]) => mutant)),
        async (history, migration) => {
          const reports = await reportsOf(migration, history)

          const [old, fresh] = await Promise.all([
            answersOf(oneTable, oneTable.initial(), history),
            answersOf(migration.to, migration.carry(await oneTable.initial()), history)
          ])
          expect(reports.map(({ kind }) => kind)).toEqual(
            old.map((answer, index) => (answer === fresh[index] ? "agrees" : "differs"))
          )
        }
      ),
      { numRuns: 150 }
    )
  })

  it("says that it could not be started", async () => {
    const failing = {
      ...split,
      carry: (): never => {
        throw new Error("no disk")
      }
    }

    expect(await reportsOf(failing, [{ kind: "balance" }])).toEqual([
      { kind: "not compared", input: undefined, because: "the state could not be carried over" }
    ])
  })

  it("lets go of both states once", async () => {
    const gone: Array<string> = []
    const { from, to } = split
    const system = shadowSystem(
      {
        ...split,
        from: { ...from, dispose: () => void gone.push("old") },
        to: { ...to, dispose: () => void gone.push("new") },
        carry: migrate
      },
      { clock, report: () => undefined }
    )
    const state = await system.initial()
    const [, next] = await system.step(state, { kind: "balance" })

    await system.dispose?.(next)

    expect(gone).toEqual(["new", "old"])
  })
})

const answersOf = async <Command, State>(
  system: System<Command, State, unknown>,
  start: State | Promise<State>,
  history: ReadonlyArray<Command>
): Promise<ReadonlyArray<unknown>> => {
  let state = (await start) as State
  const given: Array<unknown> = []
  for (const command of history) {
    const [answer, next] = await system.step(state, command)
    given.push(answer)
    state = next
  }
  return given
}
