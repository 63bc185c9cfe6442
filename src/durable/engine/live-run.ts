/**
 * A run in memory: lets what is left of it meet the world, and takes down what happens.
 *
 * It decides nothing: the machine says what may be done, and everything that is done about it is put into one draft, which is
 * committed as a whole. Only then is anybody outside called.
 * @module
 */
import { Failure } from "../../core/implementation.ts"
import { advance } from "../../machine/advance.ts"
import type { Command, Startable } from "../../machine/command.ts"
import { commandsOf } from "../../machine/commands.ts"
import type { Address, Answer, MachineEvent } from "../../machine/event.ts"
import type { Program } from "../../machine/program.ts"
import type { Residual } from "../../machine/residual.ts"
import { thrown } from "../../machine/thrown.ts"
import type { Engagement } from "./engagement.ts"
import type { RunInfo } from "./run-info.ts"
import type { Surroundings } from "./surroundings.ts"

type OperationCommand = Extract<Command, { readonly kind: "operation" }>
type CallCommand = Extract<Command, { readonly kind: "call" }>

/** A run in memory. */
export class LiveRun {
  readonly number: number
  readonly program: Program
  info: RunInfo
  residual: Residual
  /** The number of the next commit. */
  sequence: number
  /** What happened and has not been committed, a line for each event. */
  lines: Array<string> = []
  /** Calls that have been asked for or made, by position. */
  readonly engagements: Map<string, Engagement> = new Map()
  /** How the journal lists it; undefined when it does not yet. */
  listed: string | undefined
  /** The memory that it belongs to has been given up: nothing reaches it any more. */
  dead = false
  /** What a call of it has got to is on record. */
  detailed = false
  /** Since the last snapshot: commits, and characters. */
  unread = { commits: 0, characters: 0 }
  /** The characters of the last snapshot. */
  snapshot = 0
  /** Batches on record, and how many there are when the finished turns among them are looked for. */
  kept = 0
  pruneAt = 0

  readonly #around: Surroundings
  /** The commands that have not been looked at yet, the next one last. */
  readonly #pending: Array<Command> = []
  /** Positions whose commands may still be pending, and are not wanted any more. */
  readonly #calledOff = new Set<string>()
  #busy = false
  /** Its timers and waits are on record. */
  #found = false

  constructor(
    around: Surroundings,
    given: { readonly number: number; readonly program: Program; readonly info: RunInfo },
    residual: Residual,
    sequence: number
  ) {
    this.#around = around
    this.number = given.number
    this.program = given.program
    this.info = given.info
    this.residual = residual
    this.sequence = sequence
  }

  /** Something of it is under way: it has to stay in memory, and to be found when the process starts again. */
  get busy(): boolean {
    return this.engagements.size > 0
  }

  /** Begins with all that can be done. */
  begin(): void {
    this.#around.changed(this)
    this.#queue(commandsOf(this.program, this.residual))
    this.#work()
  }

  /** Goes on where another process or another memory stopped. Timers and waits are on record, unless it was held. */
  recover(onRecord: boolean): void {
    this.#found = onRecord
    this.#queue(commandsOf(this.program, this.residual))
    this.#work()
    this.#found = false
  }

  /** Tells the machine what happened at a position; false when it came too late to matter. */
  answer(at: Address, answer: Answer): boolean {
    const time = this.#around.now()
    // Written out for the two kinds that every call has: a spread takes V8 much longer.
    if (answer.kind === "succeeded") return this.tell({ kind: "succeeded", output: answer.output, at, time })
    if (answer.kind === "started") return this.tell({ kind: "started", at, time })
    return this.tell({ ...answer, at, time })
  }

  /** Tells the machine what happened; false when it came too late to matter. */
  tell(event: MachineEvent): boolean {
    const before = this.residual
    const after = advance(this.program, before, event)
    if (after === before) return false
    // Written first: what cannot be written must not have happened.
    this.lines.push(this.#around.line(event))
    this.residual = after
    this.#around.changed(this)
    this.#around.tellObservers(this, event, before)
    // The intent of one call leads to nothing, unless a cancellation waits for it.
    if (event.kind === "started" && after.cancelling === null) return true
    const fresh = commandsOf(this.program, after, before)
    this.#callOffAll(commandsOf(this.program, before, after), fresh)
    this.#queue(fresh)
    this.#work()
    return true
  }

  /** What a call gave. What cannot be written down is a defect of who gave it. */
  ended(engagement: Engagement, answer: Answer): void {
    const { at } = engagement.command
    if (this.dead || this.engagements.get(positionOf(at)) !== engagement) return
    this.engagements.delete(positionOf(at))
    const before = this.residual
    try {
      this.answer(at, answer)
    } catch (cause) {
      // The answer was taken: what failed came after it.
      if (this.residual !== before) throw cause
      this.answer(at, { kind: "threw", cause: thrown(asError(cause)) })
    }
  }

  #queue(commands: ReadonlyArray<Command>): void {
    for (let index = commands.length - 1; index >= 0; index--) this.#pending.push(commands[index] as Command)
  }

  /** One command after the other; what one leads to comes before the next. */
  #work(): void {
    if (this.#busy) return
    this.#busy = true
    try {
      for (let command = this.#pending.pop(); command !== undefined; command = this.#pending.pop())
        this.#perform(command)
    } finally {
      this.#busy = false
      this.#calledOff.clear()
    }
  }

  #perform(command: Command): void {
    const { at } = command
    const position = positionOf(at)
    // It may have been called off by what was done before it.
    if (this.#calledOff.has(position)) return
    switch (command.kind) {
      case "operation":
        return this.#operation(command, position)
      case "call":
        return this.#call(command)
      case "timer":
        if (command.due !== null && !this.#found) this.#around.arm(this, command.due, at)
        return
      case "receive": {
        if (this.#found) return
        const came = this.#around.receive(this, command)
        if (came !== undefined) this.answer(at, { kind: "received", payload: came.payload })
        return
      }
      case "emit":
        this.answer(at, this.#emit(command))
    }
  }

  /** What cannot be written down is a defect of who sends it. */
  #emit(command: Extract<Command, { readonly kind: "emit" }>): Answer {
    try {
      this.#around.emit(this, command)
      return { kind: "succeeded", output: undefined }
    } catch (cause) {
      return { kind: "threw", cause: thrown(cause) }
    }
  }

  #operation(command: OperationCommand, position: string): void {
    const known = this.engagements.get(position)
    if (known !== undefined) {
      if (command.stopped) this.#stop(known)
      return
    }
    const engagement: Engagement = { command, state: "asked", stopped: false, controller: undefined }
    this.engagements.set(position, engagement)
    if (!command.started)
      return command.stopped ? this.#stop(engagement) : this.#around.admit(this, engagement)
    const { delivery } = command.request.operation
    // Nobody in this process has made the call: whoever did is gone, and with it the answer.
    if (delivery === "atMostOnce" && !this.#around.underWay(this, command)) {
      this.engagements.delete(position)
      this.answer(command.at, { kind: "lost" })
      return
    }
    this.#around.perform(this, engagement)
  }

  /** There is room for an operation: puts the intent on record, where one is needed, and has it called after the commit. */
  admitted(engagement: Engagement): void {
    const { command } = engagement
    if (this.dead || this.engagements.get(positionOf(command.at)) !== engagement) return
    this.intend(command)
    this.#around.changed(this)
    this.#around.perform(this, engagement)
  }

  intend({ at, request: { operation } }: OperationCommand): void {
    if (operation.effect !== "readonly" && operation.delivery !== "tx") this.answer(at, { kind: "started" })
  }

  #stop(engagement: Engagement): void {
    if (engagement.state === "called") {
      engagement.stopped = true
      return engagement.controller?.abort()
    }
    // One that another process has started may have happened, and has to be done again to learn what came of it.
    if (engagement.command.started) return
    // It was never made, so nothing was done.
    this.#around.released(engagement)
    this.ended(engagement, { kind: "threw", cause: thrown(new DOMException("stopped", "AbortError")) })
    engagement.state = "off"
  }

  #call(command: CallCommand): void {
    if (command.started) {
      if (command.stopped) this.#around.stopCalled(this, command)
      return
    }
    const { at, request } = command
    this.answer(at, { kind: "started" })
    let id: string
    try {
      id = this.#around.launch(this, command)
    } catch (cause) {
      this.answer(at, { kind: "threw", cause: thrown(cause) })
      return
    }
    if (request.mode === "detach") this.answer(at, { kind: "succeeded", output: id })
  }

  /** Calls off what was to be done before and is not any more. */
  #callOffAll(before: ReadonlyArray<Command>, fresh: ReadonlyArray<Command>): void {
    const still = fresh.length === 0 ? none : new Set(fresh.map(({ at }) => positionOf(at)))
    for (const command of before) if (!still.has(positionOf(command.at))) this.#callOff(command)
    if (this.#calledOff.size > 0) for (const position of still) this.#calledOff.delete(position)
  }

  #callOff(command: Command): void {
    const position = positionOf(command.at)
    this.#calledOff.add(position)
    switch (command.kind) {
      case "operation": {
        const engagement = this.engagements.get(position)
        this.engagements.delete(position)
        if (engagement === undefined) return
        if (engagement.state !== "called") this.#around.released(engagement)
        engagement.stopped = true
        engagement.state = "off"
        return engagement.controller?.abort()
      }
      case "timer":
        if (command.due !== null) this.#around.disarm(this, command.due, command.at)
        return
      case "receive":
        return this.#around.withdraw(this, command)
      case "call":
      case "emit":
    }
  }
}

const none: ReadonlySet<string> = new Set()

/** A position as text. */
export const positionOf = ({ node, trail }: Address): string =>
  trail.length === 0 ? node : `${node} ${trail.join(",")}`

/** The answer that a handler has given. */
export const answerOf = (result: unknown): Answer =>
  result instanceof Failure
    ? { kind: "failed", error: (result as Failure<unknown>).error }
    : { kind: "succeeded", output: result }

const asError = (cause: unknown): Error => (cause instanceof Error ? cause : new Error(String(cause)))

export type { CallCommand, OperationCommand, Startable }
