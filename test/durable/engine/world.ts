/**
 * A small world for tests of the engine: time that is moved by hand, operations that end when the test says so.
 */
import * as t from "io-ts"
import { type Clock, type Context, implement, Signature } from "lawful"

/** Time that moves only when a test says so. What the clock shows may jump meanwhile. */
export class Time implements Clock {
  #passed = 0
  #shift: number
  #timers: Array<{ readonly at: number; readonly wake: () => void }> = []

  constructor(start = 0) {
    this.#shift = start
  }

  now = (): number => this.#passed + this.#shift

  after = (delay: number, wake: () => void): (() => void) => {
    const timer = { at: this.#passed + delay, wake }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  get pending(): number {
    return this.#timers.length
  }

  /** Somebody sets the clock; no time passes. */
  jump(milliseconds: number): void {
    this.#shift += milliseconds
  }

  /** Lets time pass, and all that happens in it. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#passed + milliseconds
    await settled()
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)
      if (next === undefined) break
      this.#passed = Math.max(this.#passed, next.at)
      this.#timers = this.#timers.filter((timer) => timer !== next)
      next.wake()
      await settled()
    }
    this.#passed = end
    await settled()
  }
}

/** Lets everything happen that needs neither time nor an answer. */
export const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setImmediate(resolve))
}

export const Work = Signature.make("Work", {
  do: { input: t.string, output: t.string, effect: "undoable", delivery: "idempotent" },
  undo: { input: t.string, output: t.void, effect: "undo", delivery: "idempotent" },
  attempt: { input: t.string, output: t.string, error: t.string, effect: "readonly" },
  look: { input: t.string, output: t.string, effect: "readonly" },
  once: { input: t.string, output: t.string, effect: "undoable", delivery: "atMostOnce" },
  last: { input: t.string, output: t.string, effect: "irreversible", delivery: "idempotent" }
})

/** A call that somebody has made. */
export interface Call {
  readonly operation: string
  readonly input: string
  readonly context: Omit<Context<never>, "fail">
  readonly end: (output?: string) => void
  readonly throws: (cause: unknown) => void
}

/** All calls, in order, those that hang too. */
export class Calls {
  readonly made: Array<Call> = []
  readonly hanging = new Set<Call>()
  most = 0
  /** Answers at once. */
  immediate = false

  readonly implementation = implement(Work, {
    do: (input, context) => this.#call("do", input, context),
    undo: async (input, context) => {
      await this.#call("undo", input, context)
    },
    attempt: async (input, context) => {
      const answer = await this.#call("attempt", input, context)
      return answer === "fail" ? context.fail(answer) : answer
    },
    look: (input, context) => this.#call("look", input, context),
    once: (input, context) => this.#call("once", input, context),
    last: (input, context) => this.#call("last", input, context)
  })

  #call(operation: string, input: string, context: Omit<Context<never>, "fail">): Promise<string> {
    return new Promise((resolve, reject: (cause: unknown) => void) => {
      const call: Call = {
        operation,
        input,
        context,
        end: (output = input) => {
          this.hanging.delete(call)
          resolve(output)
        },
        throws: (cause) => {
          this.hanging.delete(call)
          reject(cause)
        }
      }
      this.made.push(call)
      this.hanging.add(call)
      this.most = Math.max(this.most, this.hanging.size)
      if (this.immediate) call.end()
    })
  }

  /** Ends all calls, and those that follow. */
  async endAll(): Promise<void> {
    this.immediate = true
    for (const call of this.hanging) call.end()
    await settled()
  }

  /** Ends the oldest call that hangs. */
  async endNext(): Promise<void> {
    const [next] = this.hanging
    next?.end()
    await settled()
  }

  get inputs(): ReadonlyArray<string> {
    return this.made.map(({ input }) => input)
  }
}
