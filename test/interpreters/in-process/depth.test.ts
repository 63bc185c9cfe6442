import { right } from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import { run, runSync, Saga, Step, Workflow } from "lawful"
import { describe, expect, it } from "vitest"
import { type Any, stage } from "./stage.ts"

type Count = Step<number, number>

const increment: Count = Step.pure((n: number) => n + 1)

const leftNested = (length: number, step: Count): Count => {
  let chain = step
  for (let index = 1; index < length; index++) chain = pipe(chain, Step.andThen(step))
  return chain
}

const rightNested = (length: number, step: Count): Count => {
  let chain = step
  for (let index = 1; index < length; index++) chain = pipe(step, Step.andThen(chain))
  return chain
}

describe("a chain of a million steps", () => {
  for (const [side, nested] of Object.entries({ left: leftNested, right: rightNested })) {
    it(`nested to the ${side} is built, checked and run`, () => {
      const chain = nested(1_000_000, increment)

      expect(Workflow.check(chain)).toEqual([])
      expect(runSync(chain)(0)).toEqual({ _tag: "Completed", output: 1_000_000 })
    })

    it(`nested to the ${side} with an operation in each step runs, at once and waiting`, async () => {
      const { provider, plain } = stage({ now: (n: number) => n + 1, later: async (n: number) => n + 1 })

      const now = runSync(nested(300_000, plain("now") as never) as Any, [provider])(0)
      const later = await run(nested(100_000, plain("later") as never) as Any, [provider])(0)

      expect([now, later]).toEqual([
        { _tag: "Completed", output: 300_000 },
        { _tag: "Completed", output: 100_000 }
      ])
    })
  }
})

describe("steps nested in steps, other than by sequence", () => {
  const kinds: Readonly<Record<string, (step: Any) => Any>> = {
    attempt: (step) =>
      pipe(
        step,
        Step.attempt,
        Step.map((either) => ("right" in either ? either.right : either.left))
      ),
    carry: (step) =>
      pipe(
        Step.identity<unknown>(),
        Step.tap((x) => x, step)
      ),
    choice: (step) => Step.if(() => true, step, Step.identity<unknown>()),
    all: (step) =>
      pipe(
        Step.all([step]),
        Step.map(([x]) => x)
      ),
    race: (step) =>
      pipe(
        Step.race({ step }),
        Step.map((won) => won.value)
      ),
    forEach: (step) =>
      pipe(
        Step.pure((x: unknown) => [x]),
        Step.andThen(pipe(step, Step.forEach())),
        Step.map(([x]) => x)
      ),
    iterate: (step) =>
      Step.iterate(
        pipe(
          step,
          Step.map((x) => right(x))
        )
      ),
    retry: (step) => pipe(step, Step.retry(1)),
    scope: (step) => Saga.scope(step),
    bracket: (step) => pipe(step, Step.ensuring(Step.identity<unknown>())),
    label: (step) => pipe(step, Step.label("l"))
  }
  const nested = (wrap: (step: Any) => Any, depth: number, core: Any): Any => {
    let step = core
    for (let index = 0; index < depth; index++) step = wrap(step)
    return step
  }

  for (const [kind, wrap] of Object.entries(kinds)) {
    it(`run five hundred ${kind} deep, at once and waiting`, async () => {
      const { provider, plain } = stage({ now: () => 1, later: async () => 1 })

      const now = await run(nested(wrap, 500, plain("now")), [provider])(1)
      const later = await run(nested(wrap, 500, plain("later")), [provider])(1)

      expect([now._tag, later._tag]).toEqual(["Completed", "Completed"])
    })

    it(`end clearly when they are twenty thousand ${kind} deep`, async () => {
      const { provider, plain } = stage({ now: () => 1 })

      const outcome = await run(nested(wrap, 20_000, plain("now")), [provider])(1)

      expect(["Completed", "Defect"]).toContain(outcome._tag)
      if (outcome._tag === "Defect") expect(outcome.cause).toBeInstanceOf(RangeError)
    })
  }
})

describe("a rollback", () => {
  it("pays a hundred thousand debts, at once and waiting", async () => {
    const { provider, does } = stage({ "~later": async () => undefined })
    const fail = Step.fail({ _tag: "Boom" })
    const loop = (name: string) =>
      pipe(
        Step.identity<unknown>(),
        Step.bind("x" as never, (n) => n, does(name)),
        Step.as(0)
      )
    const each = (name: string) =>
      pipe(loop(name), Step.forEach<unknown, unknown, object>({ concurrency: 1 }), Step.andThen(fail))
    const items = Array.from({ length: 100_000 }, () => ({}))

    for (const name of ["now", "later"])
      expect(await run(each(name), [provider])(items)).toHaveProperty("undone.length", 100_000)
  })

  it("reports a hundred thousand debts that cannot be paid", async () => {
    const { provider, does } = stage({
      "~a": () => {
        throw new Error("no")
      }
    })
    const unpayable = pipe(
      does("a", { otherwise: "continue" }),
      Step.forEach<unknown, unknown, object>({ concurrency: 1 })
    )

    const outcome = await run(pipe(unpayable, Step.andThen(Step.fail("Boom"))), [provider])(
      Array.from({ length: 100_000 }, () => 0)
    )

    expect(outcome).toHaveProperty("owed.length", 100_000)
  })
})
