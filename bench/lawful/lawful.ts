import { Codec, Event, EventBus, implement, run, runSync, Signature, Step } from "lawful"
import type { AsyncFunction, Contender } from "../contenders/contender.ts"
import { pipeChain } from "../types/pipe-chain.ts"
import { advanceEvents } from "./advance.ts"

const number = Codec.unchecked<number>("number")

/** A signature with one asynchronous write for each function, and its implementation; a raw step may leave a write without undo. */
const serviceOf = (fns: readonly AsyncFunction[]) => {
  const spec = { input: number, output: number, effect: "undoable" } as const
  const names = fns.map((_, index) => `f${index}`)
  const service = Signature.make("Service", Object.fromEntries(names.map((name) => [name, spec])))
  const handlers = Object.fromEntries(fns.map((f, index) => [`f${index}`, f]))
  return {
    operations: names.map((name) => service[name] as Step<number, number, never, "Service">),
    implementation: implement(service, handlers)
  }
}

const Resume = Event.make("Resume", { payload: number })

export const lawful: Contender = {
  sync100: (fns) => {
    const step = fns.reduce((chain: Step<number, number>, f) => Step.map(f)(chain), Step.identity<number>())
    return outputOf(runSync(step))
  },

  async100: (fns) => {
    const { operations, implementation } = serviceOf(fns)
    const chain = operations.reduce((before, next) => Step.andThen(next)(before))
    return promisedOutputOf(run(chain, [implementation]))
  },

  fanOut100: (fns) => {
    const { operations, implementation } = serviceOf(fns)
    const [first, ...others] = operations
    return first === undefined
      ? async () => []
      : promisedOutputOf(run(Step.all([first, ...others]), [implementation]))
  },

  chain: (steps, nesting) => (input) => {
    const parts = steps.map((f) => Step.pure(f))
    const identity: Step<number, number> = Step.identity<number>()
    const step =
      nesting === "left"
        ? parts.reduce((before, next) => Step.andThen(next)(before), identity)
        : parts.reduceRight((next, before) => Step.andThen(next)(before), identity)
    return outputOf(runSync(step))(input)
  },

  advance: advanceEvents,

  waiting: (count) => {
    const events = new EventBus()
    const step = Step.begin<number>().pipe(
      Step.bind(
        "event",
        (s) => s.input,
        Step.waitFor(Resume, (index: number) => `${index}`)
      ),
      Step.map((s) => s.input + s.event)
    )
    const resume = run(step, [], { events })
    const runs = Array.from({ length: count }, (_, index) => resume(index))
    return {
      release: async () => {
        for (let index = 0; index < count; index++) events.emit(Resume, index % 8, `${index}`)
        return (await Promise.all(runs)).map(completed).reduce<number>((sum, value) => sum + Number(value), 0)
      }
    }
  },

  pipeChain: (steps) =>
    pipeChain(steps, {
      imports: `import { pipe } from "fp-ts/lib/function.js"\nimport { Step } from "lawful"`,
      start: (output) => `Step<unknown, ${output}>`,
      step: (input, output, error) => `Step<${input}, ${output}, ${error}>`,
      join: (start, names) => `pipe(${start}, ${names.map((name) => `Step.andThen(${name})`).join(", ")})`
    }),

  bundle: `
    import { Codec, implement, run, Signature, Step } from "../../src/index.ts"
    const any = Codec.unchecked()
    const Shop = Signature.make("Shop", {
      reserve: { input: any, output: any, error: any, effect: "readonly" },
      charge: { input: any, output: any, effect: "irreversible" }
    })
    const shop = implement(Shop, {
      reserve: (order, { fail }) =>
        order.items === 0 ? fail({ _tag: "OutOfStock" }) : { order, reservation: "r1" },
      charge: async (held) => ({ ...held, receipt: "c1" })
    })
    const confirm = (paid) => paid.reservation + " " + paid.receipt
    const fulfil = Shop.reserve.pipe(Step.andThen(Shop.charge), Step.map(confirm))
    run(fulfil, [shop])({ items: 2 }).then(console.log, console.error)
  `
}

type Ended = { readonly _tag: string; readonly output?: unknown }

const outputOf =
  <B>(f: (input: number) => { readonly _tag: "Completed"; readonly output: B } | Ended) =>
  (input: number): B =>
    completed(f(input)) as B

const promisedOutputOf =
  <B>(f: (input: number) => Promise<{ readonly _tag: "Completed"; readonly output: B } | Ended>) =>
  (input: number): Promise<B> =>
    f(input).then((outcome) => completed(outcome) as B)

const completed = (outcome: Ended): unknown => {
  if (outcome._tag !== "Completed") throw new Error(`the run ended as ${outcome._tag}`)
  return outcome.output
}
