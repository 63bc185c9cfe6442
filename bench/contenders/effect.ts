import { Deferred, Effect, Fiber } from "effect"
import { pipeChain } from "../types/pipe-chain.ts"
import type { Contender } from "./contender.ts"

/** An effect has no input, so each run leaves its input in a variable that the first effect reads. */
const withInput = <A>(
  build: (input: Effect.Effect<number>) => Effect.Effect<A>,
  run: (effect: Effect.Effect<A>) => A | Promise<A>
) => {
  let current = 0
  const effect = build(Effect.sync(() => current))
  return (input: number): A | Promise<A> => {
    current = input
    return run(effect)
  }
}

export const effect: Contender = {
  sync100: (fns) =>
    withInput((input) => fns.reduce((chain, f) => Effect.map(chain, f), input), Effect.runSync),

  async100: (fns) =>
    withInput(
      (input) =>
        fns.reduce((chain, f) => Effect.flatMap(chain, (value) => Effect.promise(() => f(value))), input),
      (chain) => Effect.runPromise(chain)
    ),

  fanOut100: (fns) => {
    let current = 0
    const branches = fns.map((f) => Effect.promise(() => f(current)))
    const all = Effect.all(branches, { concurrency: "unbounded" })
    return (input) => {
      current = input
      return Effect.runPromise(all)
    }
  },

  chain: (steps, nesting) => (input) => {
    const rest = (value: number): Effect.Effect<number> => Effect.succeed(value)
    return Effect.runSync(
      nesting === "left"
        ? steps.reduce((chain, f) => Effect.map(chain, f), Effect.succeed(input))
        : steps.reduceRight(
            (next, f) => (value) => Effect.flatMap(Effect.succeed(f(value)), next),
            rest
          )(input)
    )
  },

  waiting: (count) => {
    const events: Deferred.Deferred<number>[] = []
    const fibers: Fiber.Fiber<number>[] = []
    for (let i = 0; i < count; i++) {
      const event = Deferred.makeUnsafe<number>()
      events.push(event)
      fibers.push(Effect.runFork(Effect.map(Deferred.await(event), (value) => i + value)))
    }
    return {
      release: async () => {
        events.forEach((event, i) => Deferred.doneUnsafe(event, Effect.succeed(i % 8)))
        return (await Effect.runPromise(Fiber.joinAll(fibers))).reduce((sum, value) => sum + value, 0)
      }
    }
  },

  pipeChain: (steps) =>
    pipeChain(steps, {
      imports: `import { Effect, pipe } from "effect"`,
      start: (output) => `Effect.Effect<${output}>`,
      step: (input, output, error) => `(value: ${input}) => Effect.Effect<${output}, ${error}>`,
      join: (start, names) => `pipe(${start}, ${names.map((name) => `Effect.andThen(${name})`).join(", ")})`
    }),

  bundle: `
    import { Effect, pipe } from "effect"
    class OutOfStock { code = "out-of-stock" }
    const reserve = (order) =>
      order.items === 0 ? Effect.fail(new OutOfStock()) : Effect.succeed({ order, reservation: "r1" })
    const charge = (held) => Effect.promise(async () => ({ ...held, receipt: "c1" }))
    const confirm = (paid) => paid.reservation + " " + paid.receipt
    const fulfil = (order) => pipe(reserve(order), Effect.andThen(charge), Effect.map(confirm))
    Effect.runPromise(fulfil({ items: 2 })).then(console.log, console.error)
  `
}
