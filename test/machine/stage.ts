/**
 * A stage for tests of the machine: a run that is told by hand what happens.
 */
import { Saga, Signature, Step } from "lawful"
import * as t from "io-ts"
import { advance, begin } from "../../src/machine/advance.ts"
import type { Command } from "../../src/machine/command.ts"
import { commandsOf } from "../../src/machine/commands.ts"
import type { Answer, MachineEvent } from "../../src/machine/event.ts"
import { type Program, programOf, type Runnable } from "../../src/machine/program.ts"
import type { Residual } from "../../src/machine/residual.ts"

const value = { input: t.unknown, output: t.unknown } as const
const write = { ...value, error: t.string, effect: "undoable" as const }
const undo = { ...value, effect: "undo" as const }

/** Operations whose answers the test gives. */
export const Stage = Signature.make("Stage", {
  a: write,
  b: write,
  c: write,
  d: write,
  look: { ...value, error: t.string, effect: "readonly" },
  fax: { ...value, effect: "irreversible", delivery: "atMostOnce" },
  send: { ...value, error: t.string, effect: "irreversible" },
  undoA: undo,
  undoB: undo,
  undoC: undo,
  undoD: undo
})

/** Any step of a test. */
export type Any = Step<unknown, unknown, never, string, never>

/** What the types of a test need not know. */
export const any = (step: unknown): Any => step as Any

/** Operations with their undos. */
export const [A, B, C, D] = (
  [
    [Stage.a, Stage.undoA],
    [Stage.b, Stage.undoB],
    [Stage.c, Stage.undoC],
    [Stage.d, Stage.undoD]
  ] as const
).map(([action, undoing]) => any(Saga.undoable(action, undoing))) as [Any, Any, Any, Any]

/** A run that is told what happens. */
export class Told {
  readonly program: Program
  /** Everything that was told. */
  readonly events: Array<MachineEvent> = []
  residual: Residual
  time: number

  constructor(runnable: unknown, input: unknown = 0, time = 0) {
    this.program = programOf(runnable as Runnable)
    this.residual = begin(this.program, input, time)
    this.time = time
  }

  /** The ids of what is to be done. */
  get ids(): ReadonlyArray<string> {
    return this.commands.map(({ id }) => id)
  }

  get commands(): ReadonlyArray<Command> {
    return commandsOf(this.program, this.residual)
  }

  command(id: string): Command {
    const found = this.commands.find((command) => command.id === id)
    if (found === undefined) throw new Error(`${id} is not to be done, but ${this.ids.join(", ")}`)
    return found
  }

  tell(event: MachineEvent): this {
    this.events.push(event)
    this.residual = advance(this.program, this.residual, event)
    return this
  }

  answer(id: string, answer: Answer): this {
    return this.tell({ ...answer, at: this.command(id).at, time: this.time })
  }

  start(id: string): this {
    return this.answer(id, { kind: "started" })
  }

  /** Starts something, and gives its output. */
  done(id: string, output: unknown = id): this {
    const command = this.command(id)
    if ("started" in command && !command.started) this.start(id)
    return this.answer(id, { kind: "succeeded", output })
  }

  /** Starts something, which fails. */
  fails(id: string, error: string = `no ${id}`): this {
    const command = this.command(id)
    if ("started" in command && !command.started) this.start(id)
    return this.answer(id, { kind: "failed", error })
  }

  /** Starts something, which throws. */
  throws(id: string): this {
    const command = this.command(id)
    if ("started" in command && !command.started) this.start(id)
    return this.answer(id, {
      kind: "threw",
      cause: { kind: "error", name: "Error", message: `${id} broke`, code: null }
    })
  }

  cancel(reason: unknown = "enough"): this {
    return this.tell({ kind: "cancelled", reason, time: this.time })
  }

  resume(): this {
    return this.tell({ kind: "resumed", time: this.time })
  }

  /** How the run ended; throws when it has not. */
  get ended(): NonNullable<Residual["outcome"]> {
    const { outcome } = this.residual
    if (outcome === null) throw new Error(`it goes on with ${this.ids.join(", ")}`)
    return outcome
  }
}

/** One after the other. */
export const inOrder = (...steps: ReadonlyArray<unknown>): Any =>
  steps.map(any).reduce((first, second) => any(first.pipe(Step.andThen(second))))
