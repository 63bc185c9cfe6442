/**
 * A world whose operations are done by somebody else: for implementations made of implementations.
 * @module
 */
import type { Clock } from "../src/interpreters/in-process/clock.ts"
import { faultless } from "./faults.ts"
import { type Answer, type Call, World } from "./world.ts"

/** A world with the clock of `world` in which `perform` does the operations, by those of `world` or otherwise. */
export const redirected = (world: World, perform: World["perform"]): World => new Redirected(world, perform)

class Redirected extends World {
  readonly #world: World
  readonly #perform: World["perform"]

  constructor(world: World, perform: World["perform"]) {
    super(faultless)
    this.#world = world
    this.#perform = perform
  }

  override get clock(): Clock {
    return this.#world.clock
  }

  override perform(operation: string, input: number, call: Call): Answer | Promise<Answer> {
    return this.#perform(operation, input, call)
  }
}
