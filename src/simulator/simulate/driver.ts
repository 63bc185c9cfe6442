/**
 * The driver of one simulated run: keeps what is left of it, and has done what the machine wants done.
 * @module
 */
import { advance } from "../../machine/advance.ts"
import type { Command } from "../../machine/command.ts"
import { commandsOf } from "../../machine/commands.ts"
import type { Address, MachineEvent } from "../../machine/event.ts"
import type { Program } from "../../machine/program.ts"
import type { Residual } from "../../machine/residual.ts"

/** What is under way at a position. */
export interface Activity {
  /** It is told that its result is not wanted any more. */
  readonly stop: () => void
  /** It is forgotten: nothing that comes of it is listened to. */
  readonly drop: () => void
}

/** What a driver needs of the run that it drives. */
export interface Driving {
  /** Begins what a command asks for; nothing when it is over already. */
  readonly perform: (command: Command) => Activity | undefined
  /** Is told that something is on record. The process may end here. */
  readonly recorded: () => void
}

/** Drives one run in one process. */
export class Driver {
  residual: Residual
  readonly #program: Program
  readonly #driving: Driving
  readonly #activities = new Map<string, Activity>()
  /** The commands that have not been looked at yet, the next one last. */
  #pending: Array<Command> = []
  #busy = false
  #dead = false

  constructor(program: Program, residual: Residual, driving: Driving) {
    this.#program = program
    this.residual = residual
    this.#driving = driving
  }

  /** The process that it runs in has ended. */
  get dead(): boolean {
    return this.#dead
  }

  /** Begins all that can be done. */
  begin(): void {
    this.#queue(commandsOf(this.#program, this.residual))
    this.#work()
  }

  /** Puts on record what happened, and does what the machine wants done then. */
  tell(event: MachineEvent): void {
    const before = this.residual
    const after = this.#dead ? before : advance(this.#program, before, event)
    if (after === before) return
    this.residual = after
    this.#driving.recorded()
    if (this.#dead) return
    const fresh = commandsOf(this.#program, after, before)
    const still = new Set(fresh.map(({ at }) => keyOf(at)))
    const gone = commandsOf(this.#program, before, after).flatMap(({ at }) =>
      still.has(keyOf(at)) ? [] : [keyOf(at)]
    )
    for (const key of gone) {
      const activity = this.#activities.get(key)
      this.#activities.delete(key)
      activity?.stop()
      activity?.drop()
    }
    if (this.#pending.length > 0) {
      const over = new Set(gone)
      this.#pending = this.#pending.filter(({ at }) => !over.has(keyOf(at)))
    }
    this.#queue(fresh)
    this.#work()
  }

  /** Ends with its process: nothing that it has begun leads to anything. */
  die(): void {
    this.#dead = true
    for (const activity of this.#activities.values()) activity.drop()
    this.#activities.clear()
  }

  #queue(commands: ReadonlyArray<Command>): void {
    for (let index = commands.length - 1; index >= 0; index--) this.#pending.push(commands[index] as Command)
  }

  /** One command after the other; what one leads to comes before the next. */
  #work(): void {
    if (this.#busy) return
    this.#busy = true
    for (let command = this.#pending.pop(); command !== undefined; command = this.#pending.pop()) {
      if (this.#dead) break
      this.#look(command)
    }
    this.#busy = false
  }

  #look(command: Command): void {
    const key = keyOf(command.at)
    const known = this.#activities.get(key)
    if (known === undefined) {
      const activity = this.#driving.perform(command)
      if (activity === undefined) return
      if (this.#dead) return activity.drop()
      this.#activities.set(key, activity)
    }
    if ("stopped" in command && command.stopped) this.#activities.get(key)?.stop()
  }
}

/** A position as a text. */
export const keyOf = ({ node, trail }: Address): string => `${node} ${trail.join(",")}`
