/**
 * What the laws of mappings say in general, said of the words of `Mapping`.
 */
import * as fc from "fast-check"
import * as t from "io-ts"
import { implement, Mapping, run, runSync, Saga, Signature, Step } from "lawful"
import { adequacyLaws, describeLaws, inProcess, machine, substituting, type Subject, work } from "lawful/laws"
import { describe, expect, it } from "vitest"
import { agreement } from "../../../laws/agreement.ts"
import { everywhere, sequentially } from "../../../laws/context.ts"
import { executes } from "../../../laws/equation.ts"
import { labIn } from "../../../laws/in-process.ts"
import { bare, Lab, type OperationName } from "../../../laws/lab.ts"
import { led } from "../../../laws/led.ts"
import { plans } from "../../../laws/plans.ts"
import { property } from "../../../laws/property.ts"
import { showStep } from "../../../laws/show-step.ts"
import { type Substitution, substitutions } from "../../../laws/substitution.ts"

const names = [...Lab["~signature"].operations.keys()] as ReadonlyArray<OperationName>

/** The mapping that a substitution stands for. */
const mappingOf = (images: Substitution, only: ReadonlyArray<OperationName> = names) => {
  const given = only.flatMap((name) => {
    const image = images(name)
    return image === undefined ? [] : [[name, image] as const]
  })
  const known: object = Object.fromEntries(given)
  return Mapping.partial(Lab, known)
}

const [s, r, q] = [substitutions(), substitutions(), substitutions()]
const term = work({ irreversible: true })
const shown = (mapping: Mapping<unknown>, step: ReturnType<typeof bare>): string =>
  showStep(Mapping.step(mapping)(step))

describe("mappings", () => {
  it("have the identity as unit of composition", () => {
    fc.assert(
      fc.property(s, term, (images, f) => {
        const mapping = mappingOf(images)

        expect(shown(Mapping.andThen(mapping)(Mapping.identity), f)).toBe(shown(mapping, f))
        expect(shown(Mapping.andThen(Mapping.identity)(mapping), f)).toBe(shown(mapping, f))
      })
    )
  })

  // As steps: where scopes and labels stand may differ, and nothing that can be observed does.
  it("compose as functions do, by associativity", async () => {
    const law = property(
      {
        id: "F4/associativity",
        name: "",
        equation: "",
        doc: "",
        level: "timed",
        relation: "=",
        requires: []
      },
      inProcess,
      fc.record({
        mappings: fc.tuple(s, r, q),
        f: work({ irreversible: true, size: 4 }),
        input: fc.nat({ max: 9 }),
        plan: plans({ errors: true, defects: true, undos: false, synchronous: true }),
        context: fc.constantFrom(...everywhere)
      }),
      ({ mappings: [one, two, three], f, ...at }, how) => {
        const [first, second, third] = [mappingOf(one), mappingOf(two), mappingOf(three)]
        const left = Mapping.andThen(third)(Mapping.andThen(second)(first))
        const right = Mapping.andThen(Mapping.andThen(third)(second))(first)
        return agreement(
          {
            level: "timed",
            relation: "=",
            left: { subject: inProcess, step: Mapping.step(left)(f) },
            right: { subject: inProcess, step: Mapping.step(right)(f) },
            given: [],
            relevant: executes
          },
          at,
          how
        )
      }
    )

    expect(await law.run({ numRuns: 200 })).toMatchObject({ status: "passed" })
  })

  it("of different operations are one, in any order", () => {
    fc.assert(
      fc.property(s, term, fc.subarray([...names]), (images, f, some) => {
        const others = names.filter((name) => !some.includes(name))
        const [one, other] = [mappingOf(images, some), mappingOf(images, others)]

        expect(shown(Mapping.all([one, other]), f)).toBe(shown(mappingOf(images), f))
        expect(shown(Mapping.all([other, one]), f)).toBe(shown(mappingOf(images), f))
        expect(shown(Mapping.all([one, Mapping.identity]), f)).toBe(shown(one, f))
      })
    )
  })

  it("name the operation around its image", () => {
    const renamed = Mapping.partial(Lab, { a1: Lab.b1 })

    expect(showStep(Mapping.step(renamed)(Step.all([bare("a1"), bare("a2")])))).toBe(
      "all(label(Lab.a1, b1), a2)"
    )
  })
})

/** Runs what a step is mapped to. */
const mapping = (subject: Subject): Subject => {
  const [fixed] = fc.sample(substitutions({ raceless: true }), { numRuns: 1, seed: 20_261_123 })
  const map = substituting.map(fixed ?? (() => undefined))
  return {
    ...subject,
    name: `${subject.name}, mapped`,
    run: (step, ...rest) => subject.run(led(map(step)), ...rest)
  }
}

// A mapped step is a step: in process it does what the machine does.
describeLaws(
  adequacyLaws(mapping(inProcess), { reference: mapping(machine), size: 3 }),
  { describe, it },
  { numRuns: 50, seed: 20_261_123 }
)

describe("an implementation along a mapping", () => {
  /** Runs steps on an implementation of the laboratory that runs images in the laboratory. */
  const along = (images: Substitution): Subject => ({
    ...inProcess,
    name: "in-process, along a mapping",
    run: (step, input, world) => {
      const options = { clock: world.clock, newId: () => "run" }
      const here = [labIn(world)]
      const lab = Mapping.implement(Lab, mappingOf(images), (image) => run(image, here, options))
      return run(step as Step<unknown, unknown, unknown, "Lab">, [lab], options)(input)
    }
  })

  it("does what the mapped step does", async () => {
    const sequential = { sequential: true, raceless: true } as const
    const law = property(
      { id: "F4/along", name: "", equation: "", doc: "", level: "word", relation: "=", requires: [] },
      inProcess,
      fc.record({
        images: substitutions({ ...sequential }),
        f: work({ ...sequential, irreversible: true, paired: true }),
        input: fc.nat({ max: 9 }),
        plan: plans({ errors: true, defects: true, undos: false, synchronous: false }),
        context: fc.constantFrom(...sequentially)
      }),
      ({ images, f, ...at }, how) =>
        agreement(
          {
            level: "word",
            relation: "=",
            left: { subject: inProcess, step: Mapping.step(mappingOf(images))(f) },
            right: { subject: along(images), step: f },
            given: [],
            relevant: executes
          },
          at,
          how
        )
    )

    expect(await law.run({ numRuns: 300, seed: 3 })).toMatchObject({ status: "passed" })
  })

  const Shop = Signature.make("Shop", { sell: { input: t.number, output: t.number, effect: "undoable" } })
  const Db = Signature.make("Db", {
    add: { input: t.number, output: t.number, effect: "undoable" },
    drop: { input: t.number, output: t.void, effect: "undo" },
    close: { input: t.number, output: t.number, effect: "undoable" }
  })
  const selling = Step.andThen(Db.close)(Saga.undoable(Db.add, Db.drop))
  const toDb = Mapping.make(Shop, { sell: selling })

  it("gives the calls of an image keys that are those of the call, with their place in the image", async () => {
    const keys: Array<string> = []
    const db = implement(Db, {
      add: (n, { key }) => (keys.push(key), n),
      drop: () => undefined,
      close: (n, { key, attempt }) => {
        keys.push(key)
        if (attempt < 2 && keys.length < 4) throw new Error("busy")
        return n
      }
    })
    const shop = Mapping.implement(Shop, toDb, (step) => run(step, [db]))

    await run(Shop.sell, [shop])(1, { id: "order" })
    await run(Shop.sell, [shop])(1, { id: "order" })

    expect(keys.slice(0, 2)).toEqual([
      "17:5:order:Shop.sell:Shop.sell/Db.add",
      "17:5:order:Shop.sell:Shop.sell/Db.close"
    ])
    expect(keys.slice(2)).toEqual(keys.slice(0, 2))
  })

  it("undoes what an image did, and is not done, when it is told to stop", async () => {
    const log: Array<string> = []
    const db = implement(Db, {
      add: async (n) => {
        await new Promise((resolve) => setTimeout(resolve, 5))
        log.push("add")
        return n
      },
      drop: () => void log.push("drop"),
      close: (n) => (log.push("close"), n)
    })
    const shop = Mapping.implement(Shop, toDb, (step) => run(step, [db]))
    const stop = new AbortController()
    setTimeout(() => stop.abort("enough"), 1)

    const outcome = await run(Shop.sell, [shop])(1, { signal: stop.signal })

    expect(outcome).toMatchObject({ _tag: "Cancelled", reason: "enough" })
    expect(log).toEqual(["add", "drop"])
  })

  it("says what is owed when an image cannot be undone", async () => {
    const broken = implement(Db, {
      add: (n) => n,
      drop: () => {
        throw new Error("no way back")
      },
      close: () => {
        throw new Error("no way on")
      }
    })
    const shop = Mapping.implement(Shop, toDb, (step) => run(step, [broken]))

    const outcome = await run(Shop.sell, [shop])(1)

    expect(outcome).toMatchObject({
      _tag: "Defect",
      cause: { code: "mapping/stuck", owed: [{ of: "Shop.sell/Db.add", input: 1 }] }
    })
  })
})

describe("values in another representation", () => {
  /** Cents as text. */
  const Euros = new t.Type<number, string>(
    "Euros",
    t.number.is,
    (text, context) =>
      typeof text === "string" && /^-?\d+\.\d\d$/.test(text)
        ? t.success(Math.round(Number(text) * 100))
        : t.failure(text, context),
    (cents) => (cents / 100).toFixed(2)
  )
  const euros = Mapping.through({ input: Euros, output: Euros })
  const cents = fc.integer({ min: -1_000_000, max: 1_000_000 })
  const decoded = (text: string): number => Math.round(Number(text) * 100)

  it("are lost by nothing when the codec loses nothing", () => {
    fc.assert(
      fc.property(cents, fc.func(cents), (value, f) => {
        const represented = Step.pure((text: string) => Euros.encode(f(decoded(text))))

        expect(runSync(euros(represented))(value)).toEqual(runSync(Step.pure(f))(value))
        expect(runSync(euros(Step.identity<string>()))(value)).toEqual({ _tag: "Completed", output: value })
      })
    )
  })

  it("that do not fit are a defect that says so", () => {
    const outcome = runSync(euros(Step.succeed("much")))(1)

    expect(outcome).toMatchObject({ _tag: "Defect", cause: { code: "codec/violation" } })
    expect(String((outcome as { readonly cause: unknown }).cause)).toContain(
      "The answer in the representation Euros"
    )
  })
})
