/**
 * Runs in a simulation: what the machine wants done is put on the agenda, and survives a crash as what was written down.
 * @module
 */
import { idempotencyKey } from "../../core/idempotency-key.ts"
import { presented } from "../../machine/outcome.ts"
import type { Outcome } from "../../core/outcome.ts"
import type { Command } from "../../machine/command.ts"
import { commandsOf } from "../../machine/commands.ts"
import type { Address, Answer, MachineEvent } from "../../machine/event.ts"
import type { Program } from "../../machine/program.ts"
import type { Residual } from "../../machine/residual.ts"
import { thrown } from "../../machine/thrown.ts"
import { read, write } from "../../machine/write.ts"
import { type Activity, Driver, keyOf } from "./driver.ts"
import type { Plan } from "./services.ts"
import { type Caller, SimulatedCall } from "./simulated-call.ts"
import type { Surroundings } from "./surroundings.ts"
import type { Happening } from "../trace.ts"

type Ended = (outcome: Outcome<unknown, unknown>, committed: boolean) => void

/** One run. */
export class SimulatedRun implements Caller {
  readonly id: string
  readonly plans: Map<string, Plan> = new Map()
  /** The runs that it has called, by place: each attempt calls another one. They survive the process, as they are runs. */
  readonly #called = new Map<string, SimulatedRun>()
  readonly #program: Program
  readonly #around: Surroundings
  #driver: Driver
  #outcome: Outcome<unknown, unknown> | undefined
  #endedAt: number | undefined
  #caller: Ended | undefined

  constructor(program: Program, id: string, residual: Residual, around: Surroundings) {
    this.#program = program
    this.id = id
    this.#around = around
    this.#driver = this.#driverFrom(residual)
  }

  /** How it ended; undefined while it is under way. */
  get outcome(): Outcome<unknown, unknown> | undefined {
    return this.#outcome
  }

  /** When it ended, in milliseconds from the start. */
  get endedAt(): number | undefined {
    return this.#endedAt
  }

  /** What it may do next, or waits for. */
  get commands(): ReadonlyArray<Command> {
    return commandsOf(this.#program, this.#driver.residual)
  }

  /** Begins all that can be done. */
  begin(): void {
    this.#driver.begin()
    this.#see()
  }

  /** Puts on record what happened. */
  readonly tell = (event: MachineEvent): void => {
    const driver = this.#driver
    driver.tell(event)
    if (!driver.dead) this.#see()
  }

  readonly note = (what: Happening["what"]): void => this.#around.note(this.id, what)

  /** Wants it to end. */
  cancel(reason: unknown): void {
    if (this.#outcome !== undefined) return
    this.note({ kind: "cancelled", reason })
    this.tell({ kind: "cancelled", reason, time: this.#around.time() })
  }

  /** Tells its caller how it ends, at once when it has ended. */
  onEnd(caller: Ended): void {
    if (this.#outcome === undefined) this.#caller = caller
    else caller(this.#outcome, this.#driver.residual.root.committed)
  }

  /** Its process ends. */
  die(): void {
    this.#driver.die()
    this.#caller = undefined
  }

  /** Another process takes it over. */
  recover(): void {
    this.#driver = this.#driverFrom(read(write(this.#driver.residual)))
    this.begin()
  }

  #driverFrom(residual: Residual): Driver {
    return new Driver(this.#program, residual, {
      perform: (command) => this.#perform(command),
      recorded: this.#around.recorded
    })
  }

  /** Sees whether it has ended. */
  #see(): void {
    const { residual, dead } = this.#driver
    if (dead || this.#outcome !== undefined || residual.outcome === null) return
    this.#outcome = presented(residual.outcome)
    this.#endedAt = this.#around.time() - this.#around.began
    this.note({ kind: "ended", outcome: this.#outcome._tag, value: valueOf(this.#outcome) })
    this.#caller?.(residual.outcome, residual.root.committed)
  }

  #answer(at: Address, answer: Answer): void {
    this.tell({ ...answer, at, time: this.#around.time() })
  }

  #perform(command: Command): Activity | undefined {
    switch (command.kind) {
      case "operation":
        return new SimulatedCall(command, this, this.#around)
      case "call":
        return this.#call(command)
      case "timer":
        return this.#arm(command)
      case "receive":
        return this.#listen(command)
      case "emit":
        return calledOffBy(this.#around.soon(() => this.#emit(command)))
    }
  }

  #arm({ at, id: node, due }: Extract<Command, { readonly kind: "timer" }>): Activity {
    const { began, time } = this.#around
    this.note({ kind: "waits", node, due: due === null ? null : due - began })
    return calledOffBy(
      this.#around.later(due === null ? Infinity : due - time(), () => {
        this.note({ kind: "wakes", node })
        this.#answer(at, { kind: "fired" })
      })
    )
  }

  #listen(command: Extract<Command, { readonly kind: "receive" }>): Activity | undefined {
    const { at, id: node, event, key } = command
    const { events } = this.#around
    const driver = this.#driver
    let woken = false
    const receiver = {
      wake: (payload: unknown) => {
        // Whoever was woken before it may have ended the process.
        if (driver.dead) return
        woken = true
        this.note({ kind: "receives", node, event: event.name, payload })
        this.#answer(at, { kind: "received", payload })
      }
    }
    events.receive(event, key, receiver)
    if (woken) return undefined
    this.note({ kind: "listens", node, event: event.name, key })
    return calledOffBy(() => events.withdraw(event, key, receiver))
  }

  /** The event is on its way before that is on record: a crash in between sends it again. */
  #emit({ at, id: node, event, key, payload }: Extract<Command, { readonly kind: "emit" }>): void {
    const driver = this.#driver
    this.note({ kind: "event", event: event.name, key, payload, node })
    this.#around.events.deliver(event, payload, key)
    if (!driver.dead) this.#answer(at, { kind: "succeeded", output: undefined })
  }

  #call(command: Extract<Command, { readonly kind: "call" }>): Activity {
    let child: SimulatedRun | undefined
    let stopped = false
    const callOff = this.#around.soon(() => {
      child = this.#launch(command)
      if (stopped) child?.cancel("stopped")
    })
    return {
      stop: () => {
        stopped = true
        child?.cancel("stopped")
      },
      drop: callOff
    }
  }

  /** Starts the called workflow, or finds it when it has been started before a crash. */
  #launch(command: Extract<Command, { readonly kind: "call" }>): SimulatedRun | undefined {
    const { at, id: node, request, input, started, renewals } = command
    const driver = this.#driver
    const child = idempotencyKey(this.id, node, renewals)
    if (!started) {
      this.note({ kind: "called", node, workflow: request.workflow, input, child })
      this.#answer(at, { kind: "started" })
      if (driver.dead) return undefined
    }
    const place = keyOf(at)
    let run = this.#called.get(place)
    try {
      run ??= this.#around.launch(child, request.workflow, request.version, input)
      this.#called.set(place, run)
    } catch (cause) {
      this.#answer(at, { kind: "threw", cause: thrown(cause) })
      return undefined
    }
    if (driver.dead) return undefined
    if (request.mode === "detach") {
      this.#answer(at, { kind: "succeeded", output: child })
      return undefined
    }
    run.onEnd((outcome, committed) => this.#answer(at, { kind: "ended", outcome, committed }))
    return run
  }
}

const calledOffBy = (drop: () => void): Activity => ({ stop: () => undefined, drop })

const valueOf = (outcome: Outcome<unknown, unknown>): unknown => {
  switch (outcome._tag) {
    case "Completed":
      return outcome.output
    case "Failed":
      return outcome.error
    case "Cancelled":
      return outcome.reason
    case "Stuck":
      return outcome.owed
    case "Defect":
      return outcome.cause
  }
}
