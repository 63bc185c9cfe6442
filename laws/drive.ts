/**
 * The driver: runs a workflow by driving the machine, with implementations, a clock and events that are given.
 *
 * It does at once whatever the machine allows. Everything that decides is in the machine; this is the shortest way to let a
 * residual meet the world.
 *
 * Laws: all laws of interpreters (laws/machine.ts).
 * @module
 */
import { type AnyHandler, type Context, Failure } from "../src/core/implementation.ts"
import { idempotencyKey } from "../src/core/idempotency-key.ts"
import type { Effect, OperationDefinition } from "../src/core/operation.ts"
import type { Outcome } from "../src/core/outcome.ts"
import type { Clock } from "../src/interpreters/in-process/clock.ts"
import type { EventBus } from "../src/interpreters/in-process/event-bus.ts"
import { advance, begin } from "../src/machine/advance.ts"
import type { Command, Startable } from "../src/machine/command.ts"
import { commandsOf } from "../src/machine/commands.ts"
import type { Address, Answer, MachineEvent } from "../src/machine/event.ts"
import { presented } from "../src/machine/outcome.ts"
import { type Program, programOf, type Runnable } from "../src/machine/program.ts"
import type { Residual } from "../src/machine/residual.ts"
import { thrown } from "../src/machine/thrown.ts"

/** What a driver needs of the outside. */
export interface Host {
  readonly clock: Clock
  readonly events: EventBus
  readonly handler: (operation: OperationDefinition) => AnyHandler
  readonly workflow: (name: string, version: number) => Runnable
  /** Is told of every event before the machine is, and may change what is left of the run: for journals. */
  readonly record?: (event: MachineEvent, before: Residual, program: Program, runId: string) => void
  /** Gives what is left of a run that was started before, or the beginning of a new one. */
  readonly opened?: (runId: string, beginning: () => Residual, program: Program) => Residual
  /** Takes what is left of the run on its way, for tests that write it down and read it again. */
  readonly carry?: (residual: Residual) => Residual
}

/** A run under way. */
export interface Driven {
  readonly id: string
  readonly outcome: Promise<Outcome<unknown, unknown>>
  readonly cancel: (reason: unknown) => void
  /** What is left of it. */
  readonly left: () => Residual
}

/** Starts a run, or goes on with what is left of one. */
export const drive = (
  runnable: Runnable,
  input: unknown,
  id: string,
  host: Host,
  from?: Residual
): Driven => {
  const program = programOf(runnable)
  const beginning = (): Residual => begin(program, input, host.clock.now())
  const run = new Run(program, id, host, from ?? host.opened?.(id, beginning, program) ?? beginning())
  run.go()
  return {
    id,
    outcome: run.outcome,
    cancel: (reason) => run.tell({ kind: "cancelled", reason, time: host.clock.now() }),
    left: () => run.residual
  }
}

/** What is under way at a position: how to tell it to stop. */
interface Activity {
  readonly stop: () => void
}

class Run {
  residual: Residual
  readonly outcome: Promise<Outcome<unknown, unknown>>
  readonly #program: Program
  readonly #id: string
  readonly #host: Host
  readonly #activities = new Map<string, Activity>()
  #resolve: (outcome: Outcome<unknown, unknown>) => void = () => undefined
  /** The commands that have not been looked at yet, the next one last. */
  readonly #pending: Array<Command> = []
  /** Positions whose commands may still be pending, and are not wanted any more. */
  readonly #calledOff = new Set<string>()
  #busy = false

  constructor(program: Program, id: string, host: Host, residual: Residual) {
    this.#program = program
    this.#id = id
    this.#host = host
    this.residual = residual
    this.outcome = new Promise((resolve) => {
      this.#resolve = resolve
    })
  }

  /** Begins with all that can be done. */
  go(): void {
    this.#queue(commandsOf(this.#program, this.residual))
    this.#work()
  }

  /** Tells the machine what happened, and does what it wants done then. */
  tell(event: MachineEvent): void {
    const before = this.residual
    this.#host.record?.(event, before, this.#program, this.#id)
    const after = advance(this.#program, before, event)
    if (after === before) return
    this.residual = this.#host.carry?.(after) ?? after
    const fresh = commandsOf(this.#program, this.residual, before)
    const still = new Set(fresh.map(({ at }) => keyOf(at)))
    for (const { at } of commandsOf(this.#program, before, this.residual)) {
      const key = keyOf(at)
      if (still.has(key)) continue
      const activity = this.#activities.get(key)
      this.#activities.delete(key)
      activity?.stop()
      this.#calledOff.add(key)
    }
    for (const key of still) this.#calledOff.delete(key)
    this.#queue(fresh)
    this.#work()
  }

  #queue(commands: ReadonlyArray<Command>): void {
    for (let index = commands.length - 1; index >= 0; index--) this.#pending.push(commands[index] as Command)
  }

  /** One command after the other; what one leads to comes before the next. */
  #work(): void {
    if (this.#busy) return
    this.#busy = true
    for (let command = this.#pending.pop(); command !== undefined; command = this.#pending.pop())
      this.#perform(command)
    this.#busy = false
    this.#calledOff.clear()
    if (this.residual.outcome !== null) this.#resolve(presented(this.residual.outcome))
  }

  #answer(at: Address, answer: Answer): void {
    this.tell({ ...answer, at, time: this.#host.clock.now() })
  }

  #perform(command: Command): void {
    const { at } = command
    const key = keyOf(at)
    const known = this.#activities.get(key)
    if (known !== undefined) {
      if ("stopped" in command && command.stopped) known.stop()
      return
    }
    // It may have been called off by what was done before it.
    if (this.#calledOff.has(key)) return
    switch (command.kind) {
      case "operation":
        if (!command.started) this.#answer(at, { kind: "started" })
        return this.#call(command, key, command.request.operation)
      case "call":
        return this.#launch(command, key)
      case "timer": {
        if (command.due === null) return
        const { clock } = this.#host
        const cancel = clock.after(Math.max(0, command.due - clock.now()), () => {
          this.#answer(at, { kind: "fired" })
        })
        this.#activities.set(key, { stop: cancel })
        return
      }
      case "receive": {
        const { events } = this.#host
        const receiver = { wake: (payload: unknown) => this.#answer(at, { kind: "received", payload }) }
        this.#activities.set(key, { stop: () => events.withdraw(command.event, command.key, receiver) })
        events.receive(command.event, command.key, receiver)
        return
      }
      case "emit":
        this.#host.events.deliver(command.event, command.payload, command.key)
        return this.#answer(at, { kind: "succeeded", output: undefined })
    }
  }

  #call(command: Startable, key: string, operation: OperationDefinition): void {
    const { at } = command
    const controller = new AbortController()
    this.#activities.set(key, { stop: () => controller.abort() })
    const ended = (answer: Answer): void => {
      this.#activities.delete(key)
      this.#answer(at, answer)
    }
    const answered = (result: unknown): void =>
      ended(
        result instanceof Failure
          ? { kind: "failed", error: (result as Failure<unknown>).error }
          : { kind: "succeeded", output: result }
      )
    const threw = (cause: unknown): void => ended({ kind: "threw", cause: thrown(cause) })
    let result: unknown
    try {
      const handler = this.#host.handler(operation) as unknown as (
        input: unknown,
        context: Context<unknown>
      ) => unknown
      result = handler(command.input, this.#context(command, operation.effect, controller.signal))
    } catch (cause) {
      return threw(cause)
    }
    if (isThenable(result)) result.then(answered, threw)
    else answered(result)
  }

  #context({ id, attempt, renewals }: Startable, effect: Effect, signal: AbortSignal): Context<unknown> {
    return {
      runId: this.#id,
      nodeId: id,
      key: idempotencyKey(this.#id, id, renewals),
      attempt,
      effect,
      signal,
      fail: (error) => new Failure(error)
    }
  }

  #launch(command: Extract<Command, { readonly kind: "call" }>, key: string): void {
    const { at, request } = command
    if (!command.started) this.#answer(at, { kind: "started" })
    const childId = idempotencyKey(this.#id, command.id, command.renewals)
    let child: Driven
    try {
      const workflow = this.#host.workflow(request.workflow, request.version)
      child = drive(workflow, command.input, childId, this.#host)
    } catch (cause) {
      return this.#answer(at, { kind: "threw", cause: thrown(cause) })
    }
    if (request.mode === "detach") return this.#answer(at, { kind: "succeeded", output: childId })
    this.#activities.set(key, { stop: () => child.cancel(this.residual.cancelling?.reason ?? "stopped") })
    void child.outcome.then(() => {
      const { outcome, root } = child.left()
      this.#activities.delete(key)
      if (outcome !== null) this.#answer(at, { kind: "ended", outcome, committed: root.committed })
    })
  }
}

const keyOf = ({ node, trail }: Address): string => `${node} ${trail.join(",")}`

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function"
