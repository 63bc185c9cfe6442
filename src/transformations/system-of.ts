/**
 * Systems made of workflows: the commands are calls of workflows, the state is the world that their operations work on.
 *
 * Two such systems with the same workflows, on two worlds and two implementations, are what a migration of a service leads
 * from and to.
 * @module
 */
import type { Interpreter } from "../core/interpreter.ts"
import type { Provided } from "../core/mistake.ts"
import type { Outcome } from "../core/outcome.ts"
import type { Promised } from "../core/promised.ts"
import type { Kleisli } from "../core/target.ts"
import type { Workflow } from "../core/workflow.ts"
import type { System } from "./system.ts"

/** What a system of workflows is made of. */
export interface SystemParts<W, State, Served> {
  readonly name: string
  /** The first state, as plain data. */
  readonly initial: State
  readonly workflows: W & { readonly [K in keyof W]: Provided<Exclude<RequiredBy<W[K]>, Served>> }
  /** Runs the workflows on a world: operations read `world.state` and write it. */
  readonly interpreter: (world: Held<State>) => Interpreter<Kleisli<Promised>, Served>
}

/** A world that is worked on; each command gets a copy. */
export interface Held<State> {
  state: State
}

/** A call of one of the workflows. */
export type WorkflowCommand<W> = {
  readonly [K in keyof W]: { readonly call: K; readonly input: InputOf<W[K]> }
}[keyof W]

/** What a caller sees of an outcome: neither ids of nodes nor what was undone. */
export type WorkflowAnswer =
  | { readonly _tag: "Completed"; readonly output: unknown }
  | { readonly _tag: "Failed"; readonly error: unknown }
  | { readonly _tag: "Stuck" | "Cancelled" | "Defect" }

type RequiredBy<W> = W extends Workflow<string, never, unknown, unknown, infer R> ? R : never
type InputOf<W> = W extends Workflow<string, infer A, unknown, unknown, unknown> ? A : never
type AnyWorkflow = Workflow<string, never, unknown, unknown, unknown>

/**
 * Makes a system of workflows.
 * @example
 * import { inProcess } from "lawful"
 * import { systemOf } from "lawful/transformations"
 * const Till = Signature.make("Till", {
 *   put: { input: t.number, output: t.number, effect: "undoable", delivery: "idempotent" },
 *   take: { input: t.number, output: t.number, effect: "undo", delivery: "idempotent" }
 * })
 * const pay = Workflow.make("pay", { version: 1, input: t.number, output: t.number, body: Saga.undoable(Till.put, Till.take) })
 * const shop = systemOf({
 *   name: "shop",
 *   initial: { cents: 0 },
 *   workflows: { pay },
 *   interpreter: (world) => {
 *     const change = (by: number) => (world.state = { cents: world.state.cents + by }).cents
 *     return inProcess([implement(Till, { put: (cents) => change(cents), take: (cents) => change(-cents) })])
 *   }
 * })
 * await shop.step({ cents: 3 }, { call: "pay", input: 4 }) // => [{ _tag: "Completed", output: 7 }, { cents: 7 }]
 */
export const systemOf = <const W extends Readonly<Record<string, AnyWorkflow>>, State, Served>({
  name,
  initial,
  workflows,
  interpreter
}: SystemParts<W, State, Served>): System<WorkflowCommand<W>, State, WorkflowAnswer> => ({
  name,
  initial: () => structuredClone(initial),
  step: async (state, { call, input }) => {
    const world: Held<State> = { state: structuredClone(state) }
    // What each workflow requires is served, as the types of the parts say; its input is that of the command.
    const { interpret } = interpreter(world) as unknown as Interpreter<Kleisli<Promised>>
    const workflow = workflows[call] as unknown as Workflow<string, unknown, unknown, unknown, never>
    const outcome = await interpret(workflow)(input)
    return [answerOf(outcome), world.state]
  }
})

const answerOf = (outcome: Outcome<unknown, unknown>): WorkflowAnswer => {
  switch (outcome._tag) {
    case "Completed":
      return { _tag: "Completed", output: outcome.output }
    case "Failed":
      return { _tag: "Failed", error: outcome.error }
    case "Stuck":
    case "Cancelled":
    case "Defect":
      return { _tag: outcome._tag }
  }
}
