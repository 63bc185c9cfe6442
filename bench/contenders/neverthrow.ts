import { ok, type Result, ResultAsync } from "neverthrow"
import { pipeChain } from "../types/pipe-chain.ts"
import type { Contender } from "./contender.ts"

/** A ResultAsync starts at once, so there is nothing to build beforehand: each run makes its chain. */
const started = (input: number): ResultAsync<number, never> =>
  ResultAsync.fromSafePromise(Promise.resolve(input))

const outcome = <A>(result: Result<A, never>): A => {
  if (result.isErr()) throw new Error("unexpected error")
  return result.value
}

export const neverthrow: Contender = {
  sync100: (fns) => (input) =>
    outcome(fns.reduce<Result<number, never>>((chain, f) => chain.map(f), ok(input))),

  // With andThen, because map is ten times slower in ResultAsync 8.2.
  async100: (fns) => {
    const steps = fns.map((f) => (value: number) => ResultAsync.fromSafePromise<number, never>(f(value)))
    return async (input) => outcome(await steps.reduce((chain, step) => chain.andThen(step), started(input)))
  },

  fanOut100: (fns) => async (input) =>
    outcome(await ResultAsync.combine(fns.map((f) => ResultAsync.fromSafePromise<number, never>(f(input))))),

  // A synchronous Result nested to the right overflows the stack; a ResultAsync does not.
  chain: (steps, nesting) => async (input) =>
    outcome(
      nesting === "left"
        ? await steps.reduce((chain, f) => chain.andThen((value) => ok(f(value))), started(input))
        : await steps.reduceRight((next, f) => (value) => started(f(value)).andThen(next), started)(input)
    ),

  waiting: (count) => {
    const senders: ((value: number) => void)[] = []
    const runs: ResultAsync<number, never>[] = []
    for (let i = 0; i < count; i++) {
      const event = new Promise<number>((resolve) => senders.push(resolve))
      runs.push(ResultAsync.fromSafePromise<number, never>(event).map((value) => i + value))
    }
    return {
      release: async () => {
        senders.forEach((send, i) => send(i % 8))
        return (await Promise.all(runs)).reduce((sum, result) => sum + outcome(result), 0)
      }
    }
  },

  pipeChain: (steps) =>
    pipeChain(steps, {
      imports: `import { ResultAsync } from "neverthrow"`,
      start: (output) => `ResultAsync<${output}, never>`,
      step: (input, output, error) => `(value: ${input}) => ResultAsync<${output}, ${error}>`,
      join: (start, names) => `${start}${names.map((name) => `.andThen(${name})`).join("")}`
    }),

  bundle: `
    import { errAsync, okAsync, ResultAsync } from "neverthrow"
    class OutOfStock { code = "out-of-stock" }
    const reserve = (order) =>
      order.items === 0 ? errAsync(new OutOfStock()) : okAsync({ order, reservation: "r1" })
    const charge = (held) => ResultAsync.fromSafePromise(Promise.resolve({ ...held, receipt: "c1" }))
    const confirm = (paid) => paid.reservation + " " + paid.receipt
    const fulfil = (order) => reserve(order).andThen(charge).map(confirm)
    fulfil({ items: 2 }).then(console.log)
  `
}
