/**
 * The machine as a subject of laws: a driver that does at once whatever the machine allows.
 * @module
 */
import type { AnyHandler, Implementation } from "../src/core/implementation.ts"
import type { AnyStep } from "../src/core/step.ts"
import { EventBus } from "../src/interpreters/in-process/event-bus.ts"
import { drive, type Host } from "./drive.ts"
import type { Runnable } from "../src/machine/program.ts"
import { labIn } from "./in-process.ts"
import { everything, type Subject } from "./subject.ts"

/** Runs steps by driving the machine. */
export const machine: Subject = machineWith("machine", () => ({}))

/** Runs steps by driving the machine, with something done to what is left of each run on its way. */
export function machineWith(name: string, extra: () => Partial<Host>): Subject {
  return {
    name,
    capabilities: everything,
    run: (step, input, world, workflows, signal) => {
      const handlers = (labIn(world) as unknown as Implementation<string>).handlers
      const callable = workflows as unknown as ReadonlyArray<Exclude<Runnable, AnyStep> & { version: number }>
      const driven = drive(step, input, "run", {
        clock: world.clock,
        events: new EventBus(),
        handler: (operation) => handlers[operation.name] as AnyHandler,
        workflow: (wanted, version) => {
          const found = callable.find((one) => one.name === wanted && one.version === version)
          if (found === undefined) throw new Error(`no workflow ${wanted}`)
          return found
        },
        ...extra()
      })
      signal?.addEventListener("abort", () => driven.cancel(signal.reason), { once: true })
      return driven.outcome
    },
    idle: () => new Promise((resolve) => setImmediate(resolve))
  }
}
