/**
 * The other side of a simulation: services that are called, that keep what they promise, and that go wrong as told.
 * @module
 */
import { type AnyHandler, type Context, Failure } from "../../core/implementation.ts"
import { type OperationDefinition, operationName } from "../../core/operation.ts"
import type { Answer } from "../../machine/event.ts"
import { thrown } from "../../machine/thrown.ts"
import { concerns } from "../concerns.ts"
import type { Fault } from "../fault.ts"

/** What is to go wrong with one call, all its deliveries together. */
export interface Plan {
  /** The number of the call among those of its operation, from 1. */
  readonly call: number
  readonly answer: Answer | undefined
  /** In milliseconds; infinite when it never answers. */
  readonly slow: number
  readonly losesAnswer: boolean
  readonly comesTwice: boolean
}

/** What is delivered. */
export interface Delivered {
  readonly operation: OperationDefinition
  readonly input: unknown
  readonly context: Context<unknown>
}

/** The services of a simulation. */
export class Services {
  readonly #handler: (operation: OperationDefinition) => AnyHandler
  readonly #faults: ReadonlyArray<Fault>
  readonly #calls = new Map<string, number>()
  /** What has been done, or is being done, under a key. */
  readonly #done = new Map<string, Answer | Promise<Answer>>()
  readonly #met = new Set<Fault>()

  constructor(handler: (operation: OperationDefinition) => AnyHandler, faults: ReadonlyArray<Fault>) {
    this.#handler = handler
    this.#faults = faults
  }

  /** The faults that no call has met. */
  get unmet(): ReadonlyArray<Fault> {
    return this.#faults.filter((fault) => !this.#met.has(fault))
  }

  /** Throws when nobody implements an operation. */
  check(operation: OperationDefinition): void {
    this.#handler(operation)
  }

  /** Counts a call, and tells what is to go wrong with it. */
  plan(operation: OperationDefinition, undoing: boolean): Plan {
    const name = operationName(operation)
    const call = (this.#calls.get(name) ?? 0) + 1
    this.#calls.set(name, call)
    const faults = this.#faults.filter(
      (fault) =>
        concerns(fault, name, call, undoing) &&
        // The effect and the answer are one.
        !(operation.delivery === "tx" && fault.what.kind === "loses its answer")
    )
    let plan: Plan = { call, answer: undefined, slow: 0, losesAnswer: false, comesTwice: false }
    for (const fault of faults) {
      this.#met.add(fault)
      plan = planned(plan, fault)
    }
    return plan
  }

  /** Delivers a call. */
  deliver({ operation, input, context }: Delivered, plan: Plan): Answer | Promise<Answer> {
    if (plan.answer !== undefined) return plan.answer
    const { delivery } = operation
    if (delivery !== "idempotent" && delivery !== "tx") return this.#ask(operation, input, context)
    const known = this.#done.get(context.key)
    if (known !== undefined) return known
    const answer = this.#ask(operation, input, context)
    this.#remember(context.key, answer)
    return answer
  }

  /** What failed has had no effect, so it is not remembered and may be tried again. */
  #remember(key: string, answer: Answer | Promise<Answer>): void {
    if (!(answer instanceof Promise)) {
      if (answer.kind === "succeeded") this.#done.set(key, answer)
      return
    }
    this.#done.set(key, answer)
    void answer.then(({ kind }) => {
      if (kind !== "succeeded") this.#done.delete(key)
    })
  }

  #ask(operation: OperationDefinition, input: unknown, context: Context<unknown>): Answer | Promise<Answer> {
    try {
      const handler = this.#handler(operation) as unknown as (
        input: unknown,
        context: Context<unknown>
      ) => unknown
      const result = handler(input, context)
      return isThenable(result) ? Promise.resolve(result).then(answered, threw) : answered(result)
    } catch (cause) {
      return threw(cause)
    }
  }
}

const planned = (plan: Plan, { what }: Fault): Plan => {
  switch (what.kind) {
    case "fails":
      return { ...plan, answer: plan.answer ?? { kind: "failed", error: what.error } }
    case "throws":
      return { ...plan, answer: plan.answer ?? threw(new Error(what.message)) }
    case "slow":
      return { ...plan, slow: plan.slow + what.by }
    case "loses its answer":
      return { ...plan, losesAnswer: true }
    case "comes twice":
      return { ...plan, comesTwice: true }
  }
}

const answered = (result: unknown): Answer =>
  result instanceof Failure
    ? { kind: "failed", error: (result as Failure<unknown>).error }
    : { kind: "succeeded", output: result }

const threw = (cause: unknown): Answer => ({ kind: "threw", cause: thrown(cause) })

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function"
