import * as E from "fp-ts/lib/Either.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { pipeChain } from "../types/pipe-chain.ts"
import type { Contender } from "./contender.ts"

/** A TaskEither has no input, so each run leaves its input in a variable that the first task reads. */
const withInput = <A>(build: (input: TE.TaskEither<never, number>) => TE.TaskEither<never, A>) => {
  let current = 0
  const task = build(TE.fromIO(() => current))
  return (input: number): Promise<A> => {
    current = input
    return task().then(outcome)
  }
}

const outcome = <A>(either: E.Either<never, A>): A => {
  if (E.isLeft(either)) throw new Error("unexpected left")
  return either.right
}

export const fpts: Contender = {
  sync100: (fns) => withInput((input) => fns.reduce((chain, f) => TE.map(f)(chain), input)),

  async100: (fns) => {
    const steps = fns.map((f) => TE.flatMap((value: number) => () => f(value).then(E.right)))
    return withInput((input) => steps.reduce((chain, step) => step(chain), input))
  },

  fanOut100: (fns) =>
    withInput(TE.flatMap((input) => TE.sequenceArray(fns.map((f) => TE.fromTask(() => f(input)))))),

  chain: (steps, nesting) => (input) => {
    const rest = (value: number): TE.TaskEither<never, number> => TE.right(value)
    const task =
      nesting === "left"
        ? steps.reduce((chain, f) => TE.map(f)(chain), rest(input))
        : steps.reduceRight((next, f) => (value) => TE.flatMap(next)(rest(f(value))), rest)(input)
    return task().then(outcome)
  },

  waiting: (count) => {
    const senders: ((value: number) => void)[] = []
    const runs: Promise<E.Either<never, number>>[] = []
    for (let i = 0; i < count; i++) {
      const event = new Promise<number>((resolve) => senders.push(resolve))
      runs.push(TE.map((value: number) => i + value)(TE.fromTask<number, never>(() => event))())
    }
    return {
      release: async () => {
        senders.forEach((send, i) => send(i % 8))
        return (await Promise.all(runs)).reduce((sum, either) => sum + outcome(either), 0)
      }
    }
  },

  pipeChain: (steps) =>
    pipeChain(steps, {
      imports: `import { pipe } from "fp-ts/lib/function.js"\nimport * as TE from "fp-ts/lib/TaskEither.js"`,
      start: (output) => `TE.TaskEither<never, ${output}>`,
      step: (input, output, error) => `(value: ${input}) => TE.TaskEither<${error}, ${output}>`,
      join: (start, names) => `pipe(${start}, ${names.map((name) => `TE.chainW(${name})`).join(", ")})`
    }),

  // The paths without lib/ let a bundler find the modules that it can shake.
  bundle: `
    import { pipe } from "fp-ts/function"
    import * as TE from "fp-ts/TaskEither"
    class OutOfStock { code = "out-of-stock" }
    const reserve = (order) =>
      order.items === 0 ? TE.left(new OutOfStock()) : TE.right({ order, reservation: "r1" })
    const charge = (held) => TE.fromTask(async () => ({ ...held, receipt: "c1" }))
    const confirm = (paid) => paid.reservation + " " + paid.receipt
    const fulfil = (order) => pipe(reserve(order), TE.flatMap(charge), TE.map(confirm))
    fulfil({ items: 2 })().then(console.log)
  `
}
