/**
 * Aggregation: a gateway asks independent services side by side and merges their answers. The services live on their own;
 * the gateway owns none of them, changes nothing in them, and can do without some.
 *
 * It is made of `all`, `timeout` and `attempt`, so that every interpreter runs it. Branches only read: a read may be
 * abandoned at once when time is up, while a write would have to be waited for and undone.
 *
 * Laws: laws/aggregation.ts.
 * @module
 */
import type { Either } from "fp-ts/lib/Either.js"
import { attempt } from "../combinators/attempt.ts"
import { andThen, identity } from "../combinators/compose.ts"
import { failWith } from "../combinators/fail.ts"
import { label } from "../combinators/label.ts"
import { map } from "../combinators/map.ts"
import { type TimedOut, timeout } from "../combinators/sleep.ts"
import { all } from "../combinators/parallel.ts"
import { if as if_ } from "../combinators/when.ts"
import { fold } from "../core/fold.ts"
import { nodeId } from "../core/place.ts"
import type { AnyStep, ErrorOf, IrreversibleOf, OutputOf, RequirementsOf, Step } from "../core/step.ts"

/** What became of an optional branch. */
export type Answer<B, E> = Got<B> | Missed<E> | TimedOut

/** The branch answered in time. */
export interface Got<out B> {
  readonly _tag: "Got"
  readonly value: B
}

/** The branch failed. */
export interface Missed<out E> {
  readonly _tag: "Missed"
  readonly error: E
}

/** A branch that the gateway can do without. */
export interface Optional<in A, out B, out E, out R, out X> {
  readonly kind: "optional"
  readonly step: Step<A, B, E, R, X>
  readonly within: number
}

/** Any branch: a step that has to answer, or an optional one. */
export type Branch = AnyStep | Optional<never, unknown, unknown, unknown, unknown>

/** Branches by name. */
export type Branches = Readonly<Record<string, Branch>>

/** How long a gateway waits, and for how many. */
export interface GatewayOptions {
  /** Milliseconds for everything; all branches start at once. For ever when left out. */
  readonly deadline?: number
  /** How many branches have to answer, those that are not optional among them; nothing more when left out. */
  readonly need?: number
}

/** Too few branches have answered. */
export interface TooFewAnswers {
  readonly _tag: "TooFewAnswers"
  readonly need: number
  /** The names of the branches that have not answered. */
  readonly missing: ReadonlyArray<string>
}

/**
 * Makes a branch optional: the gateway gets a `Got`, a `Missed` or a `TimedOut` in place of its output, and goes on.
 *
 * Laws: an optional branch never fails the gateway (laws/aggregation.ts).
 * @example
 * import { optional } from "lawful/architecture"
 * optional(Step.succeed(1), { within: 50 }).within // => 50
 */
export const optional = <A, B, E, R, X>(
  step: Step<A, B, E, R, X>,
  { within = Infinity }: { /** Milliseconds for this branch alone. */ readonly within?: number } = {}
): Optional<A, B, E, R, X> => ({ kind: "optional", step, within })

/**
 * Asks all branches side by side on one input and gives their answers under the same names: the outputs of those that have
 * to answer, what became of those that are optional.
 *
 * A branch that has to answer fails the gateway with its own error, or with `TimedOut`; with fewer than `need` answers it
 * fails with `TooFewAnswers`. Each branch is labelled with its name, so one operation may stand in several. What a branch
 * releases (`Step.bracket`) is waited for, even beyond the deadline; a defect in any branch is a defect.
 *
 * Laws: without optional branches and deadline it is `Step.all`; the order of branches does not matter; it takes no longer
 * than its deadline (laws/aggregation.ts).
 *
 * Errors: throws `gateway/write` when a branch writes, which the types see only of writes without an undo, and
 * `gateway/out-of-range` when `need` is not from 0 to the number of branches.
 * @example
 * import { gateway, optional } from "lawful/architecture"
 * const page = gateway(
 *   { name: Step.succeed("mug"), stars: optional(pipe(Step.sleep(60_000), Step.as(5))) },
 *   { deadline: 10 }
 * )
 * await run(page)(undefined) // => { _tag: "Completed", output: { name: "mug", stars: { _tag: "TimedOut" } } }
 */
export const gateway = <const H extends Branches, const O extends GatewayOptions = Waiting>(
  branches: H & ReadOnly<H>,
  options?: O
): Gateway<H, O> => {
  const { deadline = Infinity, need = 0 }: GatewayOptions = options ?? {}
  const named = Object.entries<Branch>(branches)
  if (!(need >= 0 && need <= named.length))
    throw new RangeError(
      `expected to need from 0 to ${named.length} answers, the number of branches (was ${need}). (gateway/out-of-range)`
    )
  const steps = named.map(([name, branch]): [string, Read] => {
    const { step, within, ask } =
      branch.kind === "optional"
        ? { ...branch, ask: answering }
        : { step: branch, within: Infinity, ask: limited }
    refuseWrites(name, step)
    return [name, label(name)(ask(step as Read, Math.min(within, deadline)))]
  })
  const optionals = named.flatMap(([name, { kind }]) => (kind === "optional" ? [name] : []))
  const merged = all(Object.fromEntries(steps))
  // `ReadOnly` has checked the branches; what they give together is what `Gateway` says.
  return (need === 0 ? merged : merged.pipe(andThen(atLeast(need, optionals)))) as unknown as Gateway<H, O>
}

/**
 * Gives what a branch answered, or a value in its place.
 * @example
 * import { gotOr } from "lawful/architecture"
 * gotOr({ _tag: "TimedOut" }, 0) // => 0
 */
export const gotOr = <B, C>(answer: Answer<B, unknown>, otherwise: C): B | C =>
  answer._tag === "Got" ? answer.value : otherwise

/** The step of a branch. */
export type StepIn<T> =
  T extends Optional<infer A, infer B, infer E, infer R, infer X> ? Step<A, B, E, R, X> : T

/** What all branches need: the intersection of their inputs. */
export type GatewayInput<H> = [StepIn<H[keyof H]>] extends [Step<infer A, unknown, unknown, unknown, unknown>]
  ? A
  : never

/** What the gateway gives under the name of each branch. */
export type Merged<H> = {
  readonly [K in keyof H]: H[K] extends Optional<never, infer B, infer E, unknown, unknown>
    ? Answer<B, E>
    : OutputOf<H[K]>
}

/** The steps of the branches that have to answer. */
type Required<H> = Exclude<H[keyof H], Optional<never, unknown, unknown, unknown, unknown>>

/** What the gateway can fail with. */
export type GatewayError<H, O> =
  | ErrorOf<Required<H>>
  | (O extends { readonly deadline: number } ? ([Required<H>] extends [never] ? never : TimedOut) : never)
  | (O extends { readonly need: number } ? TooFewAnswers : never)

/** A gateway with these branches and options. */
export type Gateway<H, O> = Step<
  GatewayInput<H>,
  Merged<H>,
  GatewayError<H, O>,
  RequirementsOf<StepIn<H[keyof H]>>
>

/** The options that are left out. */
export type Waiting = Readonly<Record<never, never>>

/** Branches must not write. */
export type ReadOnly<H> = {
  readonly [K in keyof H]: [IrreversibleOf<StepIn<H[K]>>] extends [never]
    ? unknown
    : WriteInGateway<IrreversibleOf<StepIn<H[K]>>>
}

/** A branch of a gateway writes. */
export interface WriteInGateway<X> {
  readonly "a gateway only reads: put the write into a saga (Step.all of undoable steps) behind the gateway": X
}

type Read = Step<unknown, unknown, unknown>

const limited = (step: Read, within: number): Read => (within === Infinity ? step : timeout(within)(step))

/** The failure of the branch and that of the time limit are told apart, also when the branch itself fails with `TimedOut`. */
const answering = (step: Read, within: number): Read =>
  attempt(limited(attempt(step), within)).pipe(map(told))

const told = (tried: Either<unknown, unknown>): Answer<unknown, unknown> => {
  if (tried._tag === "Left") return { _tag: "TimedOut" }
  const answered = tried.right as Either<unknown, unknown>
  return answered._tag === "Left"
    ? { _tag: "Missed", error: answered.left }
    : { _tag: "Got", value: answered.right }
}

type Answers = Readonly<Record<string, unknown>>

/** Fails when too many of the optional branches have not answered. */
const atLeast = (need: number, optionals: ReadonlyArray<string>): Step<Answers, Answers, TooFewAnswers> => {
  const missing = (answers: Answers): ReadonlyArray<string> =>
    optionals.filter((name) => (answers[name] as Answer<unknown, unknown>)._tag !== "Got")
  return if_(
    (answers) => Object.keys(answers).length - missing(answers).length >= need,
    identity<Answers>(),
    failWith(
      (answers: Answers): TooFewAnswers => ({ _tag: "TooFewAnswers", need, missing: missing(answers) })
    )
  )
}

/** What has its undo is a write all the same, and would have to be waited for. */
const refuseWrites = (name: string, step: AnyStep): void => {
  fold<undefined>(step, (node, _, place) => {
    if (node.kind !== "perform") return undefined
    const { request } = node
    const effect =
      request.kind === "operation"
        ? request.operation.effect
        : request.kind === "call"
          ? request.effect
          : "readonly"
    if (effect !== "readonly")
      throw new TypeError(
        `expected branches that only read, but the branch "${name}" writes (${nodeId(request, place)}). Put the write into a saga behind the gateway. (gateway/write)`
      )
    return undefined
  })
}
