import { Codec, Saga, Signature, Step } from "lawful"
import {
  advance,
  begin,
  type Command,
  commandsOf,
  type MachineEvent,
  type Program,
  programOf,
  type Residual
} from "lawful/machine"
import { left, right } from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import type { Contender, Replayed } from "../contenders/contender.ts"

const number = Codec.unchecked<number>("number")

const Shop = Signature.make("Shop", {
  do: { input: number, output: number, effect: "undoable" },
  undo: { input: number, output: Codec.unchecked<void>("nothing"), effect: "undo" }
})

type Part = Step<number, number, never, "Shop">

const call = (name: string): Part => pipe(Saga.undoable(Shop.do, Shop.undo), Step.label(name))

const chainOf = (parts: ReadonlyArray<Part>): Part =>
  parts.reduce((before, next) => Step.andThen(next)(before), Step.identity<number>() as Part)

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((all, one) => all + one, 0)

const termOf = (workflow: Replayed): Part => {
  switch (workflow.kind) {
    case "saga": {
      const poll = pipe(
        call("f"),
        Step.map((n) => (n < 10 ? left(n) : right(n)))
      )
      return pipe(
        call("a"),
        Step.andThen(Step.all([call("b"), chainOf([call("c"), call("d")]), call("e")])),
        Step.map(sum),
        Step.andThen(Step.iterate(poll)),
        Step.andThen(chainOf(["g", "h", "i", "j"].map(call))),
        Saga.scope
      )
    }
    case "chain":
      return chainOf(Array.from({ length: workflow.of }, (_, index) => call(`c${index}`)))
    case "branches": {
      const [first, ...others] = Array.from({ length: workflow.count }, (_, index) => call(`b${index}`))
      return pipe(Step.all([first as Part, ...others]), Step.map(sum))
    }
  }
}

/** What is left of a run, to be compared: its output, or the inputs of the calls that are to be made. */
const show = (program: Program, residual: Residual): string =>
  residual.outcome?._tag === "Completed"
    ? String(residual.outcome.output)
    : operationsOf(program, residual)
        .map(({ input }) => String(input))
        .join(" ")

type Operation = Extract<Command, { readonly kind: "operation" }>

const operationsOf = (program: Program, residual: Residual): ReadonlyArray<Operation> =>
  commandsOf(program, residual).filter((command) => command.kind === "operation")

/** All that can be done is started, then answered. */
const wave = (operations: ReadonlyArray<Operation>): ReadonlyArray<MachineEvent> => [
  ...operations.map(({ at }): MachineEvent => ({ kind: "started", at, time: 0 })),
  ...operations.map(
    ({ at, input }): MachineEvent => ({ kind: "succeeded", output: (input as number) + 1, at, time: 0 })
  )
]

export const advanceEvents: NonNullable<Contender["advance"]> = (workflow) => {
  const program = programOf(termOf(workflow))
  const start = begin(program, 0, 0)
  const most = workflow.kind === "chain" ? 2 * workflow.calls : Infinity
  const events: Array<MachineEvent> = []
  let recorded = start
  while (events.length < most && recorded.outcome === null) {
    const next = wave(operationsOf(program, recorded))
    for (const event of next) recorded = advance(program, recorded, event)
    events.push(...next)
  }
  return () => {
    let residual = start
    for (const event of events) residual = advance(program, residual, event)
    return `${events.length} events: ${show(program, residual)}`
  }
}
