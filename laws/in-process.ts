/**
 * The in-process interpreter as a subject of laws.
 * @module
 */
import { type Context, implement, type Provider } from "../src/core/implementation.ts"
import type { Step } from "../src/core/step.ts"
import { run } from "../src/interpreters/in-process/run.ts"
import { Lab, type Oops } from "./lab.ts"
import { everything, type Subject } from "./subject.ts"
import type { Answer, World } from "./world.ts"

/** Runs steps with `run`. */
export const inProcess: Subject = {
  name: "in-process",
  capabilities: everything,
  run: (step, input, world, workflows, signal) => {
    const providers: ReadonlyArray<Provider<string>> = [
      labIn(world),
      ...(workflows as ReadonlyArray<Provider<string>>)
    ]
    // The laws vouch for the input, and raw steps are what they are about.
    const runnable = step as Step<unknown, unknown, unknown, never>
    return run(runnable, providers, { clock: world.clock, random: () => 0.5, newId: () => "run" })(
      input,
      signal === undefined ? {} : { signal }
    )
  },
  idle: () => new Promise((resolve) => setImmediate(resolve))
}

/** Implements the laboratory by a world. */
export const labIn = (world: World): Provider<"Lab"> => {
  // A fresh step performs nothing before it is asked to, so the context is read only when the world wants it.
  const perform =
    (name: string) =>
    (input: number, context: Context<Oops>): Answer | Promise<Answer> =>
      world.perform(name, input, context)
  // Fault plans hold no typed errors for these.
  const undo = perform as unknown as (
    name: string
  ) => (input: number, context: Context) => number | Promise<number>
  return implement(Lab, {
    a1: perform("a1"),
    a2: perform("a2"),
    b1: perform("b1"),
    b2: perform("b2"),
    c1: perform("c1"),
    undoC1: undo("undoC1"),
    readA: perform("readA"),
    readB: perform("readB"),
    undoA1: undo("undoA1"),
    undoA2: undo("undoA2"),
    undoB1: undo("undoB1"),
    undoB2: undo("undoB2"),
    sendB: undo("sendB")
  })
}
