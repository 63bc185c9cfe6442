/**
 * A stage for interpreter tests: operations that do what the test says, and a log of what they did.
 *
 * `>a` is a started operation, `<a` one that has ended well, `!a` one that failed or threw; `>~a` is the undo of `a`.
 * @module
 */
import {
  Codec,
  type Context,
  Failure,
  type Implementation,
  type Operation,
  type OperationDefinition,
  Saga,
  Signature,
  type Step
} from "lawful"

/** What an operation does: nothing but give its name, when left out. */
export type Act = (input: never, context: Context<unknown>) => unknown

/** Any step of a test. */
export type Any = Step<unknown, unknown, unknown, "Stage", never>

/** An undo of a test: it cannot fail. */
export type Undo = Step<unknown, unknown, never, "Stage", never>

/** Something that a test settles by hand. */
export interface Gate {
  readonly promise: Promise<unknown>
  readonly open: (value?: unknown) => void
  readonly reject: (cause: unknown) => void
}

/** A promise to be settled later. */
export const gate = (): Gate => {
  let open: Gate["open"] = () => undefined
  let reject: Gate["reject"] = () => undefined
  const promise = new Promise<unknown>((resolve, refuse) => {
    open = resolve
    reject = refuse
  })
  return { promise, open, reject }
}

/** Fails with a typed error that carries the name. */
export const failing =
  (tag: string): Act =>
  (_input, context) =>
    context.fail({ _tag: tag })

/** Throws. */
export const throwing =
  (message: string): Act =>
  () => {
    throw new Error(message)
  }

/** Something that can be awaited and is no promise. */
export const thenable = <A>(promise: Promise<A>): PromiseLike<A> => ({
  // oxlint-disable-next-line unicorn/no-thenable -- that is the point of it
  then: promise.then.bind(promise)
})

/** A stage on which named operations act. */
export interface Stage {
  readonly log: Array<string>
  readonly provider: Implementation<"Stage">
  /** An operation with its undo. */
  readonly does: (name: string, policy?: Parameters<typeof Saga.undoable>[2]) => Any
  /** The bare operation, which can fail. */
  readonly op: (name: string) => Any
  /** The operation declared readonly. */
  readonly reads: (name: string) => Any
  /** An operation that declares no error and checks nothing. */
  readonly plain: (name: string) => Any
  /** The undo of an operation. */
  readonly undo: (name: string) => Undo
}

/** Builds a stage. Undos are the acts named `~a`. */
export const stage = (acts: Readonly<Record<string, Act>> = {}): Stage => {
  const log: Array<string> = []
  const operations = new Map<string, OperationDefinition>()
  const handlers: Record<string, Act> = {}
  const declare = (name: string, act: string, spec: Spec): Any => {
    const signature = Signature.make("Stage", { [name]: { input: unchecked, output: unchecked, ...spec } })
    const step = signature[name] as unknown as Operation<unknown, unknown, unknown, "Stage">
    operations.set(name, step.request.operation)
    handlers[name] = logged(act, acts[act] ?? (() => act), log)
    return step
  }
  const op = (name: string): Any => declare(name, name, { error: unchecked, effect: "undoable" })
  const undo = (name: string): Undo =>
    declare(`undo-${name}`, `~${name}`, { effect: "undo" }) as unknown as Undo
  return {
    log,
    provider: { kind: "implementation", signature: { name: "Stage", operations }, handlers },
    op,
    undo,
    does: (name, policy) => Saga.undoable(op(name), undo(name), policy),
    reads: (name) => declare(`read-${name}`, name, { error: unchecked, effect: "readonly" }),
    plain: (name) => declare(`plain-${name}`, name, { effect: "undoable" })
  }
}

const unchecked = Codec.unchecked<unknown>()

interface Spec {
  readonly error?: typeof unchecked
  readonly effect: "undoable" | "undo" | "readonly"
}

const logged =
  (name: string, act: Act, log: Array<string>): Act =>
  (input, context) => {
    log.push(`>${name}`)
    const ended = (result: unknown): unknown => {
      log.push(result instanceof Failure ? `!${name}` : `<${name}`)
      return result
    }
    const threw = (cause: unknown): never => {
      log.push(`!${name}`)
      throw cause
    }
    try {
      const result = act(input, context)
      return result instanceof Promise ? result.then(ended, threw) : ended(result)
    } catch (cause) {
      return threw(cause)
    }
  }
