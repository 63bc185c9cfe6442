/**
 * Calls of operations in a simulation, from their start to the record of their answer.
 * @module
 */
import { idempotencyKey } from "../../core/idempotency-key.ts"
import { type Context, Failure } from "../../core/implementation.ts"
import { operationName } from "../../core/operation.ts"
import type { Cause } from "../../core/outcome.ts"
import type { Command } from "../../machine/command.ts"
import type { Answer, MachineEvent } from "../../machine/event.ts"
import { isAbort, revived } from "../../machine/thrown.ts"
import { type Activity, keyOf } from "./driver.ts"
import type { Plan } from "./services.ts"
import type { Surroundings } from "./surroundings.ts"
import type { Call, Happening } from "../trace.ts"

/** After how many virtual milliseconds a call is delivered again whose answer is lost. */
export const REDELIVERY = 1_000

/** The run that a call belongs to. */
export interface Caller {
  readonly id: string
  readonly tell: (event: MachineEvent) => void
  readonly note: (what: Happening["what"]) => void
  /** What goes wrong with the calls under way; survives the process, as the faults are not its own. */
  readonly plans: Map<string, Plan>
}

/** A call under way. */
export class SimulatedCall implements Activity {
  readonly #command: Extract<Command, { readonly kind: "operation" }>
  readonly #caller: Caller
  readonly #around: Surroundings
  readonly #call: Call
  readonly #controller = new AbortController()
  #callOff: () => void
  #over = false

  constructor(
    command: Extract<Command, { readonly kind: "operation" }>,
    caller: Caller,
    around: Surroundings
  ) {
    const { id, request, input, attempt, undoing } = command
    this.#command = command
    this.#caller = caller
    this.#around = around
    this.#call = { node: id, operation: operationName(request.operation), input, attempt, undoing }
    this.#callOff = around.soon(() => (command.started ? this.#goOn() : this.#start()))
  }

  stop(): void {
    if (!this.#over) this.#controller.abort()
  }

  drop(): void {
    this.#over = true
    this.#callOff()
  }

  /** The intent comes first; the process may end with it. */
  #start(): void {
    const { at, request, undoing } = this.#command
    this.#caller.plans.set(keyOf(at), this.#around.services.plan(request.operation, undoing))
    this.#caller.note({ kind: "started", ...this.#call })
    this.#caller.tell({ kind: "started", at, time: this.#around.time() })
    if (!this.#over) this.#deliver()
  }

  /** Another process finds a call that was started, and does not know what came of it. */
  #goOn(): void {
    if (this.#command.request.operation.delivery === "atMostOnce") return this.#record({ kind: "lost" })
    this.#again()
  }

  #again(): void {
    this.#caller.note({ kind: "delivered again", ...this.#call })
    this.#deliver(true)
  }

  #deliver(again = false): void {
    const plan = this.#plan
    const answer = this.#ask()
    if (plan.comesTwice && !again)
      this.#around.soon(async () => {
        this.#caller.note({ kind: "delivered again", ...this.#call })
        await this.#around.settled(this.#ask())
      })
    this.#callOff = this.#around.later(plan.slow, () => this.#arrive(answer, plan.losesAnswer && !again))
  }

  #ask(): Answer | Promise<Answer> {
    const { request, input } = this.#command
    return this.#around.services.deliver(
      { operation: request.operation, input, context: this.#context() },
      this.#plan
    )
  }

  /** The answer comes in: it gets lost, the process ends, or it is put on record. */
  async #arrive(answer: Answer | Promise<Answer>, lost: boolean): Promise<void> {
    const settled = await this.#around.settled(answer)
    if (this.#over) return
    if (settled === undefined) {
      // It takes its real time, and virtual time goes on without it.
      this.#around.stalled(
        Promise.resolve(answer).then((late) => {
          if (!this.#over) this.#callOff = this.#around.soon(() => this.#arrive(late, lost))
        })
      )
      return
    }
    // Nothing comes between the effect and the record of a transaction.
    const separate = this.#command.request.operation.delivery !== "tx"
    if (separate && this.#around.crashesDuring(this.#call.operation, this.#plan.call)) return
    if (!lost) return this.#record(settled)
    this.#caller.note({ kind: "lost", ...this.#call })
    this.#callOff = this.#around.later(REDELIVERY, () => this.#goOn())
  }

  #record(answer: Answer): void {
    const { at } = this.#command
    this.#over = true
    this.#noteAnswer(answer)
    this.#caller.tell({ ...answer, at, time: this.#around.time() })
  }

  #noteAnswer(answer: Answer): void {
    const { note } = this.#caller
    const at = this.#call.node
    if (answer.kind === "succeeded") note({ kind: "succeeded", ...this.#call, output: answer.output })
    else if (answer.kind === "failed")
      note({ kind: "failed", ...this.#call, cause: { kind: "error", error: answer.error, at } })
    else if (answer.kind === "threw")
      note({ kind: "failed", ...this.#call, cause: this.#causeOf(answer.cause) })
  }

  #causeOf(cause: Parameters<typeof isAbort>[0]): Cause {
    return this.#controller.signal.aborted && isAbort(cause)
      ? { kind: "cancelled", reason: undefined }
      : { kind: "defect", cause: revived(cause), at: this.#call.node }
  }

  get #plan(): Plan {
    return this.#caller.plans.get(keyOf(this.#command.at)) ?? flawless
  }

  #context(): Context<unknown> {
    const { id, attempt, request, renewals } = this.#command
    return {
      runId: this.#caller.id,
      nodeId: id,
      key: idempotencyKey(this.#caller.id, id, renewals),
      attempt,
      effect: request.operation.effect,
      signal: this.#controller.signal,
      fail: (error) => new Failure(error)
    }
  }
}

const flawless: Plan = { call: 0, answer: undefined, slow: 0, losesAnswer: false, comesTwice: false }
